package io.ctcservice.audio;

import java.nio.ByteBuffer;

/**
 * IMA's ADPCM as it stands in WAV files (tag 0x11): the state of each channel, then 8 samples of each channel in turn. The
 * size of a step is one of 89, and each difference moves up or down among them.
 *
 * @param channels 1 or more
 * @param blockBytes bytes of a block
 */
record ImaAdpcm(int channels, int blockBytes) implements Adpcm {

    private static final int STATE_BYTES = 4; // of a channel
    private static final int GROUP = 8; // samples in 4 bytes

    private static final int[] STEPS = {
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
        107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796,
        876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871,
        5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623,
        27086, 29794, 32767
    };
    private static final int[] MOVES = {-1, -1, -1, -1, 2, 4, 6, 8};

    @Override
    public int samples(int bytes) {
        int state = STATE_BYTES * channels;
        return bytes < state ? 0 : 1 + (bytes - state) / state * GROUP;
    }

    @Override
    public void decode(ByteBuffer block, short[][] samples) throws SoundFormatException {
        for (int c = 0; c < channels; c++) {
            decode(block, c, samples[c]);
        }
    }

    private void decode(ByteBuffer block, int channel, short[] samples) throws SoundFormatException {
        int sample = block.getShort(STATE_BYTES * channel);
        int step = block.get(STATE_BYTES * channel + 2) & 0xff;
        if (step >= STEPS.length) {
            throw SoundFormatException.unreadable(
                    "a block of IMA ADPCM that begins with the step " + step + "; expected 0 to 88");
        }
        samples[0] = (short) sample;
        for (int n = 1; n < samples.length; n++) {
            int group = 1 + (n - 1) / GROUP; // the state comes first
            int at = (n - 1) % GROUP;
            int pair = block.get(STATE_BYTES * (channels * group + channel) + at / 2);
            int code = (pair >> (4 * (at % 2))) & 0xf; // the low half comes first
            int size = difference(STEPS[step], code & 7);
            sample = Adpcm.clamped(code < 8 ? sample + size : sample - size);
            step = Math.clamp(step + MOVES[code & 7], 0, STEPS.length - 1);
            samples[n] = (short) sample;
        }
    }

    /** Returns (code + 1/2)·step/4, each of its parts rounded down as the reference does. */
    private static int difference(int step, int code) {
        int difference = step >> 3;
        difference += (code & 4) != 0 ? step : 0;
        difference += (code & 2) != 0 ? step >> 1 : 0;
        difference += (code & 1) != 0 ? step >> 2 : 0;
        return difference;
    }
}
