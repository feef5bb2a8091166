package io.ctcservice.audio;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * A search for the delay of one of two channels of the same sound, by their cross-correlation over blocks of about a second, at about 4 kHz: their
 * average would have an echo. Takes 200 KB. Not thread-safe.
 */
final class ChannelDelay {

    private static final int RATE = 4000;
    private static final int BLOCK = 4096; // at that rate
    private static final double SHORTEST = 0.005; // seconds: less is the distance of two microphones
    private static final double LONGEST = 0.25;
    private static final double LEAST_SOUND = 0.5;

    /** The correlation of a channel with itself, delayed, through different cables and with some noise; independent voices have up to 0.4. */
    private static final double SAME = 0.8;

    /** The largest part of that without a delay: a steady tone has as much. */
    private static final double UNDELAYED = 0.5;

    private final int factor;
    private final double rate;
    private final DoubleFFT_1D fft = new DoubleFFT_1D(2L * BLOCK);
    private final double[] first = new double[2 * BLOCK];
    private final double[] second = new double[2 * BLOCK];
    private final double[] cross = new double[2 * BLOCK]; // its spectrum, as the transform packs it
    private double energyOfFirst = 0;
    private double energyOfSecond = 0;
    private int filled = 0;
    private int inMean = 0;
    private long blocks = 0;

    ChannelDelay(int sampleRate) {
        this.factor = Math.max(1, sampleRate / RATE);
        this.rate = (double) sampleRate / factor;
    }

    /** Adds a sample of each channel. */
    void add(double ofFirst, double ofSecond) {
        first[filled] += ofFirst;
        second[filled] += ofSecond;
        if (++inMean == factor) {
            inMean = 0;
            if (++filled == BLOCK) {
                correlate();
            }
        }
    }

    private void correlate() {
        energyOfFirst += energyWithoutMean(first);
        energyOfSecond += energyWithoutMean(second);
        fft.realForward(first);
        fft.realForward(second);
        cross[0] += first[0] * second[0];
        cross[1] += first[1] * second[1];
        for (int k = 2; k < cross.length; k += 2) {
            cross[k] += first[k] * second[k] + first[k + 1] * second[k + 1];
            cross[k + 1] += first[k + 1] * second[k] - first[k] * second[k + 1];
        }
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        filled = 0;
        blocks++;
    }

    private double energyWithoutMean(double[] samples) {
        double mean = Arrays.stream(samples, 0, filled).average().orElse(0);
        double energy = 0;
        for (int n = 0; n < filled; n++) {
            samples[n] -= mean;
            energy += samples[n] * samples[n];
        }
        return energy;
    }

    /** Returns by how many seconds the second channel is behind the first, negative where it is ahead; empty if there is no such delay. Ends the search. */
    OptionalDouble seconds() {
        double heard = (blocks * BLOCK + filled) / rate;
        if (filled > 0) {
            correlate();
        }
        double norm = Math.sqrt(energyOfFirst * energyOfSecond);
        if (heard < LEAST_SOUND || !(norm > 0) || !Double.isFinite(norm)) {
            return OptionalDouble.empty();
        }
        var correlation = cross.clone();
        fft.realInverse(correlation, true);
        int least = (int) Math.ceil(SHORTEST * rate);
        int most = (int) (LONGEST * rate);
        int best = 0;
        double undelayed = 0;
        for (int lag = -most; lag <= most; lag++) {
            double strength = Math.abs(strength(correlation, lag)) / norm;
            if (Math.abs(lag) < least) {
                undelayed = Math.max(undelayed, strength);
            } else if (best == 0 || strength > Math.abs(strength(correlation, best)) / norm) {
                best = lag;
            }
        }
        double strongest = Math.abs(strength(correlation, best)) / norm;
        return strongest >= SAME && undelayed <= UNDELAYED * strongest
                ? OptionalDouble.of(best / rate)
                : OptionalDouble.empty();
    }

    /** Returns the correlation at a lag of the second channel: blocks have fewer samples in common the larger it is. */
    private static double strength(double[] correlation, int lag) {
        double value = correlation[Math.floorMod(-lag, correlation.length)];
        return value * BLOCK / (BLOCK - Math.abs(lag));
    }
}
