package io.ctcservice.core;

/** Sums of probabilities given by their natural logarithms. Log zero is {@link Double#NEGATIVE_INFINITY}. */
public final class LogMath {

    /** The natural logarithm of 0. */
    public static final double LOG_ZERO = Double.NEGATIVE_INFINITY;

    /** ln 2. */
    public static final double LN_2 = 0.6931471805599453;

    private static final double SQRT_2 = 1.4142135623730951;

    private LogMath() {}

    /**
     * Returns {@code ln(mantissa · 2^exponent)}.
     *
     * @param mantissa in [1, 2)
     */
    public static double ln(double mantissa, long exponent) {
        // near 1 from below, ln of the mantissa and of the power would cancel
        return mantissa > SQRT_2
                ? Math.log(mantissa / 2) + (exponent + 1) * LN_2
                : Math.log(mantissa) + exponent * LN_2;
    }

    /** Returns {@code ln(exp(a) + exp(b))}, log zero where both are; never NaN for arguments below +∞. */
    public static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        if (larger == LOG_ZERO) {
            return LOG_ZERO;
        }
        return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    /** Returns {@code ln(exp(a) + exp(b) + exp(c))}, log zero where all are; never NaN for arguments below +∞. */
    public static double logAdd(double a, double b, double c) {
        double largest = Math.max(a, Math.max(b, c));
        if (largest == LOG_ZERO) {
            return LOG_ZERO;
        }
        return largest + Math.log(Math.exp(a - largest) + Math.exp(b - largest) + Math.exp(c - largest));
    }
}
