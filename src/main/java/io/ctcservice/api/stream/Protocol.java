package io.ctcservice.api.stream;

import java.util.List;
import org.springframework.http.ProblemDetail;

/**
 * The protocol of a stream: what is answered to its messages. It computes and does not wait; a permit is held for each call.
 * Not thread-safe: one message at a time. What it throws is told to the client by {@link #error}, and ends the stream.
 */
interface Protocol {

    /** Returns what is answered to a text message. */
    List<Answer> text(String message);

    /** Returns what is answered to a binary message. */
    List<Answer> binary(byte[] message);

    /** Returns the last answers, if there are any. Called once at most, and nothing after it. */
    List<Answer> end(Ending why);

    /** Returns whether the client has ended the stream: then {@link #end} is due. */
    boolean isEnded();

    /** Returns what tells the client of a problem. */
    Object error(ProblemDetail problem);
}
