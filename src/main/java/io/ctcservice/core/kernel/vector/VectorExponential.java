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
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int LANES = DOUBLES.length();

    private VectorExponential() {}

    static double logSum(float[] scores, int from, int length) {
        var largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        var least = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            // twice as fast as max and min, which mind NaN: a NaN is not seen here, but spoils the sum
            largest = largest.blend(score, score.compare(VectorOperators.GT, largest));
            least = least.blend(score, score.compare(VectorOperators.LT, least));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        float min = least.reduceLanes(VectorOperators.MIN);
        for (; i < length; i++) {
            max = scores[from + i] > max ? scores[from + i] : max;
            min = scores[from + i] < min ? scores[from + i] : min;
        }
        return max
                + Math.log(min - max > LOWEST ? sum(scores, from, length, max) : sumOrZero(scores, from, length, max));
    }

    /** Returns Σ exp(score − reference), scores being less than 708 below. */
    private static double sum(float[] scores, int from, int length, double reference) {
        var sum0 = DoubleVector.zero(DOUBLES);
        var sum1 = DoubleVector.zero(DOUBLES);
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            sum0 = sum0.add(
                    exp(widen(FloatVector.fromArray(FLOATS, scores, from + i)).sub(reference)));
            sum1 = sum1.add(exp(widen(FloatVector.fromArray(FLOATS, scores, from + i + LANES))
                    .sub(reference)));
        }
        for (; i < length; i += LANES) {
            var inside = FLOATS.indexInRange(i, length);
            var score = FloatVector.fromArray(FLOATS, scores, from + i, inside);
            sum0 = sum0.add(exp(widen(score).sub(reference)), inside.cast(DOUBLES));
        }
        return sum0.add(sum1).reduceLanes(VectorOperators.ADD);
    }

    private static double sumOrZero(float[] scores, int from, int length, double reference) {
        var sum = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < length; i += LANES) {
            var inside = FLOATS.indexInRange(i, length);
            var score = FloatVector.fromArray(FLOATS, scores, from + i, inside);
            sum = sum.add(expOrZero(widen(score).sub(reference)), inside.cast(DOUBLES));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    static double sum(float[] probabilities, int from, int length) {
        var sum = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < length; i += LANES) {
            var inside = FLOATS.indexInRange(i, length);
            var probability = FloatVector.fromArray(FLOATS, probabilities, from + i, inside);
            var refused = probability.compare(VectorOperators.GE, 0).not();
            sum = sum.add(widen(probability.blend(Float.NaN, refused)));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    static void write(float[] scores, int from, int length, double shift, double[] to, int toStart) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            expOrZero(widen(score).sub(shift)).intoArray(to, toStart + i);
        }
        if (i < length) {
            var inside = FLOATS.indexInRange(i, length);
            var score = FloatVector.fromArray(FLOATS, scores, from + i, inside);
            expOrZero(widen(score).sub(shift)).intoArray(to, toStart + i, inside.cast(DOUBLES));
        }
    }

    static void write(float[] scores, int from, int length, double shift, float[] to, int toStart) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            narrow(expOrZero(widen(score).sub(shift))).intoArray(to, toStart + i);
        }
        if (i < length) {
            var inside = FLOATS.indexInRange(i, length);
            var score = FloatVector.fromArray(FLOATS, scores, from + i, inside);
            narrow(expOrZero(widen(score).sub(shift))).intoArray(to, toStart + i, inside);
        }
    }

    static void split(double[] values, long[] exponents, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            var inside = DOUBLES.indexInRange(i, to);
            var value = DoubleVector.fromArray(DOUBLES, values, i, inside);
            var none = value.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY);
            var y = value.blend(0, none).mul(LOG2_E);
            var shifted = y.add(ROUNDING);
            var power = powerOfTwo(y.sub(shifted.sub(ROUNDING)));
            power.blend(0, none).intoArray(values, i, inside);
            var whole = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUNDING));
            whole.blend(Slots.NONE, none.cast(whole.species())).intoArray(exponents, i, inside.cast(whole.species()));
        }
    }

    private static DoubleVector widen(FloatVector scores) {
        return (DoubleVector) scores.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static FloatVector narrow(DoubleVector values) {
        return (FloatVector) values.convertShape(VectorOperators.D2F, FLOATS, 0);
    }

    /** Returns exp(x), 0 for x below {@link io.ctcservice.core.kernel.Exponential#LOWEST}. */
    private static DoubleVector expOrZero(DoubleVector x) {
        var tooSmall = x.compare(VectorOperators.LT, LOWEST);
        return exp(x).blend(0, tooSmall);
    }

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere. */
    private static DoubleVector exp(DoubleVector x) {
        var shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDING));
        var minusWhole = broadcast(ROUNDING).sub(shifted);
        var power = powerOfTwo(x.fma(broadcast(LOG2_E), minusWhole));
        LongVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return power.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
    }

    /** Returns 2^r for r in [−½, ½]. */
    private static DoubleVector powerOfTwo(DoubleVector r) {
        var power = r.fma(broadcast(C10), broadcast(C9));
        power = power.fma(r, broadcast(C8));
        power = power.fma(r, broadcast(C7));
        power = power.fma(r, broadcast(C6));
        power = power.fma(r, broadcast(C5));
        power = power.fma(r, broadcast(C4));
        power = power.fma(r, broadcast(C3));
        power = power.fma(r, broadcast(C2));
        power = power.fma(r, broadcast(C1));
        return power.fma(r, broadcast(1));
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }
}
