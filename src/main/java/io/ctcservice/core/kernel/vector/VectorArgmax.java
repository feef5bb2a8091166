package io.ctcservice.core.kernel.vector;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.ScalarRowKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Where the highest score of a row is: first how high it is, then, the row being in the cache, the first place of it. */
final class VectorArgmax {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /** Registers that are compared independently of each other, since each comparison waits for the one before. */
    private static final int STEP = 4 * LANES;

    /** For rows shorter than a step. */
    private static final RowKernel PLAIN = new ScalarRowKernel();

    private VectorArgmax() {}

    static int argmax(float[] scores, int from, int length) {
        if (length < STEP) {
            return PLAIN.argmax(scores, from, length);
        }
        float highest = highest(scores, from, length);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            var equal = FloatVector.fromArray(FLOATS, scores, from + i).compare(VectorOperators.EQ, highest);
            if (equal.anyTrue()) {
                return i + equal.firstTrue();
            }
        }
        return i + PLAIN.argmax(scores, from + i, length - i);
    }

    private static float highest(float[] scores, int from, int length) {
        int last = from + length - STEP; // the last step takes some a second time
        var a = FloatVector.fromArray(FLOATS, scores, last);
        var b = FloatVector.fromArray(FLOATS, scores, last + LANES);
        var c = FloatVector.fromArray(FLOATS, scores, last + 2 * LANES);
        var d = FloatVector.fromArray(FLOATS, scores, last + 3 * LANES);
        for (int i = from; i < last; i += STEP) {
            // compare and blend cost half of max, which minds NaN and the sign of zero
            var score = FloatVector.fromArray(FLOATS, scores, i);
            a = a.blend(score, score.compare(VectorOperators.GT, a));
            score = FloatVector.fromArray(FLOATS, scores, i + LANES);
            b = b.blend(score, score.compare(VectorOperators.GT, b));
            score = FloatVector.fromArray(FLOATS, scores, i + 2 * LANES);
            c = c.blend(score, score.compare(VectorOperators.GT, c));
            score = FloatVector.fromArray(FLOATS, scores, i + 3 * LANES);
            d = d.blend(score, score.compare(VectorOperators.GT, d));
        }
        return a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
    }
}
