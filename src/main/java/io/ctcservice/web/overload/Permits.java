package io.ctcservice.web.overload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fair semaphore with a limited queue, and with gauges of the permits in use, in all, and waited for. Thread-safe. */
public final class Permits {

    private final String kind;
    private final int all;
    private final Semaphore free;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Duration retryAfter;

    Permits(String kind, int all, Duration retryAfter, MeterRegistry registry) {
        this(kind, all, Integer.MAX_VALUE, retryAfter, registry);
    }

    /** @param mostWaiting how many may wait for permits at a time */
    Permits(String kind, int all, int mostWaiting, Duration retryAfter, MeterRegistry registry) {
        this.mostWaiting = mostWaiting;
        this.kind = kind;
        this.all = all;
        this.free = new Semaphore(all, /* fair= */ true);
        this.retryAfter = retryAfter;
        Gauge.builder("ctc.permits.used", free, semaphore -> all - semaphore.availablePermits())
                .description("Permits in use")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder("ctc.permits.waiting", waiting, AtomicInteger::get)
                .description("Requests that wait for permits")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder("ctc.permits.limit", () -> all)
                .description("Permits in all")
                .tag("kind", kind)
                .register(registry);
    }

    /**
     * Takes {@code count} permits, waiting at most {@code wait} behind those who have waited longer.
     *
     * @throws OverloadedException if they are not free in time, or too many wait already
     */
    public Permit take(int count, Duration wait) {
        try {
            if (free.tryAcquire(count, 0, TimeUnit.NANOSECONDS) || isTakenInTime(count, wait)) {
                return new Permit(free, count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new OverloadedException("overloaded: all " + all + " permits for " + kind + " are in use", retryAfter);
    }

    private boolean isTakenInTime(int count, Duration wait) throws InterruptedException {
        if (wait.isZero()) {
            return false;
        }
        try {
            return waiting.incrementAndGet() <= mostWaiting
                    && free.tryAcquire(count, wait.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Permits that were taken, to be given back once. */
    public static final class Permit implements AutoCloseable {
        private final Semaphore free;
        private int count;

        private Permit(Semaphore free, int count) {
            this.free = free;
            this.count = count;
        }

        /** Returns a permit that counts for nothing. */
        static Permit ofNothing() {
            return new Permit(new Semaphore(0), 0);
        }

        /** Gives the permits back; a second call has no effect. */
        @Override
        public synchronized void close() {
            free.release(count);
            count = 0;
        }
    }
}
