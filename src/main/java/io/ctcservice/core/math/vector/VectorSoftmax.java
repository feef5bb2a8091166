package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.Exponential.LOG2_E;

import io.ctcservice.core.math.FloatSoftmax;
import io.ctcservice.core.math.ScalarSoftmax;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link FloatSoftmax} on vectors: {@code exp(x) = 2^k · 2^(j/16) · 2^(r/16)} as in {@link VectorExponentials},
 * with a table of one register of 512 bits and a polynomial of degree 3 that is off by less than 2e-9. The normaliser
 * is subtracted in two parts, so that the difference is as exact as a float can be. Narrower vectors are left to plain
 * loops.
 */
final class VectorSoftmax implements FloatSoftmax {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int PARTS = 16;
    private static final int EXPONENT_SHIFT = 19;

    /** exp of less is below the normal range: 0. */
    private static final float LOWEST = -87;

    private static final FloatVector SCALES = constant((float) (PARTS * LOG2_E));

    /** 1.5·2^23: added to a float below 2^22 it leaves the nearest whole number in the low bits. */
    private static final FloatVector ROUNDINGS = constant(0x1.8p23f);

    private static final FloatVector C1 = constant(0.0433217f);
    private static final FloatVector C2 = constant(9.384215e-4f);
    private static final FloatVector C3 = constant(1.3551126e-5f);
    private static final FloatVector ONES = constant(1);
    private static final FloatVector LOWESTS = constant(LOWEST);
    private static final IntVector POWERS = powers();

    /** The implementation for rows shorter than a vector, and for vectors that do not hold the table. */
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
        if (length < LANES || LANES != PARTS) {
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
        var shifted = x.fma(SCALES, ROUNDINGS);
        var r = x.fma(SCALES, ROUNDINGS.sub(shifted));
        var bits = shifted.reinterpretAsInts();
        var power = bits.selectFrom(POWERS).add(bits.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT));
        return r.fma(C3, C2)
                .fma(r, C1)
                .fma(r, ONES)
                .mul(power.reinterpretAsFloats())
                .blend(0, x.compare(VectorOperators.LT, LOWESTS));
    }
}
