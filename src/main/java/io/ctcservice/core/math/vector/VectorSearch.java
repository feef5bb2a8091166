package io.ctcservice.core.math.vector;

import io.ctcservice.core.math.RowSearch;
import io.ctcservice.core.math.ScalarSearch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link RowSearch} on vectors. For the highest score each lane of each register keeps the highest that it has seen and where;
 * what is equal does not replace it, so that the first stays.
 */
final class VectorSearch implements RowSearch {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /**
     * The number of scores per step, in registers that are compared independently, since each comparison waits for the
     * one before.
     */
    private static final int STEP = 4 * LANES;

    private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);

    /** The implementation for rows shorter than a register. */
    private static final RowSearch PLAIN = new ScalarSearch();

    @Override
    public int argmax(float[] scores, int from, int length) {
        if (length < STEP) {
            return length < LANES ? PLAIN.argmax(scores, from, length) : argmaxOfFew(scores, from, length);
        }
        var a = FloatVector.fromArray(FLOATS, scores, from);
        var b = FloatVector.fromArray(FLOATS, scores, from + LANES);
        var c = FloatVector.fromArray(FLOATS, scores, from + 2 * LANES);
        var d = FloatVector.fromArray(FLOATS, scores, from + 3 * LANES);
        var placesA = IntVector.zero(INTS);
        var placesB = placesA;
        var placesC = placesA;
        var placesD = placesA;
        for (int next = STEP; next < length; next += STEP) {
            int i = Math.min(next, length - STEP); // the last step reads some scores a second time
            var place = IntVector.broadcast(INTS, i);
            // compare and blend cost half of max, which minds NaN and the sign of zero
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            var higher = score.compare(VectorOperators.GT, a);
            a = a.blend(score, higher);
            placesA = placesA.blend(place, higher.cast(INTS));
            score = FloatVector.fromArray(FLOATS, scores, from + i + LANES);
            higher = score.compare(VectorOperators.GT, b);
            b = b.blend(score, higher);
            placesB = placesB.blend(place, higher.cast(INTS));
            score = FloatVector.fromArray(FLOATS, scores, from + i + 2 * LANES);
            higher = score.compare(VectorOperators.GT, c);
            c = c.blend(score, higher);
            placesC = placesC.blend(place, higher.cast(INTS));
            score = FloatVector.fromArray(FLOATS, scores, from + i + 3 * LANES);
            higher = score.compare(VectorOperators.GT, d);
            d = d.blend(score, higher);
            placesD = placesD.blend(place, higher.cast(INTS));
        }
        float highest = a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
        int first = first(a, placesA, highest);
        first = Math.min(first, first(b, placesB.add(LANES), highest));
        first = Math.min(first, first(c, placesC.add(2 * LANES), highest));
        return Math.min(first, first(d, placesD.add(3 * LANES), highest));
    }

    private static int argmaxOfFew(float[] scores, int from, int length) {
        var best = FloatVector.fromArray(FLOATS, scores, from);
        var places = IntVector.zero(INTS);
        for (int next = LANES; next < length; next += LANES) {
            int i = Math.min(next, length - LANES); // the last step reads some scores a second time
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            var higher = score.compare(VectorOperators.GT, best);
            best = best.blend(score, higher);
            places = places.blend(i, higher.cast(INTS));
        }
        return first(best, places, best.reduceLanes(VectorOperators.MAX));
    }

    /** Returns the first index of the highest score. */
    private static int first(FloatVector scores, IntVector places, float highest) {
        return places.add(LANE_NUMBERS)
                .blend(
                        Integer.MAX_VALUE,
                        scores.compare(VectorOperators.LT, highest).cast(INTS))
                .reduceLanes(VectorOperators.MIN);
    }

    @Override
    public int atLeast(float least, float[] scores, int from, int length, int[] found) {
        int count = 0;
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            long lanes = FloatVector.fromArray(FLOATS, scores, from + i)
                    .compare(VectorOperators.GE, least)
                    .toLong();
            for (; lanes != 0; lanes &= lanes - 1) {
                found[count++] = i + Long.numberOfTrailingZeros(lanes);
            }
        }
        for (; i < length; i++) {
            if (scores[from + i] >= least) {
                found[count++] = i;
            }
        }
        return count;
    }
}
