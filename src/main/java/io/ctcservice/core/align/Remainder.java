package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;

/**
 * The most that the remaining frames can add to ln p of a path: the sum of ln p of the best class of each, kept for every
 * {@value #BLOCK}th frame. Immutable.
 */
final class Remainder {

    /** The number of frames between two for which it is known. */
    static final int BLOCK = 32;

    private final double[] sums;

    private Remainder(double[] sums) {
        this.sums = sums;
    }

    static Remainder of(Emissions emissions) {
        int frames = emissions.frames();
        var sums = new double[(frames - 1) / BLOCK + 2];
        double sum = 0;
        for (int t = frames - 1; t >= 0; t--) {
            Cancellation.checkAt(t);
            sum += emissions.logProb(t, emissions.bestClass(t));
            if (t % BLOCK == 0) {
                sums[t / BLOCK] = sum;
            }
        }
        return new Remainder(sums);
    }

    /** Returns the sum over frames {@code t} and later, at most 0; {@code t} is a multiple of {@link #BLOCK}. */
    double from(int t) {
        return sums[t / BLOCK];
    }
}
