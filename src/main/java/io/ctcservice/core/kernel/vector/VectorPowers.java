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
import static io.ctcservice.core.kernel.Exponential.ROUNDING;
import static io.ctcservice.core.kernel.vector.VectorExponential.DOUBLES;
import static io.ctcservice.core.kernel.vector.VectorExponential.LANES;
import static io.ctcservice.core.kernel.vector.VectorExponential.LONGS;

import io.ctcservice.core.kernel.ScalarRowKernel;
import io.ctcservice.core.kernel.Slots;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link io.ctcservice.core.kernel.Exponential} on vectors: one polynomial and no table. */
final class VectorPowers {

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

    private VectorPowers() {}

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere, NaN for NaN. */
    static DoubleVector exp(DoubleVector x) {
        var shifted = x.fma(LOG2_ES, ROUNDINGS);
        var power = powerOfTwo(x.fma(LOG2_ES, ROUNDINGS.sub(shifted)));
        LongVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return power.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
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
        new ScalarRowKernel().split(values, exponents, i, to);
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
