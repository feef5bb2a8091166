package io.ctcservice.api.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * The protocol of a stream: the messages of the server that follow each message of the client. Calls compute and do not wait;
 * the caller holds a permit. An exception ends the stream, and the client is sent {@link #error}. Not thread-safe.
 */
interface Protocol {

    /** Returns the messages that follow a text message. */
    List<ServerMessage> text(String message);

    /** Returns the messages that follow a binary message. */
    List<ServerMessage> binary(byte[] message);

    /** Returns the last messages. Called at most once, and nothing is called after it. */
    List<ServerMessage> end(EndReason reason);

    /** Returns whether the client has ended the stream: then {@link #end} is due. */
    boolean isEnded();

    /** Returns the problem that ends the conversation after what was answered last; null if there is none. */
    @Nullable
    ProblemDetail failure();

    /** Returns the content of a message that reports a problem to the client. */
    Object error(ProblemDetail problem);
}
