package io.ctcservice.core.align;

import io.ctcservice.core.math.Kernels;

/**
 * One frame of the Viterbi recursion over the CTC lattice, in log space: the forward row with the maximum in place of
 * the sum, so additions and comparisons only. Implementations are stateless and thread-safe, and give the same values
 * to the last bit.
 *
 * <p>The states come as two arrays: {@code blanks[u]} is the blank before label u, and {@code labels[u + 1]} is label
 * u, so that {@code labels[0]} is a label before the first, always log zero. The last blank is
 * {@code blanks[U]}; label U does not exist and is given a log-zero score.
 */
public interface ViterbiRow {

    /** The number of elements that each array must have beyond the U + 1 that are used. */
    int SLACK = 32;

    /** Returns the Viterbi recursion in plain loops. */
    static ViterbiRow scalar() {
        return new ScalarViterbiRow();
    }

    /**
     * Returns the Viterbi recursion on the Vector API.
     *
     * @throws LinkageError if this JVM has none
     */
    static ViterbiRow vector() {
        return Kernels.vector(ViterbiRow.class, "VectorViterbiRow");
    }

    /** Returns the recursion that {@link Kernels} has chosen for this JVM, or plain loops for now. */
    static ViterbiRow chosen() {
        return Kernels.areVectorsDeferred() ? ViterbiRows.plain() : ViterbiRows.chosen();
    }

    /**
     * Advances the states of {@code from <= u < to} by one frame, in place:
     *
     * <pre>
     * blank'(u) = max(blank(u), label(u − 1)) + blankScore
     * label'(u) = max(label(u), blank(u), label(u − 1) + skips[u]) + scores[u]
     * </pre>
     *
     * Some states beside that range may be advanced too. No value may be NaN or +Infinity.
     *
     * @param skips 0 where label u may follow label u − 1 at once, else log zero
     * @param scores ln p of each label in this frame
     */
    void advance(
            double[] blanks, double[] labels, double[] skips, double[] scores, double blankScore, int from, int to);
}
