package io.ctcservice.audio;

import java.nio.ByteBuffer;

/**
 * A form of ADPCM: samples of 16 bits as differences of 4 bits from a prediction, in blocks, each of which begins with a
 * state.
 */
sealed interface Adpcm extends WavEncoding permits ImaAdpcm, MicrosoftAdpcm {

    /** Returns the bytes of a block. */
    int blockBytes();

    /** Returns the samples of each channel in so many bytes of a block; 0 if they end before there is one. */
    int samples(int bytes);

    /**
     * Decodes a block.
     *
     * @param block in the byte order of the file, at least as many bytes as the samples need
     * @param samples of each channel, as many as are wanted
     * @throws SoundFormatException if the state is an impossible one
     */
    void decode(ByteBuffer block, short[][] samples) throws SoundFormatException;

    /** Returns the nearest sample of 16 bits. */
    static short clamped(int sample) {
        return (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
