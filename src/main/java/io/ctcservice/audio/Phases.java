package io.ctcservice.audio;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The filter coefficients of a {@link Resampler}: for each position of a new sample between two old ones, the weights
 * of the old ones around it. Where the two rates have so many positions that their weights cannot all be kept, a fixed
 * number of positions is, and new samples between two of them lie on a straight line: off by less than 5e-6 of the
 * loudest sample. So a new sample costs two multiplications for each of its {@link #taps} at most, whatever the rates.
 */
final class Phases {

    /** Zero crossings of the sinc on each side, at the lower rate. */
    private static final int CROSSINGS = 64;

    /** The β of the Kaiser window, for 90 dB: 0.1102·(90 − 8.7). */
    private static final double BETA = 8.96;

    /** The middle of the transition, in halves of the lower rate: its end, less half of (90 − 8)/(2.285·2·64·π). */
    private static final double CUT_OFF = 1 - 0.0446;

    /** Values of the prototype from one crossing to the next: straight lines between them are off by less than 1e-7. */
    private static final int RESOLUTION = 2048;

    private static final int MOST_KEPT = 1 << 17; // weights: 1 MiB for a pair of rates

    /**
     * Positions in the time of a new or old sample, whichever is longer, where not all can be kept. A straight line
     * between samples of a tone of frequency ω, h apart, is off by (ω·h)²/8; here ω·h is π/1024 at most, since the
     * filter lets nothing higher pass.
     */
    private static final int INTERPOLATED = 1024;

    private static final int MOST_PAIRS = 32;
    private static final int MOST_INTERPOLATED_PAIRS = 16; // the others are for usual rates
    private static final Map<List<Integer>, Phases> SHARED = new ConcurrentHashMap<>();

    private static final double[] PROTOTYPE = prototype();

    private final int up; // new samples in the time of
    private final int down; // old ones
    private final double narrowing; // of the filter: 1, or less where the new rate is lower
    private final int taps; // a multiple of four
    private final boolean isExact; // every position has its weights
    private final int positions; // from one old sample to the next
    private final double[][] kept; // empty if the weights are computed each time
    private final double[] scratch;

    /** Returns weights that are kept as they are needed. Not thread-safe. */
    Phases(int from, int to) {
        this(from, to, true);
    }

    private Phases(int from, int to, boolean isKept) {
        int divisor = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
        this.up = to / divisor;
        this.down = from / divisor;
        this.narrowing = Math.min(1.0, (double) to / from);
        this.taps = 4 * (int) Math.ceil(CROSSINGS / narrowing / 2);
        this.isExact = (long) up * taps <= MOST_KEPT;
        this.positions = isExact ? up : (int) Math.ceil(INTERPOLATED * narrowing);
        this.kept = new double[isKept ? positions + 1 : 0][];
        this.scratch = new double[taps];
    }

    /**
     * Returns weights for one of many sounds at a time: all sounds share those of a pair of rates, as long as there are
     * not too many pairs; others are computed each time.
     */
    static Phases ofMany(int from, int to) {
        var shared = SHARED.get(List.of(from, to));
        if (shared != null) {
            return shared;
        }
        var made = new Phases(from, to);
        if (SHARED.size() >= (made.isExact ? MOST_PAIRS : MOST_INTERPOLATED_PAIRS)) {
            return new Phases(from, to, false);
        }
        for (int position = 0; position <= made.positions; position++) {
            made.weights(position); // from now on they are only read
        }
        var before = SHARED.putIfAbsent(List.of(from, to), made);
        return before == null ? made : before;
    }

    private static double[] prototype() {
        var values = new double[CROSSINGS * RESOLUTION + 2];
        for (int i = 0; i <= CROSSINGS * RESOLUTION; i++) {
            double x = (double) i / RESOLUTION;
            double sinc = i == 0 ? CUT_OFF : Math.sin(Math.PI * CUT_OFF * x) / (Math.PI * x);
            double ratio = x / CROSSINGS;
            values[i] = sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - ratio * ratio))) / bessel(BETA);
        }
        return values;
    }

    /** Returns the modified Bessel function of the first kind and order 0, by its power series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /** Returns the number of old samples that make a new one: half of them up to the one before it, half after. */
    int taps() {
        return taps;
    }

    /** Returns the number of the last old sample that is not after new sample {@code n}. */
    long sample(long n) {
        return Math.floorDiv(n * down, up);
    }

    /** Returns new sample {@code n}, made of the old ones in {@code samples[from..from + taps)}. */
    double filter(long n, double[] samples, int from) {
        long phase = n * down % up;
        if (isExact) {
            return filter(weights((int) phase), samples, from);
        }
        double position = (double) phase / up * positions;
        int before = (int) position;
        double one = filter(weights(before), samples, from);
        double other = filter(weights(before + 1), samples, from);
        return one + (other - one) * (position - before);
    }

    private static double filter(double[] weights, double[] samples, int from) {
        double first = 0; // four sums beside each other: one alone would wait for itself at each step
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int k = 0; k < weights.length; k += 4) {
            first += weights[k] * samples[from + k];
            second += weights[k + 1] * samples[from + k + 1];
            third += weights[k + 2] * samples[from + k + 2];
            fourth += weights[k + 3] * samples[from + k + 3];
        }
        return (first + second) + (third + fourth);
    }

    private double[] weights(int position) {
        if (kept.length == 0) {
            fill(scratch, position);
            return scratch;
        }
        if (kept[position] == null) {
            kept[position] = new double[taps];
            fill(kept[position], position);
        }
        return kept[position];
    }

    private void fill(double[] weights, int position) {
        double between = (double) position / positions;
        for (int k = 0; k < taps; k++) {
            double distance = Math.abs(k - (taps / 2.0 - 1) - between) * narrowing;
            weights[k] = narrowing * value(distance * RESOLUTION);
        }
    }

    private static double value(double at) {
        int index = (int) at;
        if (index >= PROTOTYPE.length - 1) {
            return 0;
        }
        return PROTOTYPE[index] + (PROTOTYPE[index + 1] - PROTOTYPE[index]) * (at - index);
    }
}
