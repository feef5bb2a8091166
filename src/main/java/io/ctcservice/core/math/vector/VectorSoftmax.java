package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.FloatExponential.LOG2_E;
import static io.ctcservice.core.math.FloatExponential.LOWEST;
import static io.ctcservice.core.math.FloatExponential.ROUNDING;

import io.ctcservice.core.math.Exponential;
import io.ctcservice.core.math.FloatExponential;
import io.ctcservice.core.math.FloatSoftmax;
import io.ctcservice.core.math.ScalarSoftmax;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link FloatSoftmax} on vectors. Where a table of 16 floats is a register it is {@code exp(x) = 2^k · 2^(j/16) ·
 * 2^(r/16)} as in {@link VectorExponentials}, with a polynomial of degree 3 that is off by less than 2e-9; else
 * {@link FloatExponential}'s polynomial. The normaliser is subtracted in two parts, so that the difference is as exact as
 * a float can be.
 */
final class VectorSoftmax implements FloatSoftmax {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int PARTS = 16;
    private static final boolean TABLE_FITS = LANES == PARTS;
    private static final int EXPONENT_SHIFT = TABLE_FITS ? 19 : 23;

    private static final FloatVector SCALES = constant((float) (TABLE_FITS ? PARTS * Exponential.LOG2_E : LOG2_E));
    private static final FloatVector ROUNDINGS = constant(ROUNDING);
    private static final FloatVector TABLE_C1 = constant(0.0433217f);
    private static final FloatVector TABLE_C2 = constant(9.384215e-4f);
    private static final FloatVector TABLE_C3 = constant(1.3551126e-5f);
    private static final FloatVector C1 = constant(FloatExponential.C1);
    private static final FloatVector C2 = constant(FloatExponential.C2);
    private static final FloatVector C3 = constant(FloatExponential.C3);
    private static final FloatVector C4 = constant(FloatExponential.C4);
    private static final FloatVector C5 = constant(FloatExponential.C5);
    private static final FloatVector C6 = constant(FloatExponential.C6);
    private static final FloatVector ONES = constant(1);
    private static final FloatVector LOWESTS = constant(LOWEST);
    private static final IntVector POWERS = powers();

    /** The implementation for rows shorter than a vector. */
    private static final FloatSoftmax PLAIN = new ScalarSoftmax();

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /** Returns the bits of 2^(j/16), less what j itself adds to the exponent when it is shifted there with k. */
    private static IntVector powers() {
        var bits = new int[LANES];
        for (int j = 0; j < LANES; j++) {
            bits[j] = Float.floatToRawIntBits((float) StrictMath.pow(2, j / (double) PARTS)) - (j << EXPONENT_SHIFT);
        }
        return IntVector.fromArray(INTS, bits, 0);
    }

    @Override
    public void write(float[] scores, int from, int length, double shift, float[] to, int toStart) {
        if (length < LANES) {
            PLAIN.write(scores, from, length, shift, to, toStart);
            return;
        }
        float high = (float) shift;
        float low = (float) (shift - high);
        for (int i = 0; i <= length - LANES; i += LANES) {
            expOrZero(FloatVector.fromArray(FLOATS, scores, from + i).sub(high).sub(low))
                    .intoArray(to, toStart + i);
        }
        if (length % LANES != 0) {
            int last = length - LANES; // some are computed a second time, with the same result
            expOrZero(FloatVector.fromArray(FLOATS, scores, from + last)
                            .sub(high)
                            .sub(low))
                    .intoArray(to, toStart + last);
        }
    }

    private static FloatVector expOrZero(FloatVector x) {
        var exp = TABLE_FITS ? byTable(x) : MultiplyAdd.FUSED ? byPolynomial(x) : roundedByPolynomial(x);
        return exp.blend(0, x.compare(VectorOperators.LT, LOWESTS));
    }

    private static FloatVector byTable(FloatVector x) {
        var shifted = x.fma(SCALES, ROUNDINGS);
        var r = x.fma(SCALES, ROUNDINGS.sub(shifted));
        var bits = shifted.reinterpretAsInts();
        var power = bits.selectFrom(POWERS).add(bits.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT));
        return r.fma(TABLE_C3, TABLE_C2).fma(r, TABLE_C1).fma(r, ONES).mul(power.reinterpretAsFloats());
    }

    private static FloatVector byPolynomial(FloatVector x) {
        var shifted = x.fma(SCALES, ROUNDINGS);
        var r = x.fma(SCALES, ROUNDINGS.sub(shifted));
        var power = r.fma(C6, C5).fma(r, C4).fma(r, C3).fma(r, C2).fma(r, C1).fma(r, ONES);
        return scaled(power, shifted);
    }

    private static FloatVector roundedByPolynomial(FloatVector x) {
        var y = x.mul(SCALES);
        var shifted = y.add(ROUNDINGS);
        var r = y.sub(shifted.sub(ROUNDINGS));
        var power = r.mul(C6).add(C5).mul(r).add(C4).mul(r).add(C3);
        return scaled(power.mul(r).add(C2).mul(r).add(C1).mul(r).add(ONES), shifted);
    }

    /** Returns power · 2^k, k in the low bits of {@code shifted}. */
    private static FloatVector scaled(FloatVector power, FloatVector shifted) {
        var scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT);
        return power.reinterpretAsInts().add(scale).reinterpretAsFloats();
    }
}
