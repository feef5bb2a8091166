package io.ctcservice.core;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Cooperative cancellation of long computations. The loops over frames call {@link #check} now and then, which costs a
 * few nanoseconds, so that cancelled work ends within milliseconds. The application that runs such work sets the
 * source of cancellation, see {@link #setSource}; until then nothing is ever cancelled. Thread-safe.
 */
public final class Cancellation {

    /** The number of frames between two checks, in loops whose frames may be cheap. */
    private static final int FRAMES = 64;

    private static final Source NEVER = () -> null;

    private static final AtomicReference<Source> SOURCE = new AtomicReference<>(NEVER);

    private Cancellation() {}

    /**
     * A source of cancellation: says whether the work of the calling thread is cancelled. It is called often, by all
     * threads that work.
     */
    @FunctionalInterface
    public interface Source {

        /** Returns the exception that ends the work of this thread; null while it is not cancelled. */
        @Nullable
        RuntimeException reason();

        /**
         * Has {@code interruption} run once, on whichever thread cancels the work of this one, at once if it is cancelled
         * already. By default it is never run.
         *
         * @param interruption takes little time and throws nothing
         */
        default Interruption interruption(Runnable interruption) {
            return () -> {};
        }
    }

    /** A registered interruption of work that cannot call {@link #check}. */
    @FunctionalInterface
    public interface Interruption extends AutoCloseable {

        /** Removes the interruption: after this call it neither runs nor will run. */
        @Override
        void close();
    }

    /**
     * Sets the source that {@link #check} consults from now on, in all threads.
     *
     * @throws IllegalStateException if a source is set already
     */
    public static void setSource(Source source) {
        if (!SOURCE.compareAndSet(NEVER, source)) {
            throw new IllegalStateException("the source of cancellation is set already");
        }
    }

    /** Replaces the source that {@link #check} consults, and returns the one before; for tests. */
    static Source replaceSource(Source source) {
        return SOURCE.getAndSet(source);
    }

    /**
     * Ends the work of this thread if it is cancelled.
     *
     * @throws RuntimeException the {@linkplain Source#reason reason} of the cancellation
     */
    public static void check() {
        var reason = SOURCE.get().reason();
        if (reason != null) {
            throw reason;
        }
    }

    /**
     * Has {@code interruption} run when the work of this thread is cancelled, until the result is closed: for work in
     * native code, which cannot call {@link #check}. Call {@link #check} after it.
     *
     * @param interruption runs on another thread, takes little time and throws nothing
     */
    public static Interruption interruption(Runnable interruption) {
        return SOURCE.get().interruption(interruption);
    }

    /**
     * Calls {@link #check} in every 64th frame, the first among them.
     *
     * @throws RuntimeException as {@link #check}
     */
    public static void checkAt(int frame) {
        if (frame % FRAMES == 0) {
            check();
        }
    }
}
