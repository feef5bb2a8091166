package io.ctcservice.api.stream;

import io.ctcservice.api.stream.Events.Event;
import io.ctcservice.web.overload.Cancellable;
import io.ctcservice.web.overload.Computations;
import io.ctcservice.web.overload.OverloadedException;
import io.ctcservice.web.overload.UnwantedException;
import io.ctcservice.web.problems.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A conversation with the client of a stream: each event is answered before the next is looked at, on a thread that exists
 * only meanwhile, with a permit of {@link Computations} for what is computed and none for what is sent. While one event is
 * answered and another waits, nothing more is read from the client, so that it is slowed down to what can be computed. Thread-safe.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Protocol protocol;
    private final Outlet outlet;
    private final Line line;
    private final Computations computations;
    private final StreamMemory.Share memory;
    private final StreamMetrics metrics;
    private final Duration mostLag;
    private final Cancellable work = new Cancellable();
    private final Queue<Event> events = new ArrayDeque<>();

    // guarded by events
    private boolean isBusy = false;
    private boolean isPaused = false;
    private boolean isGone = false;
    private volatile boolean isOver = false;

    Conversation(
            Protocol protocol,
            Outlet outlet,
            Line line,
            Computations computations,
            StreamMemory.Share memory,
            StreamMetrics metrics,
            Duration mostLag) {
        this.protocol = protocol;
        this.outlet = outlet;
        this.line = line;
        this.computations = computations;
        this.memory = memory;
        this.metrics = metrics;
        this.mostLag = mostLag;
    }

    /** Returns whether nothing more is listened to. */
    boolean isOver() {
        return isOver;
    }

    /** Takes an event; it is answered after those before it. */
    void tell(Event event) {
        synchronized (events) {
            if (isOver) {
                return;
            }
            events.add(event);
            if (isBusy) {
                isPaused = true;
                line.pause();
                return;
            }
            isBusy = true;
        }
        work();
    }

    /** Ends the conversation: the connection is closed. */
    void hangUp() {
        work.cancel(new UnwantedException());
        synchronized (events) {
            isOver = true;
            isGone = true;
            events.clear();
            if (isBusy) {
                return;
            }
            isBusy = true;
        }
        work();
    }

    private void work() {
        Thread.ofVirtual().name("stream").start(() -> {
            for (Event event = next(); event != null; event = next()) {
                answer(event);
            }
        });
    }

    private @Nullable Event next() {
        synchronized (events) {
            Event next = events.poll();
            if (isGone) {
                memory.giveAll();
                return null; // and busy for ever
            }
            if (isPaused && events.isEmpty()) {
                isPaused = false;
                line.resume();
            }
            isBusy = next != null;
            return next;
        }
    }

    private void answer(Event event) {
        if (isOver) {
            return;
        }
        long since = System.nanoTime();
        try {
            switch (event) {
                case Events.Text text -> {
                    metrics.text();
                    send(() -> protocol.text(text.message()));
                    memory.give(2L * text.message().length());
                }
                case Events.Binary binary -> {
                    metrics.binary();
                    send(() -> protocol.binary(binary.message().toArray()));
                    memory.give(binary.message().length());
                    metrics.answered(since);
                }
                case Events.Refusal refusal -> fail(refusal.problem());
                case Events.Over over -> end(over.why(), over.detail());
            }
            if (protocol.isEnded() && !isOver) {
                end(Ending.END, null);
            }
        } catch (UnwantedException gone) {
            isOver = true;
        } catch (IOException unread) {
            cut(unread);
        } catch (RuntimeException | OutOfMemoryError failure) {
            fail(failure);
        }
    }

    private void send(Computations.Work<List<Answer>, RuntimeException> answering) throws IOException {
        for (Answer answer : computed(answering)) {
            outlet.send(answer);
        }
    }

    /** Returns what is answered, after waiting for a processor for longer than a request does: a stream has been let in. */
    private List<Answer> computed(Computations.Work<List<Answer>, RuntimeException> answering) {
        long since = System.nanoTime();
        while (true) {
            try {
                return computations.run(work, answering);
            } catch (OverloadedException full) {
                if (System.nanoTime() - since > mostLag.toNanos()) {
                    throw full;
                }
            }
        }
    }

    private void end(Ending why, @Nullable String detail) throws IOException {
        send(() -> protocol.end(why));
        isOver = true;
        if (detail != null) {
            fail(ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, detail));
        } else {
            close(why == Ending.SHUTDOWN ? CloseCode.GOING_AWAY : CloseCode.NORMAL, "");
        }
    }

    private void fail(Throwable failure) {
        var known = Problems.of(failure);
        if (known.isEmpty()) {
            LOG.error("A stream failed", failure);
        }
        try {
            fail(known.orElseGet(() -> ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR)));
        } catch (IOException unread) {
            cut(unread);
        }
    }

    private void fail(ProblemDetail problem) throws IOException {
        isOver = true;
        outlet.send(Answer.whole(protocol.error(problem)));
        close(CloseCode.of(problem), String.valueOf(problem.getDetail()));
    }

    private void cut(IOException unread) {
        isOver = true;
        LOG.debug("a stream is cut off: {}", unread.getMessage());
        line.cut();
    }

    private void close(int code, String reason) throws IOException {
        synchronized (events) {
            events.clear();
        }
        metrics.closed(code);
        outlet.close(code, reason);
    }
}
