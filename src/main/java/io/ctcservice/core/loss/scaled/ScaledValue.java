package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.LogMath;

/**
 * A number that may be far outside the range of a double.
 *
 * @param mantissa 0, or in [1, 2)
 * @param exponent power of two
 */
record ScaledValue(double mantissa, long exponent) {

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
        return mantissa == 0 ? LogMath.LOG_ZERO : LogMath.ln(mantissa, exponent);
    }
}
