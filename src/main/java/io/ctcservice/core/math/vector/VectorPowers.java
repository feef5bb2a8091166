package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.Exponential.C1;
import static io.ctcservice.core.math.Exponential.C10;
import static io.ctcservice.core.math.Exponential.C2;
import static io.ctcservice.core.math.Exponential.C3;
import static io.ctcservice.core.math.Exponential.C4;
import static io.ctcservice.core.math.Exponential.C5;
import static io.ctcservice.core.math.Exponential.C6;
import static io.ctcservice.core.math.Exponential.C7;
import static io.ctcservice.core.math.Exponential.C8;
import static io.ctcservice.core.math.Exponential.C9;
import static io.ctcservice.core.math.Exponential.LOG2_E;
import static io.ctcservice.core.math.Exponential.ROUNDING;
import static io.ctcservice.core.math.vector.MultiplyAdd.FUSED;
import static io.ctcservice.core.math.vector.VectorExponentials.DOUBLES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link io.ctcservice.core.math.Exponential} on vectors: one polynomial and no table. */
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

    /** The bits of y + ROUNDING below which the exponent of 2^y is too small. */
    private static final long LEAST = Double.doubleToRawLongBits(ROUNDING - 1021);

    private VectorPowers() {}

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere, NaN for NaN. */
    static DoubleVector exp(DoubleVector x) {
        if (FUSED) {
            var shifted = x.fma(LOG2_ES, ROUNDINGS);
            return scaled(fusedPowerOfTwo(x.fma(LOG2_ES, ROUNDINGS.sub(shifted))), shifted.reinterpretAsLongs());
        }
        var y = x.mul(LOG2_ES);
        var shifted = y.add(ROUNDINGS);
        return scaled(roundedPowerOfTwo(y.sub(shifted.sub(ROUNDINGS))), shifted.reinterpretAsLongs());
    }

    /** Returns exp(x), 0 for x below {@link io.ctcservice.core.math.Exponential#LOWEST}, without a mask; x is no NaN. */
    static DoubleVector expOrZero(DoubleVector x) {
        var shifted = x.mul(LOG2_ES).add(ROUNDINGS).reinterpretAsLongs();
        var tooSmall = shifted.max(LEAST - 1).sub(LEAST).lanewise(VectorOperators.ASHR, 63); // all bits or none
        return exp(x).reinterpretAsLongs().and(tooSmall.not()).reinterpretAsDoubles();
    }

    /** Returns power · 2^k, k in the low bits of {@code shifted}. */
    private static DoubleVector scaled(DoubleVector power, LongVector shifted) {
        var scale = shifted.lanewise(VectorOperators.LSHL, 52);
        return power.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
    }

    /** Returns 2^r for r in [−½, ½]. */
    static DoubleVector powerOfTwo(DoubleVector r) {
        return FUSED ? fusedPowerOfTwo(r) : roundedPowerOfTwo(r);
    }

    /** Even and odd powers apart: two chains of half the length, else the processor waits for their results. */
    private static DoubleVector fusedPowerOfTwo(DoubleVector r) {
        var r2 = r.mul(r);
        var odd = r2.fma(C9S, C7S).fma(r2, C5S).fma(r2, C3S).fma(r2, C1S);
        var even = r2.fma(C10S, C8S).fma(r2, C6S).fma(r2, C4S).fma(r2, C2S).fma(r2, ONES);
        return odd.fma(r, even);
    }

    private static DoubleVector roundedPowerOfTwo(DoubleVector r) {
        return r.mul(C10S)
                .add(C9S)
                .mul(r)
                .add(C8S)
                .mul(r)
                .add(C7S)
                .mul(r)
                .add(C6S)
                .mul(r)
                .add(C5S)
                .mul(r)
                .add(C4S)
                .mul(r)
                .add(C3S)
                .mul(r)
                .add(C2S)
                .mul(r)
                .add(C1S)
                .mul(r)
                .add(ONES);
    }
}
