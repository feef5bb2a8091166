package io.ctcservice.web.overload;

import io.ctcservice.core.Cancellation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that can be cancelled from outside, for example when the client has gone. It is bound to the threads that work
 * on it by a scoped value; the core asks for it with {@link Cancellation#check}. Thread-safe.
 */
public final class Cancellable {

    private static final ScopedValue<Cancellable> CURRENT = ScopedValue.newInstance();
    private static final Cancellable ENDLESS = new Cancellable();

    static {
        Cancellation.answerWith(() -> CURRENT.orElse(ENDLESS).reason);
    }

    private volatile @Nullable RuntimeException reason;

    /** Makes this work end with {@code reason}, which several threads may throw. */
    public void cancel(RuntimeException reason) {
        this.reason = reason;
    }

    /** Returns the result of {@code work}, run as a part of this. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** Returns {@code each} of the items, in order; they are computed in parallel, as parts of this thread's work. */
    public static <T, R> List<R> mapInParallel(List<T> items, Function<? super T, ? extends R> each) {
        var current = CURRENT.orElse(ENDLESS);
        return items.parallelStream()
                .<R>map(item -> current.call(() -> {
                    Cancellation.check();
                    return each.apply(item);
                }))
                .toList();
    }
}
