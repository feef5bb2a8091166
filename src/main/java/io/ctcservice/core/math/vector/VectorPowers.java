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

    private VectorPowers() {}

    /** Returns exp(x) for x in [−708, 709]; anything elsewhere, NaN for NaN. */
    static DoubleVector exp(DoubleVector x) {
        var shifted = x.fma(LOG2_ES, ROUNDINGS);
        var power = powerOfTwo(x.fma(LOG2_ES, ROUNDINGS.sub(shifted)));
        LongVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return power.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
    }

    /** Returns 2^r for r in [−½, ½]. */
    static DoubleVector powerOfTwo(DoubleVector r) {
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
