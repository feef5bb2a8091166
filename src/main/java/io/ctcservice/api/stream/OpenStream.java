package io.ctcservice.api.stream;

import io.ctcservice.web.overload.Permits.Permit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A stream from its handshake to the end of its connection: its permit, its memory and its conversation. Thread-safe. */
final class OpenStream {

    private final Function<StreamMemory.Share, Protocol> protocol;
    private final StreamMemory.Share memory;
    private final @Nullable Permit permit;
    private final @Nullable ProblemDetail refusal;
    private final long since = System.nanoTime();
    private volatile @Nullable Conversation conversation;

    /**
     * @param permit null for a client that is refused
     * @param refusal the problem that is sent to the client before its stream ends; null if the stream is admitted
     */
    OpenStream(
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
            begun.take(new StreamEvents.Refusal(refusal));
        }
    }

    /** Returns the conversation, null if the connection is not open yet. */
    @Nullable
    Conversation conversation() {
        return conversation;
    }

    /** Returns when the handshake began, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Gives the permit back; a second call has no effect. */
    void release() {
        if (permit != null) {
            permit.close();
        }
    }
}
