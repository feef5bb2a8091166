package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.Exponential.LOG2_E;
import static io.ctcservice.core.math.Exponential.LOWEST;
import static io.ctcservice.core.math.Exponential.ROUNDING;

import io.ctcservice.core.math.Exponentials;
import io.ctcservice.core.math.ScalarExponentials;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link Exponentials} on vectors: {@code exp(x) = 2^k · 2^(j/16) · 2^(r/16)}, k and j whole, 0 ≤ j < 16, r in [−½,
 * ½]. The powers 2^(j/16) are a table in two registers of 512 bits; 2^(r/16) is a polynomial of degree 6 that is off by
 * less than 2e-17; log₂e is taken in two parts, so that the error does not grow with x. Narrower vectors take
 * {@link VectorPowers}'s polynomial.
 */
final class VectorExponentials implements Exponentials {

    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    static final int LANES = DOUBLES.length();

    /** Whether comparisons of double vectors are compiled: x86 has no masks of two lanes. */
    static final boolean HAS_MASKS = LANES > 2;

    private static final boolean TABLE_FITS = LANES == 8;
    private static final int PARTS = 16;
    private static final int EXPONENT_SHIFT = 48;

    /** log₂e − LOG2_E. */
    private static final double LOG2_E_REST = 2.0355273740931033e-17;

    // constants as objects: to broadcast each anew would take the compiler past its limit on inlining
    private static final DoubleVector SCALES = constant(PARTS * LOG2_E);
    private static final DoubleVector SCALE_RESTS = constant(PARTS * LOG2_E_REST);
    private static final DoubleVector ROUNDINGS = constant(ROUNDING);
    private static final DoubleVector C1 = constant(0.04332169878499661);
    private static final DoubleVector C2 = constant(9.383847928089873e-4);
    private static final DoubleVector C3 = constant(1.355080777749983e-5);
    private static final DoubleVector C4 = constant(1.4676100321837672e-7);
    private static final DoubleVector C5 = constant(1.2716085030349987e-9);
    private static final DoubleVector C6 = constant(9.181334960907254e-12);
    private static final DoubleVector TERM_C0 = constant(1.0000000000000044);
    private static final DoubleVector TERM_C2 = constant(9.38384792486206e-4);
    private static final DoubleVector TERM_C4 = constant(1.467644462189871e-7);
    private static final DoubleVector ONES = constant(1);
    private static final DoubleVector LOWESTS = constant(LOWEST);

    private static final LongVector LOW_POWERS = powers(0);
    private static final LongVector HIGH_POWERS = powers(PARTS / 2);

    /** The implementation for rows shorter than a vector, and where masks are needed that the processor has not. */
    private static final Exponentials PLAIN = new ScalarExponentials();

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    /** Returns the bits of some 2^(j/16), less what j itself adds to the exponent when it is shifted there with k. */
    private static LongVector powers(int first) {
        var bits = new long[PARTS / 2];
        for (int i = 0; i < bits.length; i++) {
            long j = (long) first + i;
            bits[i] = Double.doubleToRawLongBits(StrictMath.pow(2, j / (double) PARTS)) - (j << EXPONENT_SHIFT);
        }
        return LongVector.fromArray(LONGS, bits, 0);
    }

    @Override
    public void write(
            float[] scores,
            int from,
            int stride,
            int rows,
            int columns,
            double[] shifts,
            double[] to,
            int toStart,
            int toStride) {
        if (columns < LANES) {
            PLAIN.write(scores, from, stride, rows, columns, shifts, to, toStart, toStride);
            return;
        }
        for (int r = 0; r < rows; r++) {
            writeRow(scores, from + r * stride, columns, shifts[r], to, toStart + r * toStride);
        }
    }

    private static void writeRow(float[] scores, int from, int length, double shift, double[] to, int toStart) {
        for (int i = 0; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            expOrZero(widen(score).sub(shift)).intoArray(to, toStart + i);
        }
        if (length % LANES != 0) {
            int last = length - LANES; // some are computed a second time, with the same result
            expOrZero(widen(FloatVector.fromArray(FLOATS, scores, from + last)).sub(shift))
                    .intoArray(to, toStart + last);
        }
    }

    @Override
    public void replace(double[] values, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            expOrZero(DoubleVector.fromArray(DOUBLES, values, i)).intoArray(values, i);
        }
        PLAIN.replace(values, i, to);
    }

    @Override
    public void split(double[] values, long[] exponents, int from, int to) {
        int i = from;
        for (; HAS_MASKS && i <= to - LANES; i += LANES) {
            var value = DoubleVector.fromArray(DOUBLES, values, i);
            var none = value.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY);
            var y = value.blend(0, none).mul(LOG2_E);
            var shifted = y.add(ROUNDING);
            var power = VectorPowers.powerOfTwo(y.sub(shifted.sub(ROUNDING)));
            power.blend(0, none).intoArray(values, i);
            var whole = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUNDING));
            whole.blend(NO_EXPONENT, none.cast(LONGS)).intoArray(exponents, i);
        }
        PLAIN.split(values, exponents, i, to);
    }

    static DoubleVector widen(FloatVector scores) {
        return (DoubleVector) scores.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** Returns exp(x), 0 for x below {@link io.ctcservice.core.math.Exponential#LOWEST}. */
    static DoubleVector expOrZero(DoubleVector x) {
        if (!HAS_MASKS) {
            return VectorPowers.expOrZero(x);
        }
        return exp(x).blend(0, x.compare(VectorOperators.LT, LOWESTS));
    }

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere, NaN for NaN. */
    static DoubleVector exp(DoubleVector x) {
        return TABLE_FITS ? byTable(x) : VectorPowers.exp(x);
    }

    private static DoubleVector byTable(DoubleVector x) {
        var shifted = x.fma(SCALES, ROUNDINGS);
        var r = x.fma(SCALE_RESTS, x.fma(SCALES, ROUNDINGS.sub(shifted)));
        return r.fma(C6, C5)
                .fma(r, C4)
                .fma(r, C3)
                .fma(r, C2)
                .fma(r, C1)
                .fma(r, ONES)
                .mul(power(shifted));
    }

    /** Returns 2^k · 2^(j/16). */
    private static DoubleVector power(DoubleVector shifted) {
        var bits = shifted.reinterpretAsLongs();
        return bits.selectFrom(LOW_POWERS, HIGH_POWERS)
                .add(bits.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT))
                .reinterpretAsDoubles();
    }

    /**
     * Returns exp(x) for x in [−708, 709], right to 5e-15 + 2e-17·|x| relative: the polynomial has degree 5 and errs as much
     * above as below, log₂e is taken in one part.
     */
    static DoubleVector term(DoubleVector x) {
        if (!TABLE_FITS) {
            return VectorPowers.exp(x);
        }
        var shifted = x.fma(SCALES, ROUNDINGS);
        return fraction(x, shifted).mul(power(shifted));
    }

    /** Returns sum + {@link #term}, in an instruction less. */
    static DoubleVector addTerm(DoubleVector sum, DoubleVector x) {
        if (!TABLE_FITS) {
            return sum.add(VectorPowers.exp(x));
        }
        var shifted = x.fma(SCALES, ROUNDINGS);
        return fraction(x, shifted).fma(power(shifted), sum);
    }

    /** Returns what {@link #power} leaves of exp(x). */
    private static DoubleVector fraction(DoubleVector x, DoubleVector shifted) {
        var r = x.fma(SCALES, ROUNDINGS.sub(shifted));
        return r.fma(C5, TERM_C4).fma(r, C3).fma(r, TERM_C2).fma(r, C1).fma(r, TERM_C0);
    }
}
