package io.ctcservice.core;

/** Sums of probabilities given by their natural logarithms. Log zero is {@link Double#NEGATIVE_INFINITY}. */
public final class LogMath {

    /** The natural logarithm of 0. */
    public static final double LOG_ZERO = Double.NEGATIVE_INFINITY;

    private LogMath() {}

    /** Returns {@code ln(exp(a) + exp(b))}, log zero where both are; never NaN for arguments that are not. */
    public static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        if (larger == LOG_ZERO) {
            return LOG_ZERO;
        }
        return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    /** Returns {@code ln(exp(a) + exp(b) + exp(c))}, log zero where all are; never NaN for arguments that are not. */
    public static double logAdd(double a, double b, double c) {
        double largest = Math.max(a, Math.max(b, c));
        if (largest == LOG_ZERO) {
            return LOG_ZERO;
        }
        return largest + Math.log(Math.exp(a - largest) + Math.exp(b - largest) + Math.exp(c - largest));
    }
}
