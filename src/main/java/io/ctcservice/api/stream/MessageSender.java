package io.ctcservice.api.stream;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sender of messages to the client of a stream, one at a time. Of droppable messages that come while one is being sent the
 * latest waits and the others are dropped; one that is not droppable takes their place. Not thread-safe.
 */
final class MessageSender {

    private static final Logger LOG = LoggerFactory.getLogger(MessageSender.class);

    /** The most bytes of a reason for closing that the protocol allows, RFC 6455, section 5.5. */
    private static final int LONGEST_REASON = 120;

    private final Session session;
    private final JsonMapper json;
    private final Duration maxSend;
    private final StreamMetrics metrics;
    private final Semaphore free = new Semaphore(1);
    private final AtomicReference<@Nullable String> latest = new AtomicReference<>();
    private volatile boolean isGone = false;

    MessageSender(Session session, JsonMapper json, Duration maxSend, StreamMetrics metrics) {
        this.session = session;
        this.json = json;
        this.maxSend = maxSend;
        this.metrics = metrics;
    }

    /**
     * Sends a message. A droppable one waits, in place of one that waits already, until the one before is sent.
     *
     * @throws IOException if the client has gone, or takes too long
     */
    void send(ServerMessage message) throws IOException {
        String text = json.writeValueAsString(message.content());
        if (!message.isDroppable()) {
            note(latest.getAndSet(null));
            if (!isFree(maxSend)) {
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

    /** Sends the droppable message that waits; without one the next message may be sent at once. */
    private void startLatest() throws IOException {
        String text = latest.getAndSet(null);
        if (text != null && !isGone) {
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
            session.getAsyncRemote().sendText(text, this::sent);
        } catch (RuntimeException closed) { // of several types, where the connection is closed in the meantime
            giveUp();
            throw new IOException(closed);
        }
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            giveUp();
            return;
        }
        try {
            startLatest();
        } catch (IOException gone) {
            LOG.debug("the client has gone: {}", gone.getMessage()); // whoever sends next notices
        }
    }

    /** Sends nothing any more, since the client has gone; who waits for it to read is told at once. Thread-safe. */
    void giveUp() {
        isGone = true;
        free.release(); // Tomcat does not always tell that the rest of a long message will not be sent
    }

    /** Waits until all messages are sent, and closes the connection. */
    void close(int code, String reason) throws IOException {
        note(latest.getAndSet(null));
        if (!isFree(maxSend)) {
            throw unread();
        }
        session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), shortened(reason)));
    }

    private static IOException unread() {
        return new IOException("the client does not read its messages");
    }

    private boolean isFree(Duration within) throws IOException {
        try {
            boolean isFree = free.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS);
            if (isGone) {
                throw new IOException("the client has gone");
            }
            return isFree;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Returns the start of a reason; it is ASCII but for what it quotes. */
    private static String shortened(String reason) {
        String ascii = reason.replaceAll("[^ -~]", "?");
        return ascii.length() <= LONGEST_REASON ? ascii : ascii.substring(0, LONGEST_REASON - 3) + "...";
    }
}
