package io.ctcservice.audio;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A sound of several channels that is decoded block by block. Not thread-safe. */
public interface SoundBlocks {

    /** Returns the sample rate in Hz. */
    int sampleRate();

    /** Returns the number of channels. */
    int channels();

    /** Returns the number of samples of each channel, if the file states it. */
    default OptionalLong samples() {
        return OptionalLong.empty();
    }

    /**
     * Decodes the next block, in place of the one before.
     *
     * @return its samples of each channel, at least 1; 0 at the end
     * @throws SoundFormatException if the file is damaged, or of a kind that is not read
     */
    int next() throws IOException;

    /** Returns how much of the sound is missing in the file, in words; empty if nothing is known to. Complete at the end. */
    default Optional<String> shortfall() {
        return Optional.empty();
    }

    /** Returns a sample of the block; full scale is 1. */
    double sample(int channel, int index);
}
