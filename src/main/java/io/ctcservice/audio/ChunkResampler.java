package io.ctcservice.audio;

import java.util.Arrays;

/**
 * A sound that comes in chunks, at another sample rate: the same numbers as {@link Resampler} makes of all of it. Not
 * thread-safe.
 */
public final class ChunkResampler {

    private final Phases phases;
    private final boolean isNeeded;
    private double[] buffer; // samples of the sound from the one numbered first on
    private long first;
    private int filled;
    private long next = 0; // number of the sample to make

    /**
     * @param from the rate of the chunks, in Hz
     * @param to the rate of what is made of them
     */
    public ChunkResampler(int from, int to) {
        this.phases = Phases.ofMany(from, to);
        this.isNeeded = from != to;
        this.buffer = new double[phases.taps()];
        this.first = -phases.taps(); // of silence
        this.filled = phases.taps();
    }

    /** Returns the samples that are ready after this chunk. */
    public double[] accept(double[] samples) {
        if (!isNeeded) {
            return samples;
        }
        append(samples, samples.length);
        return made(Long.MAX_VALUE);
    }

    /** Returns the last samples, after which there is silence. */
    public double[] end() {
        if (!isNeeded) {
            return new double[0];
        }
        long end = first + filled;
        append(new double[phases.taps()], phases.taps());
        return made(end);
    }

    private void append(double[] samples, int count) {
        if (filled + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, filled + count);
        }
        System.arraycopy(samples, 0, buffer, filled, count);
        filled += count;
    }

    /** Returns the samples that can be computed and whose position is before the end; drops what is no longer needed. */
    private double[] made(long end) {
        int half = phases.taps() / 2;
        var made = new double[16];
        int count = 0;
        long at = phases.sample(next);
        while (at < end && at + half < first + filled) {
            made = count < made.length ? made : Arrays.copyOf(made, 2 * count);
            made[count++] = phases.filter(next, buffer, (int) (at - half + 1 - first));
            at = phases.sample(++next);
        }
        int passed = Math.clamp(at - half + 1 - first, 0, filled);
        buffer = Arrays.copyOfRange(buffer, passed, filled);
        first += passed;
        filled -= passed;
        return Arrays.copyOf(made, count);
    }
}
