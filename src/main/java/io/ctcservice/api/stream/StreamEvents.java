package io.ctcservice.api.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** The events of a conversation: messages of the client, and ends by the server. */
final class StreamEvents {

    private StreamEvents() {}

    /** An event. */
    sealed interface Event permits Text, Binary, Refusal, End {}

    /** A text message of the client. */
    record Text(String message) implements Event {}

    /** A binary message of the client. */
    record Binary(MessageBuffer message) implements Event {}

    /** A refusal of the client's messages: the stream ends with an error. */
    record Refusal(ProblemDetail problem) implements Event {}

    /**
     * An end of the stream with a final result.
     *
     * @param detail the limit that was exceeded; null where none was
     */
    record End(EndReason reason, @Nullable String detail) implements Event {}
}
