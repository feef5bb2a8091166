package io.ctcservice.audio;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;

/**
 * The settings for cutting a sound into frames, and for each frame before its spectrum.
 *
 * @param sampleRate in Hz
 * @param scale what a full-scale sample is
 * @param length samples that the window lets through
 * @param hop samples from one frame to the next
 * @param fftSize samples of which the spectrum is taken, at least {@code length}
 * @param window its shape
 * @param edges what is before and after the sound
 * @param dropsLast whether the last frame is left out, as where frames are counted by n/hop
 * @param removesMean whether the mean of each frame is subtracted first
 * @param preEmphasis c of x_n − c·x_{n−1}, 0 for none
 * @param emphasisesSignal whether that is done over the signal, with its first sample kept, or within each frame
 */
public record FrameSettings(
        int sampleRate,
        double scale,
        int length,
        int hop,
        int fftSize,
        Window window,
        Edges edges,
        boolean dropsLast,
        boolean removesMean,
        double preEmphasis,
        boolean emphasisesSignal) {

    /** The most samples of a frame: more than a second at any usual rate. */
    public static final int MOST_SAMPLES = 1 << 16;

    /** The values assumed before and after the sound. */
    public enum Edges {
        /** None: there are only whole frames, or one that is padded with zeros. */
        WHOLE,
        /** The sound backwards, its first and last sample doubled; frames are centred on hops (Kaldi without snip-edges). */
        MIRROR,
        /** The sound backwards, its first and last sample not doubled; frames are centred on multiples of a hop (librosa). */
        REFLECT,
        /** Zeros; frames are centred on multiples of a hop. */
        ZEROS;

        /** Returns sample {@code at} of a sound, which may be before or after it. */
        double sample(double[] samples, int count, long at) {
            if (at >= 0 && at < count) {
                return samples[(int) at];
            }
            return switch (this) {
                case WHOLE, ZEROS -> 0;
                case MIRROR -> samples[(int) folded(at, count, 1)];
                case REFLECT -> samples[(int) folded(at, count, 0)];
            };
        }

        /** Returns the index in the sound that an index outside mirrors, reflected as often as needed. */
        private static long folded(long at, int count, int doubled) {
            if (count == 1) {
                return 0;
            }
            long inside = at;
            while (inside < 0 || inside >= count) {
                inside = inside < 0 ? -inside - doubled : 2L * count - 2 + doubled - inside;
            }
            return inside;
        }
    }

    public FrameSettings {
        require("hop", hop, 1, MOST_SAMPLES);
        require("window", length, 2, MOST_SAMPLES);
        require("fft-size", fftSize, length, MOST_SAMPLES);
    }

    private static void require(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CtcInputException(field, Counted.of(value, "sample"), least + " to " + most);
        }
    }

    /** Returns the least power of two that is at least the length of a window. */
    public static int fftSize(int windowLength) {
        return Math.max(2, Integer.highestOneBit(windowLength - 1) << 1);
    }

    /** Returns the number of frames of a sound of {@code count} samples. */
    int frames(int count) {
        if (count == 0) {
            return 0;
        }
        int all = switch (edges) {
            case WHOLE -> count < length ? 1 : (count - length) / hop + 1;
            case MIRROR -> (count + hop / 2) / hop;
            case REFLECT, ZEROS -> count / hop + 1;
        };
        return dropsLast ? all - 1 : all;
    }

    /** Returns the index, from the start of the sound, of the first sample in the window of a frame. */
    long start(int frame) {
        long at = (long) frame * hop;
        return switch (edges) {
            case WHOLE -> at;
            case MIRROR -> at + hop / 2 - length / 2;
            case REFLECT, ZEROS -> at - fftSize / 2 + (fftSize - length) / 2;
        };
    }

    /** Returns the same without samples before and after the sound, and without pre-emphasis over the signal. */
    FrameSettings cut() {
        double emphasis = emphasisesSignal ? 0 : preEmphasis;
        return new FrameSettings(
                sampleRate, scale, length, hop, fftSize, window, Edges.WHOLE, false, removesMean, emphasis, false);
    }
}
