package io.ctcservice.api.stream;

import io.ctcservice.web.overload.Computations;
import io.ctcservice.web.overload.PermitFactory;
import io.ctcservice.web.overload.Permits;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams that are open: at most {@code ctc.stream.max-open}. Those that are idle or last too long are ended, and at
 * shutdown all, with a final result. Thread-safe.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    /** The shutdown phase: that in which requests end, and no more are taken (default − 1024), so that both end at once. */
    private static final int PHASE = DEFAULT_PHASE - 1024;

    private static final Duration CHECK_EVERY = Duration.ofMillis(250);
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(30);

    private final StreamSettings settings;
    private final Permits permits;
    private final StreamMemory memory;
    private final StreamMetrics metrics;
    private final Computations computations;
    private final JsonMapper json;

    /** How long Spring waits for requests and streams to end at shutdown. */
    private final Duration endedWithin;

    private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean isRunning = false;

    OpenStreams(
            StreamSettings settings,
            PermitFactory permits,
            StreamMemory memory,
            StreamMetrics metrics,
            Computations computations,
            JsonMapper json,
            LifecycleProperties lifecycle) {
        this.settings = settings;
        this.permits = permits.permits("streams", settings.maxOpen());
        this.memory = memory;
        this.metrics = metrics;
        this.computations = computations;
        this.json = json;
        this.endedWithin = lifecycle.getTimeoutPerShutdownPhase();
    }

    StreamSettings settings() {
        return settings;
    }

    /**
     * Admits a stream.
     *
     * @throws io.ctcservice.web.overload.OverloadedException if there are as many as allowed
     */
    OpenStream admit(Function<StreamMemory.Share, Protocol> protocol) {
        if (!isRunning) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "the server is shut down");
            throw new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, problem, null);
        }
        return added(new OpenStream(protocol, memory.share(), permits.take(1, Duration.ZERO), null));
    }

    /** Opens a stream only to report a problem to its client: browsers do not show the answer to a failed handshake. */
    OpenStream refuse(Function<StreamMemory.Share, Protocol> protocol, ProblemDetail refusal) {
        return added(new OpenStream(protocol, memory.share(), null, refusal));
    }

    private OpenStream added(OpenStream stream) {
        streams.add(stream);
        return stream;
    }

    /** Begins the conversation of a stream whose connection is open. */
    Conversation open(OpenStream stream, Session session, StreamConnection connection) {
        session.getAsyncRemote().setSendTimeout(settings.maxSend().toMillis());
        var sender = new MessageSender(session, json, settings.maxSend(), metrics);
        var conversation = new Conversation(
                stream.newProtocol(), sender, connection, computations, stream.memory(), metrics, settings.maxLag());
        stream.begin(conversation);
        return conversation;
    }

    /** Removes a stream that is over; a second call has no effect. */
    void close(OpenStream stream) {
        if (streams.remove(stream)) {
            stream.release();
            metrics.over(stream.since());
        }
    }

    private void watch() {
        while (isRunning || !streams.isEmpty()) {
            checkEach(streams, this::check);
            if (!slept()) {
                return;
            }
        }
    }

    /** Checks streams one by one; an exception must not end the checks of the others, nor those to come. */
    static void checkEach(Collection<OpenStream> streams, Consumer<OpenStream> check) {
        for (OpenStream stream : streams) {
            try {
                check.accept(stream);
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("A stream cannot be checked", e);
            }
        }
    }

    private static boolean slept() {
        try {
            Thread.sleep(CHECK_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void check(OpenStream stream) {
        var conversation = stream.conversation();
        if (conversation == null) {
            if (isOver(stream.since(), OPENED_WITHIN)) {
                close(stream);
            }
        } else if (!isRunning) {
            conversation.shutDown(endedWithin);
        } else if (conversation.waited().compareTo(settings.idle()) > 0) {
            conversation.take(
                    over(EndReason.IDLE, "nothing came for " + settings.idle().toSeconds() + " s", "idle"));
        } else if (isOver(stream.since(), settings.maxTime())) {
            conversation.take(
                    over(EndReason.TIME, "a stream of " + settings.maxTime().toSeconds() + " s", "max-time"));
        }
    }

    private static StreamEvents.End over(EndReason reason, String what, String setting) {
        return new StreamEvents.End(reason, what + ", which is the limit ctc.stream." + setting);
    }

    private static boolean isOver(long since, Duration most) {
        return Duration.ofNanos(System.nanoTime() - since).compareTo(most) > 0;
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofPlatform().daemon().name("streamClock").start(this::watch);
    }

    /** Ends all streams while the caller goes on. */
    @Override
    public void stop(Runnable whenDone) {
        Thread.ofPlatform().daemon().name("streamShutdown").start(() -> {
            stop();
            whenDone.run();
        });
    }

    /** Ends all streams and waits for them, for at most {@code spring.lifecycle.timeout-per-shutdown-phase}. */
    @Override
    public void stop() {
        isRunning = false;
        long since = System.nanoTime();
        while (!streams.isEmpty() && !isOver(since, endedWithin) && slept()) {
            // the watching thread ends them
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
