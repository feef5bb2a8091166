package io.ctcservice.core;

/** Checks the rows of an emissions matrix and sums each. */
final class RowSums {

    private RowSums() {}

    /** Returns for each row ln of the sum of its probabilities before normalisation. */
    static double[] logRowSums(FloatMatrix scores, ScoreKind kind) {
        int frames = scores.rows();
        int vocabSize = scores.columns();
        float[] values = scores.borrowArray();
        var sums = new double[frames];
        for (int t = 0; t < frames; t++) {
            sums[t] = kind == ScoreKind.PROBS
                    ? Math.log(sum(values, t * vocabSize, vocabSize))
                    : logSumExp(values, t * vocabSize, vocabSize);
            if (!(Math.abs(sums[t]) < Double.POSITIVE_INFINITY)) {
                throw refusedRow(scores, kind, t);
            }
            if (kind != ScoreKind.LOGITS) {
                requireSumOfOne(sums[t], kind, t);
            }
        }
        if (kind == ScoreKind.PROBS) {
            requireNonNegative(scores);
        }
        return sums;
    }

    private static double sum(float[] values, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double logSumExp(float[] values, int offset, int length) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            max = Math.max(max, values[i]);
        }
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += Math.exp(values[i] - max);
        }
        return max + Math.log(sum);
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

    private static void requireNonNegative(FloatMatrix scores) {
        for (int t = 0; t < scores.rows(); t++) {
            for (int v = 0; v < scores.columns(); v++) {
                if (scores.get(t, v) < 0) {
                    throw new CtcInputException("emissions/" + t + "/" + v, scores.get(t, v), "a probability");
                }
            }
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
