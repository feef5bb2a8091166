package io.ctcservice.api.stream;

import io.ctcservice.web.overload.Computations;
import io.ctcservice.web.overload.PermitFactory;
import io.ctcservice.web.overload.Permits;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams that are open: as many as {@code ctc.stream.max-open}. It ends those whose time is over, and at shutdown all of
 * them, with what they have heard. Thread-safe.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    /** The shutdown phase: before requests are no longer taken (default − 1024). */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(25); // Spring waits for 30

    private final StreamSettings settings;
    private final Permits permits;
    private final StreamMemory memory;
    private final StreamMetrics metrics;
    private final Computations computations;
    private final JsonMapper json;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private volatile boolean isRunning = false;

    OpenStreams(
            StreamSettings settings,
            PermitFactory permits,
            StreamMemory memory,
            StreamMetrics metrics,
            Computations computations,
            JsonMapper json) {
        this.settings = settings;
        this.permits = permits.permits("streams", settings.maxOpen());
        this.memory = memory;
        this.metrics = metrics;
        this.computations = computations;
        this.json = json;
    }

    StreamSettings settings() {
        return settings;
    }

    /**
     * Returns a place for a stream.
     *
     * @throws io.ctcservice.web.overload.OverloadedException if there is none
     */
    Place take(Function<StreamMemory.Share, Protocol> protocol) {
        if (!isRunning) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "the server is shut down");
            throw new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, problem, null);
        }
        return added(new Place(protocol, memory.share(), permits.take(1, Duration.ZERO), null));
    }

    /** Returns a place for a client that is told of a problem and put out. */
    Place refuse(Function<StreamMemory.Share, Protocol> protocol, ProblemDetail refusal) {
        return added(new Place(protocol, memory.share(), null, refusal));
    }

    private Place added(Place place) {
        places.add(place);
        return place;
    }

    /** Begins the conversation of a stream whose connection is open. */
    Conversation open(Place place, Session session, Line line) {
        session.getAsyncRemote().setSendTimeout(settings.maxSend().toMillis());
        var outlet = new Outlet(session, json, settings.maxSend(), metrics);
        var conversation = new Conversation(
                place.newProtocol(), outlet, line, computations, place.memory(), metrics, settings.maxLag());
        place.begin(conversation);
        return conversation;
    }

    /** Gives a place back; a second call has no effect. */
    void leave(Place place) {
        if (places.remove(place)) {
            place.leave();
            metrics.over(place.since());
        }
    }

    private void watch() {
        while (isRunning || !places.isEmpty()) {
            places.forEach(this::look);
            if (!isSlept()) {
                return;
            }
        }
    }

    private static boolean isSlept() {
        try {
            Thread.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void look(Place place) {
        var conversation = place.conversation();
        if (conversation == null) {
            if (isOver(place.since(), OPENED_WITHIN)) {
                leave(place);
            }
        } else if (!isRunning) {
            conversation.tell(new Events.Over(Ending.SHUTDOWN, null));
        } else if (isOver(place.heard(), settings.idle())) {
            conversation.tell(
                    over(Ending.IDLE, "nothing came for " + settings.idle().toSeconds() + " s", "idle"));
        } else if (isOver(place.since(), settings.maxTime())) {
            conversation.tell(
                    over(Ending.TIME, "a stream of " + settings.maxTime().toSeconds() + " s", "max-time"));
        }
    }

    private static Events.Over over(Ending why, String what, String setting) {
        return new Events.Over(why, what + ", which is the limit ctc.stream." + setting);
    }

    private static boolean isOver(long since, Duration most) {
        return System.nanoTime() - since > most.toNanos();
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofPlatform().daemon().name("streamClock").start(this::watch);
    }

    /** Ends all streams and waits for them. */
    @Override
    public void stop() {
        isRunning = false;
        long since = System.nanoTime();
        while (!places.isEmpty() && !isOver(since, ENDED_WITHIN) && isSlept()) {
            // the clock tells them
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
