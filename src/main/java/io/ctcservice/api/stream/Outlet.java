package io.ctcservice.api.stream;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way to the client of a stream. One message is under way at a time: a partial answer is dropped while another is, any
 * other waits for that. Not thread-safe.
 */
final class Outlet {

    /** The most bytes of a reason for closing that the protocol allows, RFC 6455, section 5.5. */
    private static final int LONGEST_REASON = 120;

    /** How long a partial answer waits for the one before: a client may have read that before this server knows. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Session session;
    private final JsonMapper json;
    private final Duration most;
    private final StreamMetrics metrics;
    private final Semaphore free = new Semaphore(1);

    Outlet(Session session, JsonMapper json, Duration most, StreamMetrics metrics) {
        this.session = session;
        this.json = json;
        this.most = most;
        this.metrics = metrics;
    }

    /**
     * Sends an answer, or drops it if it is partial and the client has not read the one before.
     *
     * @throws IOException if the client has gone, or takes too long
     */
    void send(Answer answer) throws IOException {
        if (!isFree(answer.isPartial() ? PATIENCE : most)) {
            if (answer.isPartial()) {
                metrics.dropped();
                return;
            }
            throw unread();
        }
        try {
            session.getAsyncRemote().sendText(json.writeValueAsString(answer.content()), sent -> free.release());
        } catch (IllegalStateException closed) {
            throw new IOException(closed);
        }
    }

    /** Waits until all answers are on their way, and closes the connection. */
    void close(int code, String reason) throws IOException {
        if (!isFree(most)) {
            throw unread();
        }
        session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), shortened(reason)));
    }

    private static IOException unread() {
        return new IOException("the client does not read its answers");
    }

    private boolean isFree(Duration within) throws IOException {
        try {
            return free.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Returns the beginning of a reason; it is ASCII but for what it quotes. */
    private static String shortened(String reason) {
        String ascii = reason.replaceAll("[^ -~]", "?");
        return ascii.length() <= LONGEST_REASON ? ascii : ascii.substring(0, LONGEST_REASON - 3) + "...";
    }
}
