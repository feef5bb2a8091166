package io.ctcservice.api.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** An event of a conversation: a message of the client, or an end that it has not asked for. */
sealed interface StreamEvent {

    /** A text message of the client. */
    record Text(String message) implements StreamEvent {}

    /** A binary message of the client. */
    record Binary(MessageBuffer message) implements StreamEvent {}

    /** A refusal of the client's messages: the stream ends with an error. */
    record Refusal(ProblemDetail problem) implements StreamEvent {}

    /**
     * An end of the stream with a last reading.
     *
     * @param detail the limit that was exceeded; null where none was
     */
    record End(EndReason reason, @Nullable String detail) implements StreamEvent {}
}
