package io.ctcservice.recognition;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFormatException;
import java.io.IOException;

/** A sound as overlapping windows, one of which is in memory. A sound that fits into one is one. Not thread-safe. */
final class WindowedSound {

    private final Sound sound;
    private final WindowPlan plan;
    private final double[] samples; // a window, and one more sample, which shows whether another window follows
    private int filled = 0;
    private long start = 0;
    private boolean isFirst = true;
    private boolean isLast = false;

    WindowedSound(Sound sound, int sampleRate, WindowPlan plan) {
        this.sound = Resampler.of(sound, sampleRate);
        this.plan = plan;
        this.samples = new double[plan.length() + 1];
    }

    /** Reads the next window, if there is one. */
    boolean next() throws IOException {
        if (isLast) {
            return false;
        }
        if (!isFirst) {
            int step = plan.length() - plan.overlap();
            System.arraycopy(samples, step, samples, 0, filled - step);
            filled -= step;
            start += step;
        }
        filled += sound.read(samples, filled, samples.length - filled);
        isLast = filled < samples.length;
        if (isFirst && filled == 0) {
            throw SoundFormatException.refused("a sound without a sample");
        }
        isFirst = false;
        return true;
    }

    /** Returns the samples of the window: the first {@link #count} of the array. */
    double[] samples() {
        return samples;
    }

    int count() {
        return Math.min(filled, plan.length());
    }

    boolean isLast() {
        return isLast;
    }

    /** Returns the index of the first frame of the window. */
    long firstFrame() {
        return start / plan.samplesPerFrame();
    }

    /** Returns the end of the window in seconds. */
    double endSeconds() {
        return (double) (start + count()) / sound.sampleRate();
    }
}
