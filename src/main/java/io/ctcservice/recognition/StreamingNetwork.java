package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;

/**
 * A speech network for streaming: sound arrives in chunks, and its states are carried from chunk to chunk. Thread-safe; any number
 * of sessions may be open at once.
 */
public interface StreamingNetwork {

    /** Returns the description of the network. */
    NetworkDescription description();

    /** Returns the greatest delay of a row, in seconds of sound after its frame. */
    double delaySeconds();

    /** Returns a new session. */
    Session open();

    /**
     * The recognition of one sound, chunk by chunk. The rows of all calls one after the other are those of the sound in one chunk, but
     * for rounding and for those of {@link #flush}. Not thread-safe; holds nothing that would have to be freed.
     */
    interface Session {

        /**
         * Adds the next samples and returns the rows {@code [T][V]} that are ready; T may be 0.
         *
         * @param samples at the network's sample rate, full scale 1, of which the first {@code count} are meant
         * @throws IllegalStateException after the end
         * @throws RecognitionException if the network fails
         */
        FloatMatrix accept(double[] samples, int count);

        /**
         * Returns the rows {@code [T][V]} of the whole frames so far that wait only for the network's look-ahead, as if silence came next; T may
         * be 0. The sound goes on: these frames have no other rows later, and the states do not know of the silence.
         *
         * @throws IllegalStateException after the end
         * @throws RecognitionException if the network fails
         */
        FloatMatrix flush();

        /**
         * Ends the sound, and returns its last rows {@code [T][V]}; T is 0 for a sound without a sample.
         *
         * @throws IllegalStateException after the end
         * @throws RecognitionException if the network fails
         */
        FloatMatrix end();
    }
}
