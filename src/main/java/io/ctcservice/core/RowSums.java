package io.ctcservice.core;

import io.ctcservice.core.kernel.Kernels;
import io.ctcservice.core.kernel.RowKernel;

/** Checks the rows of an emissions matrix and sums each. */
final class RowSums {

    /** Up to so many classes, the forward pass works out whole rows, and their sums with them. */
    private static final int FEW_CLASSES = 32;

    /** Rows that are still in the processor's cache after they were summed. */
    private static final int ROWS_AT_HAND = 16;

    private RowSums() {}

    /** Returns whether the rows are short and no score is so large, small or wrong that a row of them can be refused. */
    static boolean areModerate(FloatMatrix logits) {
        var scores = logits.borrowArray();
        return logits.columns() <= FEW_CLASSES
                && Kernels.rowKernel().farthest(scores, 0, scores.length) <= RowKernel.FARTHEST;
    }

    /**
     * Returns for each row ln of the sum of its probabilities before normalisation.
     *
     * @param best where the place of the highest score of each row goes, while the row is at hand; may be empty
     */
    static double[] logRowSums(FloatMatrix scores, ScoreKind kind, int[] best) {
        RowKernel kernel = Kernels.rowKernel();
        int vocabSize = scores.columns();
        float[] values = scores.borrowArray();
        var sums = new double[scores.rows()];
        if (kind == ScoreKind.PROBS) {
            for (int t = 0; t < sums.length; t++) {
                sums[t] = Math.log(kernel.sum(values, t * vocabSize, vocabSize));
            }
        } else {
            int block = best.length == 0 ? sums.length : ROWS_AT_HAND;
            for (int t = 0; t < sums.length; t += block) {
                int end = Math.min(t + block, sums.length);
                kernel.logSums(values, t * vocabSize, end - t, vocabSize, sums, t);
                findBest(kernel, scores, t, Math.min(end, best.length), best);
            }
        }
        for (int t = 0; t < sums.length; t++) {
            if (!(Math.abs(sums[t]) < Double.POSITIVE_INFINITY)) {
                throw refusedRow(scores, kind, t);
            }
            if (kind != ScoreKind.LOGITS) {
                requireSumOfOne(sums[t], kind, t);
            }
        }
        return sums;
    }

    /** Finds the place of the highest score of some rows, the first of equals. */
    static void findBest(RowKernel kernel, FloatMatrix scores, int from, int to, int[] best) {
        for (int t = from; t < to; t++) {
            best[t] = kernel.argmax(scores.borrowArray(), t * scores.columns(), scores.columns());
        }
    }

    private static void requireSumOfOne(double logSum, ScoreKind kind, int t) {
        double sum = Math.exp(logSum);
        if (!(Math.abs(sum - 1) <= Emissions.ROW_SUM_TOLERANCE)) {
            String what = kind == ScoreKind.PROBS ? "a row that sums to " : "a row whose exponentials sum to ";
            throw new CtcInputException(
                    "emissions/" + t,
                    what + (float) sum,
                    "1 within " + Emissions.ROW_SUM_TOLERANCE + "; scores that are not normalised are \"logits\"");
        }
    }

    private static CtcInputException refusedRow(FloatMatrix scores, ScoreKind kind, int t) {
        for (int v = 0; v < scores.columns(); v++) {
            float score = scores.get(t, v);
            if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
                return new CtcInputException("emissions/" + t + "/" + v, score, "a finite number or -Infinity");
            }
            if (kind == ScoreKind.PROBS && score < 0) {
                return new CtcInputException("emissions/" + t + "/" + v, score, "a probability");
            }
        }
        String nothing = kind == ScoreKind.PROBS ? "a row of zeros" : "a row of nothing but log zeros";
        return new CtcInputException("emissions/" + t, nothing, "at least one class that is possible");
    }
}
