package io.ctcservice.audio;

import java.io.IOException;
import java.util.OptionalLong;

/** A sound of several channels that is decoded block by block. Not thread-safe. */
public interface SoundBlocks {

    /** Returns the samples of a channel in a second. */
    int sampleRate();

    /** Returns how many channels there are. */
    int channels();

    /** Returns how many samples of each channel there are, where the file says it. */
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

    /** Returns a sample of the block; full scale is 1. */
    double sample(int channel, int index);
}
