package io.ctcservice.core.math.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of the lanes of a vector in a fixed order, halves onto halves: {@code reduceLanes} adds them in another order once
 * C2 has compiled it, so that the last digit of a result would change while a program runs.
 */
final class LaneSum {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final VectorShuffle<Double> BY_FOUR = rotation(4);
    private static final VectorShuffle<Double> BY_TWO = rotation(2);
    private static final VectorShuffle<Double> BY_ONE = rotation(1);

    private LaneSum() {}

    private static VectorShuffle<Double> rotation(int by) {
        return VectorShuffle.fromOp(DOUBLES, lane -> (lane + by) % LANES);
    }

    /** Returns the sum of the lanes of a vector of the preferred size. */
    static double of(DoubleVector vector) {
        if (LANES <= 2) { // there is but one order, and x86 rotates two lanes slowly
            return vector.reduceLanes(VectorOperators.ADD);
        }
        var quarters = LANES >= 8 ? vector.add(vector.rearrange(BY_FOUR)) : vector;
        var halves = quarters.add(quarters.rearrange(BY_TWO));
        return halves.add(halves.rearrange(BY_ONE)).lane(0);
    }
}
