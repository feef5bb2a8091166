package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.LogMath;

/**
 * A number that may be far outside the range of a double.
 *
 * @param mantissa 0, or in [1, 2)
 * @param exponent power of two
 */
record ScaledValue(double mantissa, long exponent) {

    private static final double LN_2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;

    /** Returns value · 2^power; value is 0 or normal. */
    static ScaledValue of(double value, long power) {
        int exponent = value == 0 ? 0 : Math.getExponent(value);
        return new ScaledValue(Math.scalb(value, -exponent), exponent + power);
    }

    ScaledValue plus(ScaledValue other) {
        if (mantissa == 0 || other.mantissa == 0) {
            return mantissa == 0 ? other : this;
        }
        long larger = Math.max(exponent, other.exponent);
        double sum = scaled(exponent - larger) + other.scaled(other.exponent - larger);
        int carry = Math.getExponent(sum);
        return new ScaledValue(Math.scalb(sum, -carry), larger + carry);
    }

    private double scaled(long power) {
        return power < -2000 ? 0 : Math.scalb(mantissa, (int) power);
    }

    double ln() {
        if (mantissa == 0) {
            return LogMath.LOG_ZERO;
        }
        // near 1 from below, ln of the mantissa and of the power would cancel
        return mantissa > SQRT_2
                ? Math.log(mantissa / 2) + (exponent + 1) * LN_2
                : Math.log(mantissa) + exponent * LN_2;
    }
}
