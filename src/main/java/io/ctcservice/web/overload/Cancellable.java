package io.ctcservice.web.overload;

import io.ctcservice.core.Cancellation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        Cancellation.setSource(new Cancellation.Source() {
            @Override
            public @Nullable RuntimeException reason() {
                return CURRENT.orElse(ENDLESS).reason;
            }

            @Override
            public Cancellation.Interruption interruption(Runnable interruption) {
                return CURRENT.isBound() ? CURRENT.get().interruptedBy(interruption) : () -> {};
            }
        });
    }

    private final Set<InterruptedWork> interrupted = new HashSet<>();
    private volatile @Nullable RuntimeException reason;

    /** Makes this work end with {@code reason}, which several threads may throw. */
    public void cancel(RuntimeException reason) {
        synchronized (interrupted) {
            this.reason = reason;
            interrupted.forEach(InterruptedWork::interrupt);
            interrupted.clear();
        }
    }

    private Cancellation.Interruption interruptedBy(Runnable interruption) {
        var work = new InterruptedWork(interruption);
        synchronized (interrupted) {
            if (reason == null) {
                interrupted.add(work);
            } else {
                work.interrupt();
            }
        }
        return work;
    }

    /** A piece of work that is interrupted from outside; the lock keeps that from happening after its end. */
    private final class InterruptedWork implements Cancellation.Interruption {

        private final Runnable interruption;

        InterruptedWork(Runnable interruption) {
            this.interruption = interruption;
        }

        void interrupt() {
            interruption.run();
        }

        @Override
        public void close() {
            synchronized (interrupted) {
                interrupted.remove(this);
            }
        }
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
