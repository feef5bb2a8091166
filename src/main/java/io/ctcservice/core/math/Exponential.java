package io.ctcservice.core.math;

/**
 * The exponential function in float64 without a limited range: {@code exp(x) = f · 2^k}, k whole, f in [0.7, 1.42].
 *
 * <p>y = x·log₂e is split into the nearest whole number k and a rest r in [−½, ½]; f = 2^r is a polynomial of degree 10
 * that interpolates at Chebyshev's nodes, off by less than 3e-16 relative. With the rounding of y, of the polynomial and
 * of the argument, exp is right to {@code (8 + 2|x|)·2^-53} relative. The vector kernel uses the same constants.
 */
public final class Exponential {

    public static final double LOG2_E = 1.4426950408889634;

    public static final double SQRT_2 = 1.4142135623730951;

    /** 1.5·2^52: added to a double below 2^51 it leaves the nearest whole number in the low bits. */
    public static final double ROUNDING = 0x1.8p52;

    /** The least argument: below it exp is under 2^-1021 and given as 0 where the result is one double. */
    public static final double LOWEST = -708.0;

    public static final double C1 = 0.69314718055995;
    public static final double C2 = 0.24022650695910097;
    public static final double C3 = 0.05550410866444772;
    public static final double C4 = 0.009618129107606888;
    public static final double C5 = 0.0013333558230164974;
    public static final double C6 = 0.0001540353044173605;
    public static final double C7 = 1.5252657260200837e-05;
    public static final double C8 = 1.321544258792169e-06;
    public static final double C9 = 1.0208690299958306e-07;
    public static final double C10 = 7.072585949269223e-09;

    /** The bits of y + ROUNDING below which the exponent of 2^y is too small. */
    private static final long LEAST = Double.doubleToRawLongBits(ROUNDING - 1021);

    private Exponential() {}

    /** Returns 2^r for r in [−½, ½]. */
    static double powerOfTwo(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = (1.0 + C1 * r) + (C2 + C3 * r) * r2;
        double middle = (C4 + C5 * r) + (C6 + C7 * r) * r2;
        double high = (C8 + C9 * r) + C10 * r2;
        return low + (middle + high * r4) * r4;
    }

    /** Returns exp(x) for x up to 709; 0 below {@link #LOWEST}, except in the next 0.1, where it is still correct. */
    static double exp(double x) {
        double y = x * LOG2_E;
        double whole = y + ROUNDING;
        return scaled(powerOfTwo(y - (whole - ROUNDING)), whole);
    }

    /** Returns {@code power · 2^(whole − ROUNDING)}, 0 where that is too small. */
    private static double scaled(double power, double whole) {
        long exponent = Double.doubleToRawLongBits(whole);
        return Double.longBitsToDouble(exponent < LEAST ? 0 : Double.doubleToRawLongBits(power) + (exponent << 52));
    }

    /** A block of exponentials, computed more than twice as fast as one by one. Not thread-safe. */
    static final class Block {

        /** The length of a block: long enough for loops, short enough for new arrays to cost nothing. */
        static final int LENGTH = 128;

        private final double[] powers = new double[LENGTH];
        private final double[] wholes = new double[LENGTH];

        /** Writes {@link #exp} of score − shift, which is nowhere above 709. */
        void write(float[] scores, int from, int length, double shift, double[] to, int toFrom) {
            for (int i = 0; i < length; i += LENGTH) {
                split(scores, from + i, Math.min(LENGTH, length - i), shift);
                join(to, toFrom + i, Math.min(LENGTH, length - i));
            }
        }

        /** Writes exp(score) of scores of at most {@link SoftmaxSums#LARGEST_MAGNITUDE}. */
        void writeModerate(float[] scores, int from, int length, double[] to, int toFrom) {
            for (int i = 0; i < length; i += LENGTH) {
                int count = Math.min(LENGTH, length - i);
                split(scores, from + i, count, 0);
                for (int j = 0; j < count; j++) {
                    long exponent = Double.doubleToRawLongBits(wholes[j]) << 52;
                    to[toFrom + i + j] = Double.longBitsToDouble(Double.doubleToRawLongBits(powers[j]) + exponent);
                }
            }
        }

        /**
         * Splits scores in a separate loop: the compiler vectorises it only if it does not read the bits of results,
         * and writes arrays from their start.
         */
        private void split(float[] scores, int from, int length, double shift) {
            for (int i = 0; i < length; i++) {
                double y = (scores[from + i] - shift) * LOG2_E;
                double whole = y + ROUNDING;
                wholes[i] = whole;
                powers[i] = powerOfTwo(y - (whole - ROUNDING));
            }
        }

        private void join(double[] to, int toFrom, int length) {
            for (int i = 0; i < length; i++) {
                to[toFrom + i] = scaled(powers[i], wholes[i]);
            }
        }
    }
}
