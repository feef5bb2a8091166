package io.ctcservice.api.stream;

import io.ctcservice.web.overload.Permits.Permit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** The place of a stream among those that are open. Thread-safe. */
final class Place {

    private final Function<StreamMemory.Share, Protocol> protocol;
    private final StreamMemory.Share memory;
    private final @Nullable Permit permit;
    private final @Nullable ProblemDetail refusal;
    private final long since = System.nanoTime();
    private volatile long heard = since;
    private volatile @Nullable Conversation conversation;

    /**
     * @param permit null for a client that is to be put out
     * @param refusal why it is to be put out, null if it is not
     */
    Place(
            Function<StreamMemory.Share, Protocol> protocol,
            StreamMemory.Share memory,
            @Nullable Permit permit,
            @Nullable ProblemDetail refusal) {
        this.protocol = protocol;
        this.memory = memory;
        this.permit = permit;
        this.refusal = refusal;
    }

    Protocol newProtocol() {
        return protocol.apply(memory);
    }

    StreamMemory.Share memory() {
        return memory;
    }

    /** Begins the conversation: the connection is open. */
    void begin(Conversation begun) {
        conversation = begun;
        if (refusal != null) {
            begun.tell(new Events.Refusal(refusal));
        }
    }

    /** Returns the conversation, null if the connection is not open yet. */
    @Nullable
    Conversation conversation() {
        return conversation;
    }

    /** Notes that the client has sent something. */
    void touch() {
        heard = System.nanoTime();
    }

    /** Returns when the place was taken, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Returns when the client sent something last, by {@link System#nanoTime}. */
    long heard() {
        return heard;
    }

    /** Gives the place back; a second call has no effect. */
    void leave() {
        if (permit != null) {
            permit.close();
        }
    }
}
