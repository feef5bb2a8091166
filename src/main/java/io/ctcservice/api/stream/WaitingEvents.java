package io.ctcservice.api.stream;

import io.ctcservice.api.stream.StreamEvents.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream that wait to be handled, one after the other by one thread. As long as many wait, nothing more is read
 * from the client, which slows it down to what can be computed. Thread-safe.
 */
final class WaitingEvents {

    /** The number of messages, or their bytes, that wait before no more are read. */
    private static final int MANY = 64;

    private static final long MANY_BYTES = 1 << 12;

    private final StreamConnection connection;
    private final Queue<Event> events = new ArrayDeque<>();

    // all guarded by this
    private long waitingBytes = 0;
    private boolean isBusy = false;
    private boolean isPaused = false;
    private boolean isEnding = false;
    private boolean isDisconnected = false;
    private long waitingSince = System.nanoTime();

    /** @param connection paused as long as many events wait */
    WaitingEvents(StreamConnection connection) {
        this.connection = connection;
    }

    /** Adds an event, unless an end, the closing or the disconnection came before; returns whether a thread must be started that handles it. */
    synchronized boolean add(Event event) {
        if (isEnding || isDisconnected) {
            return false;
        }
        isEnding = event instanceof StreamEvents.End;
        events.add(event);
        waitingBytes += bytes(event);
        if (isBusy) {
            if (events.size() >= MANY || waitingBytes >= MANY_BYTES) {
                pause();
            }
            return false;
        }
        isBusy = true;
        return true;
    }

    private static long bytes(Event event) {
        return switch (event) {
            case StreamEvents.Text text -> text.message().length();
            case StreamEvents.Binary binary -> binary.message().length();
            case StreamEvents.Refusal refusal -> 0;
            case StreamEvents.End end -> 0;
        };
    }

    private void pause() {
        if (!isPaused) {
            isPaused = true;
            connection.pause();
        }
    }

    /** Returns the next event for the thread that handles them; null where none is left, or after the disconnection: then that thread ends. */
    @Nullable
    Event next() {
        Event next = poll();
        resume();
        return next;
    }

    private synchronized @Nullable Event poll() {
        if (isDisconnected) {
            return null; // isBusy stays, so that no other thread is started
        }
        Event next = events.poll();
        waitingBytes -= next == null ? 0 : bytes(next);
        isBusy = next != null;
        waitingSince = System.nanoTime();
        return next;
    }

    /** Reads from the client again if none waits, without the lock that the reading thread needs to add one. */
    private void resume() {
        if (endsPause()) {
            connection.resume();
        }
    }

    private synchronized boolean endsPause() {
        boolean ends = isPaused && events.isEmpty() && !isDisconnected;
        isPaused &= !ends;
        return ends;
    }

    /**
     * Removes the events that wait, and takes no more, before the server closes the connection: the client is read again, until it
     * closes, too.
     */
    void close() {
        end();
        resume();
    }

    private synchronized void end() {
        clear();
        isEnding = true;
    }

    private void clear() {
        events.clear();
        waitingBytes = 0;
    }

    /** Removes the events that wait, and takes no more; returns whether a thread must be started, since none is at work that would notice. */
    synchronized boolean disconnect() {
        clear();
        isDisconnected = true;
        boolean isIdle = !isBusy;
        isBusy = true;
        return isIdle;
    }

    /** Returns whether {@link #disconnect} was called. */
    synchronized boolean isDisconnected() {
        return isDisconnected;
    }

    /** Returns how long no event has been waiting or been handled; zero while one is. */
    synchronized Duration idle() {
        return isBusy ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - waitingSince);
    }
}
