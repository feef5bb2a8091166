package io.ctcservice.request;

import io.ctcservice.recognition.Turns;
import java.util.function.Supplier;

/**
 * When a request may compute while its body is still read: a processor is held for each piece of work, and for none while the
 * client is waited for.
 */
public interface ReadingTurns extends Turns {

    /** Hears how long the recording is that will be run. */
    void expect(double seconds);

    /** Returns what is computed, which waits for nothing of the client's. */
    <T> T compute(Supplier<T> work);
}
