package io.ctcservice.core;

import io.ctcservice.core.math.RowMath;
import org.jspecify.annotations.Nullable;

/** The normaliser of each row of a matrix of scores, in two parts so that it is exact for any finite scores. */
final class RowSums {

    /** The argument for callers that do not need the places of the best scores. */
    static final int[] NO_PLACES = {};

    /** The largest number of classes for which the forward pass computes whole rows and their sums itself. */
    private static final int FEW_CLASSES = 32;

    /** The number of rows that are still in the processor's cache after they were summed. */
    private static final int ROWS_IN_CACHE = 16;

    /** The number of rows that are summed between two checks for cancellation. */
    private static final int ROWS_PER_CHECK = 64;

    /**
     * The largest magnitude of moderate scores. With 32 classes at most, every probability is then above exp(−708), and
     * a double holds it, and the factors of which it is made, to all digits.
     */
    private static final float MODERATE = 350;

    /** The largest magnitude of a normaliser that one double holds to 1e-13. */
    private static final double ONE_DOUBLE_HOLDS = 1024;

    private final double[] logSums;

    /** The first part of the normalisers, null if all are 0. */
    private float @Nullable [] tops;

    private RowSums(double[] logSums) {
        this.logSums = logSums;
    }

    /** Returns the number to subtract from the scores of row {@code t} first. */
    double top(int t) {
        return tops == null ? 0 : tops[t];
    }

    /** Returns the number to subtract next, from the logarithms. */
    double logSum(int t) {
        return logSums[t];
    }

    /**
     * Returns whether the rows are short and no score is so large or small that exp of it, or its probability, is out
     * of the range of a double, or that its row can be refused.
     */
    static boolean areModerate(FloatMatrix logits) {
        var scores = logits.borrowArray();
        return logits.columns() <= FEW_CLASSES
                && RowMath.chosen().sums().largestMagnitude(scores, 0, scores.length) <= MODERATE;
    }

    /**
     * Returns the normalisers of all rows.
     *
     * @param best where the place of the highest score of each row goes, while the row is at hand; may be empty
     * @throws CtcInputException naming the row or score that is refused
     */
    static RowSums of(FloatMatrix scores, ScoreKind kind, int[] best) {
        RowMath math = RowMath.chosen();
        int vocabSize = scores.columns();
        float[] values = scores.borrowArray();
        var sums = new double[scores.rows()];
        if (kind == ScoreKind.PROBS) {
            for (int t = 0; t < sums.length; t++) {
                Cancellation.checkAt(t);
                sums[t] = Math.log(math.sums().sum(values, t * vocabSize, vocabSize));
            }
        } else {
            int block = best.length == 0 ? ROWS_PER_CHECK : ROWS_IN_CACHE;
            for (int t = 0; t < sums.length; t += block) {
                Cancellation.check();
                int end = Math.min(t + block, sums.length);
                math.sums().logSums(values, t * vocabSize, end - t, vocabSize, sums, t);
                findBest(math, scores, t, Math.min(end, best.length), best);
            }
        }
        var checked = new RowSums(sums);
        for (int t = 0; t < sums.length; t++) {
            if (!(Math.abs(sums[t]) < Double.POSITIVE_INFINITY)) {
                throw refusedRow(scores, kind, t);
            }
            if (kind != ScoreKind.LOGITS) {
                requireSumOfOne(sums[t], kind, t);
            } else if (Math.abs(sums[t]) > ONE_DOUBLE_HOLDS) {
                checked.split(math, scores, t);
            }
        }
        return checked;
    }

    /** Sums a row of large scores again, with the highest score taken out. */
    private void split(RowMath math, FloatMatrix scores, int t) {
        float[] values = scores.borrowArray();
        int vocabSize = scores.columns();
        int row = t * vocabSize;
        float top = values[row + math.search().argmax(values, row, vocabSize)];
        var exponentials = new double[vocabSize];
        math.exponentials().write(values, row, vocabSize, 1, vocabSize, new double[] {top}, exponentials, 0, vocabSize);
        double sum = 0;
        for (double exponential : exponentials) {
            sum += exponential;
        }
        if (tops == null) {
            tops = new float[logSums.length];
        }
        tops[t] = top;
        logSums[t] = Math.log(sum);
    }

    /** Finds the index of the highest score in each of some rows, the first of equals. */
    static void findBest(RowMath math, FloatMatrix scores, int from, int to, int[] best) {
        for (int t = from; t < to; t++) {
            Cancellation.checkAt(t);
            best[t] = math.search().argmax(scores.borrowArray(), t * scores.columns(), scores.columns());
        }
    }

    private static void requireSumOfOne(double logSum, ScoreKind kind, int t) {
        double sum = Math.exp(logSum);
        if (!(Math.abs(sum - 1) <= Emissions.ROW_SUM_TOLERANCE)) {
            String what = kind == ScoreKind.PROBS ? "a row that sums to " : "a row whose exponentials sum to ";
            throw new CtcInputException(
                    "emissions/" + t,
                    what + PlainNumber.of((float) sum),
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
