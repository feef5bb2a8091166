package io.ctcservice.core.align.vector;

import io.ctcservice.core.align.ViterbiRow;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A {@link ViterbiRow} on SIMD registers. Runs from the last label to the first, so that a register's worth of states
 * never reads what this frame has already written.
 */
final class VectorViterbiRow implements ViterbiRow {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void advance(
            double[] blanks, double[] labels, double[] skips, double[] scores, double blankScore, int from, int to) {
        var blankScores = DoubleVector.broadcast(SPECIES, blankScore);
        int first = from / LANES * LANES;
        for (int u = (to - 1) / LANES * LANES; u >= first; u -= LANES) {
            var before = DoubleVector.fromArray(SPECIES, labels, u);
            var own = DoubleVector.fromArray(SPECIES, labels, u + 1);
            var blank = DoubleVector.fromArray(SPECIES, blanks, u);
            var skip = before.add(DoubleVector.fromArray(SPECIES, skips, u));
            // compare and blend cost half of max, which minds NaN and the sign of zero; written out here, since a
            // method
            // that is not inlined would put each register on the heap
            var best = own.blend(blank, blank.compare(VectorOperators.GT, own));
            best = best.blend(skip, skip.compare(VectorOperators.GT, best));
            best.add(DoubleVector.fromArray(SPECIES, scores, u)).intoArray(labels, u + 1);
            blank.blend(before, before.compare(VectorOperators.GT, blank))
                    .add(blankScores)
                    .intoArray(blanks, u);
        }
    }
}
