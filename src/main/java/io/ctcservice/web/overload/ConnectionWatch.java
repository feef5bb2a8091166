package io.ctcservice.web.overload;

import io.ctcservice.web.overload.Connection.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * A background thread that checks the connections of requests that compute or wait for their turn, and cancels those whose client
 * has gone or whose time is over: a busy server does not notice that itself. A check is one read that does not wait.
 */
@Component
final class ConnectionWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private static final Duration LEAST = Duration.ofMillis(10); // between two rounds

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Thread rounds;
    private final AtomicLong roundsDone = new AtomicLong();
    private final Duration lookEvery;
    private final Duration most;
    private final Counter hangUps;
    private final Counter overlong;

    ConnectionWatch(Capacity capacity, MeterRegistry registry) {
        this.most = capacity.maxComputation();
        this.hangUps = cancelled("hangUp", registry);
        this.overlong = cancelled("tooLong", registry);
        this.lookEvery = capacity.lookEvery().compareTo(LEAST) < 0 ? LEAST : capacity.lookEvery();
        this.rounds = Thread.ofPlatform().daemon().name("connectionWatch").start(this::goRound);
    }

    private void goRound() {
        try {
            while (true) {
                Thread.sleep(lookEvery);
                watches.forEach(ConnectionWatch::lookAt);
                roundsDone.incrementAndGet();
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    /** Checks one connection; an exception must not end the checks of the others. */
    private static void lookAt(Watch watch) {
        try {
            watch.look();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("A connection cannot be looked at", e);
            watch.close();
        }
    }

    /** Returns how often all connections have been checked. */
    long roundsDone() {
        return roundsDone.get();
    }

    /** Returns how many computations are watched. */
    int watched() {
        return watches.size();
    }

    private static Counter cancelled(String reason, MeterRegistry registry) {
        return Counter.builder("ctc.cancelled")
                .description("Computations ended before they were done")
                .tag("reason", reason)
                .register(registry);
    }

    /**
     * Begins to watch a computation, whose time does not count yet; close the result when it is done.
     *
     * @param connection null where it cannot be checked, as with HTTP/2
     */
    Watch watch(@Nullable Connection connection, Cancellable cancellable) {
        var watch = new Watch(connection, cancellable);
        watches.add(watch);
        return watch;
    }

    @Override
    public void destroy() {
        rounds.interrupt();
    }

    /**
     * A computation that is watched. Access to the connection is locked: after {@code close}, only the request uses it.
     */
    final class Watch implements AutoCloseable {

        private final Cancellable cancellable;
        private @Nullable Connection connection;
        private long start;
        private boolean started;
        private boolean closed;

        private Watch(@Nullable Connection connection, Cancellable cancellable) {
            this.connection = connection;
            this.cancellable = cancellable;
        }

        /** Starts the clock of the computation: before, it waited for a processor. */
        synchronized void startTime() {
            start = System.nanoTime();
            started = true;
        }

        private synchronized void look() {
            if (closed) {
                return;
            }
            var state = connection == null ? State.SILENT : connection.look();
            if (state == State.GONE) {
                end(hangUps, new ClientGoneException());
            } else if (started && System.nanoTime() - start > most.toNanos()) {
                end(overlong, new ComputationTooLongException(most));
            } else if (state == State.TALKING) {
                connection = null; // bytes after the next request cannot be seen
            }
        }

        private void end(Counter counter, RuntimeException reason) {
            cancellable.cancel(reason);
            counter.increment();
            close();
        }

        @Override
        public synchronized void close() {
            closed = true;
            watches.remove(this);
        }
    }
}
