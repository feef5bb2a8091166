package io.ctcservice.core.kernel.vector;

import static io.ctcservice.core.kernel.Exponential.C1;
import static io.ctcservice.core.kernel.Exponential.C10;
import static io.ctcservice.core.kernel.Exponential.C2;
import static io.ctcservice.core.kernel.Exponential.C3;
import static io.ctcservice.core.kernel.Exponential.C4;
import static io.ctcservice.core.kernel.Exponential.C5;
import static io.ctcservice.core.kernel.Exponential.C6;
import static io.ctcservice.core.kernel.Exponential.C7;
import static io.ctcservice.core.kernel.Exponential.C8;
import static io.ctcservice.core.kernel.Exponential.C9;
import static io.ctcservice.core.kernel.Exponential.LOG2_E;
import static io.ctcservice.core.kernel.Exponential.LOWEST;
import static io.ctcservice.core.kernel.Exponential.ROUNDING;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.ScalarRowKernel;
import io.ctcservice.core.kernel.Slots;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link io.ctcservice.core.kernel.Exponential} on vectors, over rows of scores. */
final class VectorExponential {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int LANES = DOUBLES.length();
    // constants as objects: to broadcast each anew would take the compiler past its limit on inlining
    private static final DoubleVector LOG2_ES = DoubleVector.broadcast(DOUBLES, LOG2_E);
    private static final DoubleVector ROUNDINGS = DoubleVector.broadcast(DOUBLES, ROUNDING);
    private static final DoubleVector C1S = DoubleVector.broadcast(DOUBLES, C1);
    private static final DoubleVector C2S = DoubleVector.broadcast(DOUBLES, C2);
    private static final DoubleVector C3S = DoubleVector.broadcast(DOUBLES, C3);
    private static final DoubleVector C4S = DoubleVector.broadcast(DOUBLES, C4);
    private static final DoubleVector C5S = DoubleVector.broadcast(DOUBLES, C5);
    private static final DoubleVector C6S = DoubleVector.broadcast(DOUBLES, C6);
    private static final DoubleVector C7S = DoubleVector.broadcast(DOUBLES, C7);
    private static final DoubleVector C8S = DoubleVector.broadcast(DOUBLES, C8);
    private static final DoubleVector C9S = DoubleVector.broadcast(DOUBLES, C9);
    private static final DoubleVector C10S = DoubleVector.broadcast(DOUBLES, C10);
    private static final DoubleVector ONES = DoubleVector.broadcast(DOUBLES, 1);
    private static final DoubleVector ZEROS = DoubleVector.zero(DOUBLES);
    private static final DoubleVector LOWESTS = DoubleVector.broadcast(DOUBLES, LOWEST);
    private static final DoubleVector INDICES = DoubleVector.zero(DOUBLES).addIndex(1);

    /** For rows shorter than a vector. */
    private static final RowKernel PLAIN = new ScalarRowKernel();

    private VectorExponential() {}

