package io.ctcservice.api.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** The events of a conversation, told one after the other. */
final class Events {

    private Events() {}

    /** An event. */
    sealed interface Event permits Text, Binary, Refusal, Over {}

    /** A text message of the client. */
    record Text(String message) implements Event {}

    /** A binary message of the client. */
    record Binary(Bytes message) implements Event {}

    /** A refusal of what the client did: the stream ends with an error. */
    record Refusal(ProblemDetail problem) implements Event {}

    /**
     * An end that the client has not asked for.
     *
     * @param detail what was not allowed; null where nothing was
     */
    record Over(Ending why, @Nullable String detail) implements Event {}
}
