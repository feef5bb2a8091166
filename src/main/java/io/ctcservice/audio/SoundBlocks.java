package io.ctcservice.audio;

import java.io.IOException;

/** A sound of several channels that is decoded block by block. Not thread-safe. */
public interface SoundBlocks {

    /** Returns the samples of a channel in a second. */
    int sampleRate();

    /** Returns how many channels there are. */
    int channels();

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
