package io.ctcservice.request;

import io.ctcservice.recognition.Turns;
import java.util.function.Supplier;

/**
 * The turns of computation of a request whose body is still being read: it holds a processor for each piece of work, and
 * none while it waits for the client.
 */
public interface ReadingTurns extends Turns {

    /** Announces the duration of the recording to be processed. */
    void expect(double seconds);

    /**
     * Takes memory until the end of the request, waiting for others who have it; called outside of turns.
     *
     * @param bytes how much more than before
     */
    void hold(long bytes);

    /** Returns the result of {@code work}, which must not wait for the client. */
    <T> T compute(Supplier<T> work);
}
