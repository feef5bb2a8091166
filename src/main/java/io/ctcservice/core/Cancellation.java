package io.ctcservice.core;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends work that nobody waits for any more. Work is done under at most one cancellation, the thread's scoped value; the
 * loops over frames ask {@link #check} now and then, which costs a few nanoseconds, so that cancelled work ends within
 * milliseconds. Thread-safe.
 */
public final class Cancellation {

    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();
    private static final Cancellation NEVER = new Cancellation();

    /** Frames between two looks, in loops whose frames may be cheap. */
    private static final int FRAMES = 64;

    private final @Nullable Runnable atEachLook;
    private volatile @Nullable RuntimeException reason;

    public Cancellation() {
        this.atEachLook = null;
    }

    /** A cancellation whose looks can be counted: {@code atEachLook} runs at each, before it. */
    Cancellation(Runnable atEachLook) {
        this.atEachLook = atEachLook;
    }

    /** Makes all work under this cancellation end with {@code reason}, which several threads may throw. */
    public void cancel(RuntimeException reason) {
        this.reason = reason;
    }

    /** Returns what {@code work} returns, done under this cancellation. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** Throws the reason if the work of this thread was cancelled. */
    public static void check() {
        var current = CURRENT.orElse(NEVER);
        if (current.atEachLook != null) {
            current.atEachLook.run();
        }
        var reason = current.reason;
        if (reason != null) {
            throw reason;
        }
    }

    /** Does {@link #check} in every 64th frame, the first among them. */
    public static void checkAt(int frame) {
        if (frame % FRAMES == 0) {
            check();
        }
    }

    /** Returns {@code each} of the items, in order; they are worked on in parallel, under this thread's cancellation. */
    public static <T, R> List<R> mapInParallel(List<T> items, Function<? super T, ? extends R> each) {
        var cancellation = CURRENT.orElse(NEVER);
        return items.parallelStream()
                .<R>map(item -> cancellation.call(() -> {
                    check();
                    return each.apply(item);
                }))
                .toList();
    }
}
