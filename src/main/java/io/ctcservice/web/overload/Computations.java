package io.ctcservice.web.overload;

import io.ctcservice.core.Cancellation;
import io.ctcservice.web.overload.ConnectionWatch.Watch;
import io.ctcservice.web.warmup.OwnRequests;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The computations for clients: as many at a time as there are processors, each ended if its client has gone or
 * {@code ctc.overload.max-computation} has passed. Handlers with a {@code @RequestBody} compute in this way
 * automatically, see {@link ComputationGate}; all others call {@link #run}: handlers that read their body themselves,
 * or that write their answer while they compute, and connections that stay open. Thread-safe.
 *
 * <p>Read all that the client sends before and write after: work that waits for a client would hold a processor.
 */
@Component
public final class Computations {

    private static final String TURN = Computations.class.getName() + ".turn";

    private final Permits permits;
    private final Duration maxWait;
    private final ConnectionWatch connectionWatch;

    Computations(Capacity capacity, ConnectionWatch connectionWatch, MeterRegistry registry) {
        this.connectionWatch = connectionWatch;
        this.permits = new Permits("computations", capacity.computationsAtATime(), capacity.retryAfter(), registry);
        this.maxWait = capacity.maxWait();
    }

    /** A computation. It calls {@link Cancellation#check} now and then. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Throwable> {
        /** Returns the result. */
        T compute() throws X;
    }

    /**
     * Returns the result of a computation for a request, run on this thread, while the request's connection is watched.
     * A request has one turn at a time: work within a computation of the same request is a part of that. It may have
     * several one after the other, as where an answer is written piece by piece.
     *
     * @throws OverloadedException if no processor becomes free in time
     * @throws ClientGoneException if the client has disconnected
     * @throws ComputationTooLongException if the work took too long
     */
    public <T extends @Nullable Object, X extends Throwable> T run(HttpServletRequest request, Work<T, X> work)
            throws X {
        if (request.getAttribute(TURN) instanceof Turn turn && turn.isOpen) {
            return work.compute();
        }
        var cancellable = cancellableOf(request);
        try (var turn = begin(request, cancellable)) {
            return turn.compute(work);
        }
    }

    /**
     * Returns the result of a computation for a stream, run on this thread. The caller notices the end of its connection, and
     * then cancels with a {@link ClientGoneException}.
     *
     * @throws OverloadedException if no processor becomes free in time
     * @throws ComputationTooLongException if the work took too long
     */
    public <T extends @Nullable Object, X extends Throwable> T run(Cancellable cancellable, Work<T, X> work) throws X {
        try (var turn = take(null, cancellable, () -> permits.take(1, maxWait))) {
            return turn.compute(work);
        }
    }

    /** Begins a computation as a part of the work that the request has as an attribute. */
    Turn begin(HttpServletRequest request) {
        return begin(request, cancellableOf(request));
    }

    private Turn begin(HttpServletRequest request, Cancellable cancellable) {
        var connection = (Connection) request.getAttribute(Connection.class.getName());
        var turn = take(connection, cancellable, () -> permit(request));
        request.setAttribute(TURN, turn);
        return turn;
    }

    /** Waits for a processor; the service's own requests, one at a time, take none from a client. */
    private Permits.Permit permit(HttpServletRequest request) {
        return OwnRequests.include(request) ? Permits.Permit.ofNothing() : permits.take(1, maxWait);
    }

    /** Takes a turn; a client that disconnects while waiting is noticed and gets none. */
    private Turn take(@Nullable Connection connection, Cancellable cancellable, Supplier<Permits.Permit> permit) {
        var watch = connectionWatch.watch(connection, cancellable);
        boolean isWaiting = true;
        try {
            var turn = new Turn(permit.get(), watch, cancellable);
            isWaiting = false;
            watch.startTime();
            turn.requireWanted();
            return turn;
        } finally {
            if (isWaiting) { // in vain
                watch.close();
            }
        }
    }

    private static Cancellable cancellableOf(HttpServletRequest request) {
        return request.getAttribute(Cancellable.class.getName()) instanceof Cancellable cancellable
                ? cancellable
                : new Cancellable();
    }

    /** Ends the computation that {@link #begin} began for a request, if there is one. */
    static void end(HttpServletRequest request) {
        if (request.getAttribute(TURN) instanceof Turn turn) {
            turn.close();
        }
    }

    /** The time during which a computation holds a processor. */
    static final class Turn implements AutoCloseable {

        private final Permits.Permit permit;
        private final Watch watch;
        private final Cancellable cancellable;
        private volatile boolean isOpen = true;

        private Turn(Permits.Permit permit, Watch watch, Cancellable cancellable) {
            this.permit = permit;
            this.watch = watch;
            this.cancellable = cancellable;
        }

        private void requireWanted() {
            boolean isWanted = false;
            try {
                isWanted = compute(() -> true); // which checks for cancellation first
            } finally {
                if (!isWanted) {
                    close();
                }
            }
        }

        private <T extends @Nullable Object, X extends Throwable> T compute(Work<T, X> work) throws X {
            return cancellable.<T, X>call(() -> {
                Cancellation.check(); // it may have been cancelled in an earlier turn
                return work.compute();
            });
        }

        /** Ends the turn; a second call has no effect. */
        @Override
        public void close() {
            isOpen = false;
            watch.close();
            permit.close();
        }
    }
}
