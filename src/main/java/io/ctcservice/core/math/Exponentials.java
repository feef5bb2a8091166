package io.ctcservice.core.math;

/** Exponentials of many values at once, in float64. */
public interface Exponentials {

    /** The exponent of zero: below any other sum of exponents, far enough from the ends of a long to be added up. */
    long NO_EXPONENT = -(1L << 58);

    /**
     * Writes exp(score − shift) of some rows: 0 where the difference is below {@link Exponential#LOWEST} by more than 0.1,
     * which it exceeds by no more than 1400.
     *
     * @param scores where row r has its {@code columns} scores from {@code from + r · stride} on
     * @param shifts one a row
     * @param to where row r goes from {@code toStart + r · toStride} on
     */
    void write(
            float[] scores,
            int from,
            int stride,
            int rows,
            int columns,
            double[] shifts,
            double[] to,
            int toStart,
            int toStride);

    /** Replaces values, none above 709, with their exponentials: 0 below {@link Exponential#LOWEST} by more than 0.1. */
    void replace(double[] values, int from, int to);

    /**
     * Splits logarithms of probabilities: {@code exp(values[i]) = fraction · 2^exponent}, the fraction in place of the
     * value, in [0.7, 1.42]; 0 and {@link #NO_EXPONENT} for −∞.
     */
    void split(double[] values, long[] exponents, int from, int to);
}