    static double logSum(float[] scores, int from, int length) {
        if (length < LANES) {
            return PLAIN.logSumOfExponentials(scores, from, length);
        }
        var largest = FloatVector.fromArray(FLOATS, scores, from + length - LANES);
        var least = largest;
        for (int i = 0; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            // twice as fast as max and min, which mind NaN: a NaN may not be seen here, but spoils the sum
            largest = largest.blend(score, score.compare(VectorOperators.GT, largest));
            least = least.blend(score, score.compare(VectorOperators.LT, least));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        float min = least.reduceLanes(VectorOperators.MIN);
        return max
                + Math.log(min - max > LOWEST ? sum(scores, from, length, max) : sumOrZero(scores, from, length, max));
    }

    /** Returns Σ exp(score − reference), scores being less than 708 below. */
    private static double sum(float[] scores, int from, int length, double reference) {
        var sum = lastOf(
                exp(widen(FloatVector.fromArray(FLOATS, scores, from + length - LANES))
                        .sub(reference)),
                length);
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(
                    exp(widen(FloatVector.fromArray(FLOATS, scores, from + i)).sub(reference)));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static double sumOrZero(float[] scores, int from, int length, double reference) {
        var sum = lastOf(
                expOrZero(widen(FloatVector.fromArray(FLOATS, scores, from + length - LANES))
                        .sub(reference)),
                length);
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(expOrZero(
                    widen(FloatVector.fromArray(FLOATS, scores, from + i)).sub(reference)));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /** Keeps those of the last values of a row that whole vectors from its start on do not reach. */
    private static DoubleVector lastOf(DoubleVector values, int length) {
        return values.blend(ZEROS, INDICES.compare(VectorOperators.LT, LANES - length % LANES));
    }

    static double sum(float[] probabilities, int from, int length) {
        if (length < LANES) {
            return PLAIN.sum(probabilities, from, length);
        }
        var last = widen(FloatVector.fromArray(FLOATS, probabilities, from + length - LANES));
        var sum = lastOf(refuseNegative(last), length);
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(refuseNegative(widen(FloatVector.fromArray(FLOATS, probabilities, from + i))));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static DoubleVector refuseNegative(DoubleVector values) {
        return values.blend(Double.NaN, values.compare(VectorOperators.LT, 0));
    }

    static void write(float[] scores, int from, int length, double shift, double[] to, int toStart) {
        if (length < LANES) {
            PLAIN.exponentials(scores, from, length, shift, to, toStart);
            return;
        }
        for (int i = 0; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            expOrZero(widen(score).sub(shift)).intoArray(to, toStart + i);
        }
        int last = length - LANES; // some a second time: they come out the same
        expOrZero(widen(FloatVector.fromArray(FLOATS, scores, from + last)).sub(shift))
                .intoArray(to, toStart + last);
    }

    static void write(float[] scores, int from, int length, double shift, float[] to, int toStart) {
        if (length < LANES) {
            PLAIN.softmax(scores, from, length, shift, to, toStart);
            return;
        }
        for (int i = 0; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            narrow(expOrZero(widen(score).sub(shift))).intoArray(to, toStart + i);
        }
        int last = length - LANES;
        narrow(expOrZero(widen(FloatVector.fromArray(FLOATS, scores, from + last))
                        .sub(shift)))
                .intoArray(to, toStart + last);
    }

    static void split(double[] values, long[] exponents, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            var value = DoubleVector.fromArray(DOUBLES, values, i);
            var none = value.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY);
            var y = value.blend(0, none).mul(LOG2_E);
            var shifted = y.add(ROUNDING);
            var power = powerOfTwo(y.sub(shifted.sub(ROUNDING)));
            power.blend(0, none).intoArray(values, i);
            var whole = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUNDING));
            whole.blend(Slots.NONE, none.cast(LONGS)).intoArray(exponents, i);
        }
        PLAIN.split(values, exponents, i, to);
    }

    private static DoubleVector widen(FloatVector scores) {
        return (DoubleVector) scores.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static FloatVector narrow(DoubleVector values) {
        return (FloatVector) values.convertShape(VectorOperators.D2F, FLOATS, 0);
    }

    /** Returns exp(x), 0 for x below {@link io.ctcservice.core.kernel.Exponential#LOWEST}. */
    private static DoubleVector expOrZero(DoubleVector x) {
        return exp(x).blend(ZEROS, x.compare(VectorOperators.LT, LOWESTS));
    }

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere. */
    private static DoubleVector exp(DoubleVector x) {
        var shifted = x.fma(LOG2_ES, ROUNDINGS);
        var power = powerOfTwo(x.fma(LOG2_ES, ROUNDINGS.sub(shifted)));
        LongVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return power.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
    }

    /** Returns 2^r for r in [−½, ½]. */
    private static DoubleVector powerOfTwo(DoubleVector r) {
        return r.fma(C10S, C9S)
                .fma(r, C8S)
                .fma(r, C7S)
                .fma(r, C6S)
                .fma(r, C5S)
                .fma(r, C4S)
                .fma(r, C3S)
                .fma(r, C2S)
                .fma(r, C1S)
                .fma(r, ONES);
    }
}
