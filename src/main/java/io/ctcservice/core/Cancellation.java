package io.ctcservice.core;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The point at which long computations ask whether their result is still wanted. The loops over frames ask
 * {@link #check} now and then, which costs a few nanoseconds, so that cancelled work ends within milliseconds. The
 * application that runs such work sets the source of the answer, see {@link #answerWith}; until then nothing is ever
 * cancelled. Thread-safe.
 */
public final class Cancellation {

    /** The number of frames between two checks, in loops whose frames may be cheap. */
    private static final int FRAMES = 64;

    private static final Source NEVER = () -> null;

    private static final AtomicReference<Source> SOURCE = new AtomicReference<>(NEVER);

    private Cancellation() {}

    /**
     * A source that knows whether the work of a thread is still wanted. It is asked often, by all threads that work.
     */
    @FunctionalInterface
    public interface Source {

        /** Returns the exception to end the work of this thread with; null while the work is wanted. */
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

    /** The time in which work that cannot ask for its cancellation may be interrupted. */
    @FunctionalInterface
    public interface Interruption extends AutoCloseable {

        /** Ends it: from here on the interruption neither runs nor will run. */
        @Override
        void close();
    }

    /**
     * Makes {@link #check} ask this source from now on, in all threads.
     *
     * @throws IllegalStateException if it asks another already
     */
    public static void answerWith(Source source) {
        if (!SOURCE.compareAndSet(NEVER, source)) {
            throw new IllegalStateException("another source gives the answer already");
        }
    }

    /** Makes {@link #check} ask another source, and returns the one that it asked before. */
    static Source exchange(Source source) {
        return SOURCE.getAndSet(source);
    }

    /** Throws the reason if the work of this thread was cancelled. */
    public static void check() {
        var reason = SOURCE.get().reason();
        if (reason != null) {
            throw reason;
        }
    }

    /**
     * Has {@code interruption} run when the work of this thread is cancelled, until the result is closed: for work in
     * native code, which never asks. Call {@link #check} after it.
     *
     * @param interruption runs on another thread, takes little time and throws nothing
     */
    public static Interruption interruption(Runnable interruption) {
        return SOURCE.get().interruption(interruption);
    }

    /** Does {@link #check} in every 64th frame, the first among them. */
    public static void checkAt(int frame) {
        if (frame % FRAMES == 0) {
            check();
        }
    }
}
