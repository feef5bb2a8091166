package io.ctcservice.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The timing of work for clients. What the service does for itself, to warm up, is left out: it would look like traffic.
 */
public final class Measured {

    private static final ScopedValue<Boolean> FOR_ITSELF = ScopedValue.newInstance();

    private Measured() {}

    /** Returns the result of {@code work}, which is timed unless the service does it for itself. */
    public static <T> T time(Timer timer, Supplier<T> work) {
        return isForItself() ? work.get() : Objects.requireNonNull(timer.record(work));
    }

    /** Returns the result of work that is not measured, as long as it stays on this thread. */
    public static <T, X extends Throwable> T leaveOut(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(FOR_ITSELF, true).call(work);
    }

    static boolean isForItself() {
        return FOR_ITSELF.isBound();
    }
}
