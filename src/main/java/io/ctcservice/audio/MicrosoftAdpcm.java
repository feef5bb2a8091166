package io.ctcservice.audio;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Microsoft's ADPCM (tag 2): the states of the channels, then their samples in turn. Each sample is predicted from the two before
 * it, by a pair of coefficients that the block chooses from those in the header of the file.
 *
 * @param channels 1 or more
 * @param blockBytes bytes of a block
 * @param coefficients two for each predictor, in 256ths
 */
record MicrosoftAdpcm(int channels, int blockBytes, List<Integer> coefficients) implements Adpcm {

    private static final int STATE_BYTES = 7; // of a channel
    private static final int LEAST_STEP = 16;
    private static final int MOST_STEP = Integer.MAX_VALUE / 768; // that times the largest factor is an int
    private static final int[] FACTORS = {230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230
    };

    MicrosoftAdpcm {
        coefficients = List.copyOf(coefficients);
    }

    @Override
    public int samples(int bytes) {
        int state = STATE_BYTES * channels;
        return bytes < state ? 0 : 2 + (bytes - state) * 2 / channels;
    }

    @Override
    public void decode(ByteBuffer block, short[][] samples) throws SoundFormatException {
        for (int c = 0; c < channels; c++) {
            decode(block, c, samples[c]);
        }
    }

    private void decode(ByteBuffer block, int channel, short[] samples) throws SoundFormatException {
        int predictor = block.get(channel) & 0xff;
        if (2 * predictor >= coefficients.size()) {
            throw SoundFormatException.unreadable("a block of Microsoft ADPCM with the predictor " + predictor
                    + "; expected one of the " + coefficients.size() / 2 + " in its header");
        }
        int first = coefficients.get(2 * predictor);
        int second = coefficients.get(2 * predictor + 1);
        int step = block.getShort(channels + 2 * channel);
        int before = block.getShort(3 * channels + 2 * channel);
        int earlier = block.getShort(5 * channels + 2 * channel);
        for (int n = 0; n < samples.length; n++) {
            if (n < 2) {
                samples[n] = (short) (n == 0 ? earlier : before);
                continue;
            }
            int at = channels * (n - 2) + channel;
            int pair = block.get(STATE_BYTES * channels + at / 2);
            int code = (pair >> (4 * (1 - at % 2))) & 0xf; // the high half comes first
            int predicted = (before * first + earlier * second) >> 8; // rounded down, as sox and libsndfile write it
            int sample = Adpcm.clamped(predicted + (code < 8 ? code : code - 16) * step);
            step = Math.clamp((FACTORS[code] * step) >> 8, LEAST_STEP, MOST_STEP);
            earlier = before;
            before = sample;
            samples[n] = (short) sample;
        }
    }
}
