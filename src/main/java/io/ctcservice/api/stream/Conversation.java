package io.ctcservice.api.stream;

import io.ctcservice.api.stream.StreamEvents.Event;
import io.ctcservice.web.overload.Cancellable;
import io.ctcservice.web.overload.ClientGoneException;
import io.ctcservice.web.overload.Computations;
import io.ctcservice.web.overload.OverloadedException;
import io.ctcservice.web.problems.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * The conversation with the client of a stream: its events, handled one after the other. A virtual thread handles them and ends
 * when none is left; it holds a permit of {@link Computations} while it computes and none while it sends. Thread-safe.
 */
final class Conversation {

    private static final long BETWEEN_TRIES = 1_000_000; // nanoseconds

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Protocol protocol;
    private final MessageSender sender;
    private final StreamConnection connection;
    private final Computations computations;
    private final StreamMemory.Share memory;
    private final StreamMetrics metrics;
    private volatile Duration maxLag;
    private final Cancellable work = new Cancellable();
    private final WaitingEvents events;
    private volatile boolean isOver = false;

    Conversation(
            Protocol protocol,
            MessageSender sender,
            StreamConnection connection,
            Computations computations,
            StreamMemory.Share memory,
            StreamMetrics metrics,
            Duration maxLag) {
        this.protocol = protocol;
        this.sender = sender;
        this.connection = connection;
        this.computations = computations;
        this.memory = memory;
        this.metrics = metrics;
        this.maxLag = maxLag;
        this.events = new WaitingEvents(connection);
    }

    /** Returns whether further events are ignored. */
    boolean isOver() {
        return isOver;
    }

    /** Returns how long it has waited for its client, which has not yet sent the next message whole; zero while it has work. */
    Duration waited() {
        return events.idle();
    }

    /** Takes an event, which is handled after those before it. Nothing comes after an end. */
    void take(Event event) {
        if (!isOver && events.add(event)) {
            start();
        }
    }

    /**
     * Ends the conversation, since the server is shut down. What is left may wait for a processor as long as the server
     * waits for its streams: requests may take that long, too.
     */
    void shutDown(Duration within) {
        maxLag = maxLag.compareTo(within) < 0 ? within : maxLag;
        take(new StreamEvents.End(EndReason.SHUTDOWN, null));
    }

    /** Ends the conversation, since the connection is closed. */
    void disconnect() {
        work.cancel(new ClientGoneException());
        sender.giveUp();
        isOver = true;
        if (events.disconnect()) {
            start();
        }
    }

    private void start() {
        Thread.ofVirtual().name("stream").start(() -> {
            for (Event event = events.next(); event != null; event = events.next()) {
                handle(event);
            }
            if (events.isDisconnected()) {
                memory.giveAll();
            }
        });
    }

    private void handle(Event event) {
        if (isOver) {
            return;
        }
        long since = System.nanoTime();
        try {
            switch (event) {
                case StreamEvents.Text text -> {
                    metrics.text();
                    answer(
                            () -> protocol.text(text.message()),
                            2L * text.message().length());
                }
                case StreamEvents.Binary binary -> {
                    metrics.binary();
                    answer(
                            () -> binary(binary.message().toArray()),
                            binary.message().length());
                    metrics.answered(since);
                }
                case StreamEvents.Refusal refusal -> fail(refusal.problem());
                case StreamEvents.End end -> end(end.reason(), end.detail());
            }
            var failure = protocol.failure();
            if (failure != null && !isOver) {
                fail(failure);
            } else if (protocol.isEnded() && !isOver) {
                end(EndReason.END, null);
            }
        } catch (ClientGoneException gone) {
            isOver = true;
        } catch (IOException unread) {
            abort(unread);
        } catch (RuntimeException | Error failure) { // whatever it is, the client waits for an answer
            fail(failure);
        }
    }

    private List<ServerMessage> binary(byte[] message) {
        BinaryText.requireNone(message);
        return protocol.binary(message);
    }

    /** Answers a message, whose bytes are given back before the client can send another one. */
    private void answer(Computations.Work<List<ServerMessage>, RuntimeException> answering, long bytes)
            throws IOException {
        var messages = computed(answering);
        memory.give(bytes);
        send(messages);
    }

    private void send(List<ServerMessage> messages) throws IOException {
        for (ServerMessage message : messages) {
            sender.send(message);
        }
    }

    /** Returns the messages that are computed. A stream, which is admitted already, waits longer for a processor than a request. */
    private List<ServerMessage> computed(Computations.Work<List<ServerMessage>, RuntimeException> answering) {
        long since = System.nanoTime();
        while (true) {
            try {
                return computations.run(work, answering);
            } catch (OverloadedException full) {
                if (Duration.ofNanos(System.nanoTime() - since).compareTo(maxLag) > 0) {
                    throw full;
                }
                LockSupport.parkNanos(BETWEEN_TRIES);
            }
        }
    }

    private void end(EndReason reason, @Nullable String detail) throws IOException {
        send(computed(() -> protocol.end(reason)));
        isOver = true;
        if (detail != null) {
            fail(ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, detail));
        } else {
            close(reason == EndReason.SHUTDOWN ? CloseCode.GOING_AWAY : CloseCode.NORMAL, "");
        }
    }

    private void fail(Throwable failure) {
        if (events.isDisconnected()) {
            isOver = true;
            LOG.debug("a stream without its client failed", failure);
            return;
        }
        var known = Problems.of(failure);
        if (known.isEmpty()) {
            LOG.error("A stream failed", failure);
        }
        try {
            fail(known.orElseGet(() -> ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR)));
        } catch (IOException unread) {
            abort(unread);
        }
    }

    private void fail(ProblemDetail problem) throws IOException {
        isOver = true;
        sender.send(ServerMessage.certain(protocol.error(problem)));
        close(CloseCode.of(problem), String.valueOf(problem.getDetail()));
    }

    private void abort(IOException unread) {
        isOver = true;
        LOG.debug("a stream is aborted: {}", unread.getMessage());
        connection.abort();
    }

    private void close(int code, String reason) throws IOException {
        events.close();
        metrics.closed(code);
        sender.close(code, reason);
    }
}
