package io.ctcservice.api.stream;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way to the client of a stream. One message is under way at a time: of partial
 * answers that come meanwhile the last one waits and the others are dropped; any other answer takes their place. Not thread-safe.
 */
final class Outlet {

    /** The most bytes of a reason for closing that the protocol allows, RFC 6455, section 5.5. */
    private static final int LONGEST_REASON = 120;

    private final Session session;
    private final JsonMapper json;
    private final Duration most;
    private final StreamMetrics metrics;
    private final Semaphore free = new Semaphore(1);
    private final AtomicReference<@Nullable String> latest = new AtomicReference<>();

    Outlet(Session session, JsonMapper json, Duration most, StreamMetrics metrics) {
        this.session = session;
        this.json = json;
        this.most = most;
        this.metrics = metrics;
    }

    /**
     * Sends an answer. A partial one waits, in place of one that waits already, until the one before is on its way.
     *
     * @throws IOException if the client has gone, or takes too long
     */
    void send(Answer answer) throws IOException {
        String text = json.writeValueAsString(answer.content());
        if (!answer.isPartial()) {
            note(latest.getAndSet(null));
            if (!isFree(most)) {
                throw unread();
            }
            start(text);
            return;
        }
        note(latest.getAndSet(text));
        if (free.tryAcquire()) {
            startLatest();
        }
    }

    private void note(@Nullable String dropped) {
        if (dropped != null) {
            metrics.dropped();
        }
    }

    /** Sends the partial answer that waits, if one does; gives the way free if not. */
    private void startLatest() throws IOException {
        String text = latest.getAndSet(null);
        if (text != null) {
            start(text);
            return;
        }
        free.release();
        if (latest.get() != null && free.tryAcquire()) { // one that has just come
            startLatest();
        }
    }

    private void start(String text) throws IOException {
        try {
            session.getAsyncRemote().sendText(text, sent -> sent());
        } catch (IllegalStateException closed) {
            throw new IOException(closed);
        }
    }

    private void sent() {
        try {
            startLatest();
        } catch (IOException gone) {
            free.release(); // whoever sends next notices
        }
    }

    /** Waits until all answers are on their way, and closes the connection. */
    void close(int code, String reason) throws IOException {
        note(latest.getAndSet(null));
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
