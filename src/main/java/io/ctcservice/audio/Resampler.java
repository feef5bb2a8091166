package io.ctcservice.audio;

import io.ctcservice.core.Cancellation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sound at another sample rate: a windowed-sinc filter in as many phases as the two rates need, or in some of them
 * and straight lines between, any rate to any rate. Up to 0.91 of half the lower rate it changes levels by less than
 * 0.01 dB, from half the lower rate on it damps by 90 dB. Sample n of the result is at the same time as sample
 * n·from/to of the sound; before and after it is silence. Not thread-safe.
 *
 * @see <a href="https://ccrma.stanford.edu/~jos/resample/">Smith: Digital Audio Resampling</a>
 */
public final class Resampler implements Sound {

    private static final int BLOCK = 4096;

    private final Sound sound;
    private final int sampleRate;
    private final Phases phases;
    private final double[] buffer; // samples of the sound from the one numbered first on
    private long first;
    private int filled;
    private long end = Long.MAX_VALUE; // how many samples the sound has, once that is known
    private long next = 0; // number of the sample to make

    private Resampler(Sound sound, int sampleRate) {
        this.sound = sound;
        this.sampleRate = sampleRate;
        this.phases = new Phases(sound.sampleRate(), sampleRate);
        this.buffer = new double[2 * phases.taps() + BLOCK];
        this.first = -phases.taps(); // of silence
        this.filled = phases.taps();
    }

    /** Returns a sound at a rate: itself, if it has that rate. */
    public static Sound of(Sound sound, int sampleRate) {
        return sound.sampleRate() == sampleRate ? sound : new Resampler(sound, sampleRate);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    /** Returns the remarks about the sound, and one about its rate where that is less than half of the wanted one. */
    @Override
    public List<SoundRemark> remarks() {
        var low = SoundRemark.ofRate(sound.sampleRate(), sampleRate);
        return Stream.concat(sound.remarks().stream(), low.stream()).toList();
    }

    @Override
    public int read(double[] samples, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long at = phases.sample(next); // the last one not after it
            if (!fillUpTo(at) || at >= end) {
                return i;
            }
            samples[from + i] = phases.filter(next, buffer, (int) (at - phases.taps() / 2 + 1 - first));
            next++;
        }
        return count;
    }

    /** Reads on until all samples are there that a new one needs; returns whether the sound reaches its position. */
    private boolean fillUpTo(long at) throws IOException {
        while (first + filled <= at + phases.taps() / 2) {
            Cancellation.check(); // hours may follow
            long needed = at - phases.taps() / 2 + 1;
            int passed = (int) Math.min(filled, needed - first);
            System.arraycopy(buffer, passed, buffer, 0, filled - passed);
            first += passed;
            filled -= passed;
            int wanted = buffer.length - filled;
            int got = end == Long.MAX_VALUE ? sound.read(buffer, filled, wanted) : 0;
            if (got < wanted) {
                end = Math.min(end, first + filled + got);
                Arrays.fill(buffer, filled + got, buffer.length, 0);
            }
            filled = buffer.length;
            if (at >= end) {
                return false;
            }
        }
        return true;
    }
}
