package io.ctcservice.core;

import io.ctcservice.core.math.RowMath;
import org.jspecify.annotations.Nullable;

/**
 * The output of a network: the log-probability of every class in each frame, {@code [T][V]}, natural logarithms.
 *
 * <p>The scores are kept in float32 as they were given and every row's normaliser in float64, so that a log-probability
 * is right to float64 given those scores, in half the memory. Every row is made to sum to 1; but where declared
 * log-probabilities or probabilities do so within {@link #ROUNDING}, they are the output of a softmax in float32, and
 * are used unchanged, so that a loss equals that of other implementations. Sums of them must therefore be cut off at 1.
 * Immutable and thread-safe.
 */
public final class Emissions {

    /** The largest difference between 1 and the row sum of declared probabilities. */
    public static final double ROW_SUM_TOLERANCE = 1e-3;

    /**
     * The largest difference between 1 and a row sum of declared probabilities at which they are used without
     * normalising.
     */
    public static final double ROUNDING = 1e-5;

    private final FloatMatrix scores;
    private final ScoreKind kind;
    private final boolean moderate;

    /** The normalisers, null until they are first needed if the scores cannot contain a fault. */
    private volatile @Nullable RowSums sums;

    /** The most probable class of each frame; empty if not computed together with the normalisers. */
    private final int[] best;

    private Emissions(FloatMatrix scores, ScoreKind kind, boolean moderate, @Nullable RowSums sums, int[] best) {
        this.scores = scores;
        this.kind = kind;
        this.moderate = moderate;
        this.sums = sums;
        this.best = best;
    }

    /**
     * Returns emissions with these scores. Cost: one pass over them.
     *
     * @param scores {@code [T][V]}, T &gt;= 1, V &gt;= 2
     * @param kind what the scores are
     * @throws CtcInputException naming {@code emissions/t} or {@code emissions/t/v} where a row or a score is refused:
     *     NaN, +Infinity, a row of nothing but log zeros, a row that does not sum to 1 although declared to
     */
    public static Emissions of(FloatMatrix scores, ScoreKind kind) {
        return of(scores, kind, false);
    }

    /**
     * Returns emissions as {@link #of} does, with {@link #bestPath} found in the same pass, which is faster for large
     * vocabularies.
     *
     * @throws CtcInputException as {@link #of}
     */
    public static Emissions withBestPath(FloatMatrix scores, ScoreKind kind) {
        return of(scores, kind, true);
    }

    private static Emissions of(FloatMatrix scores, ScoreKind kind, boolean withBestPath) {
        if (scores.rows() < 1) {
            throw new CtcInputException("emissions", "no frames", "at least 1 frame");
        }
        if (scores.columns() < 2) {
            throw new CtcInputException(
                    "emissions", Counted.of(scores.columns(), "class"), "at least 2, one of them the blank");
        }
        boolean moderate = kind == ScoreKind.LOGITS && RowSums.areModerate(scores);
        var best = new int[withBestPath && !moderate && kind != ScoreKind.PROBS ? scores.rows() : 0];
        return new Emissions(scores, kind, moderate, moderate ? null : RowSums.of(scores, kind, best), best);
    }

    /**
     * Returns whether every row lies in [0, 1] and sums to 1 within {@link #ROW_SUM_TOLERANCE}, as probabilities do and
     * logits hardly ever. Looks no further than to the first row that does not.
     */
    public static boolean lookLikeProbabilities(FloatMatrix scores) {
        for (int t = 0; t < scores.rows(); t++) {
            double sum = 0;
            for (int v = 0; v < scores.columns(); v++) {
                float score = scores.get(t, v);
                if (!(score >= 0 && score <= 1)) {
                    return false;
                }
                sum += score;
            }
            if (Math.abs(sum - 1) > ROW_SUM_TOLERANCE) {
                return false;
            }
        }
        return scores.rows() > 0;
    }

    /** Returns T, the number of frames. */
    public int frames() {
        return scores.rows();
    }

    /** Returns V, the number of classes, blank included. */
    public int vocabSize() {
        return scores.columns();
    }

    /** Returns the scores as they were given. */
    public FloatMatrix scores() {
        return scores;
    }

    /** Returns the kind of {@link #scores()}. */
    public ScoreKind kind() {
        return kind;
    }

    /** Returns {@code ln p_t(v)} in nats, at most 0. */
    public double logProb(int t, int v) {
        float score = scores.get(t, v);
        double logProb = switch (kind) {
            case LOGITS -> {
                RowSums sums = sums();
                yield score - sums.top(t) - sums.logSum(t);
            }
            case LOG_PROBS -> score - logDivisor(t);
            case PROBS -> Math.log(score) - logDivisor(t);
        };
        return Math.min(0, logProb);
    }

    /**
     * Writes {@link #logProb} of some classes in frame {@code t}, faster than one by one.
     *
     * @param to where they go, in the order of the classes
     */
    public void logProbs(int t, int[] classes, double[] to) {
        if (kind != ScoreKind.LOGITS) {
            for (int i = 0; i < classes.length; i++) {
                to[i] = logProb(t, classes[i]);
            }
            return;
        }
        RowSums sums = sums();
        double top = sums.top(t);
        double logSum = sums.logSum(t);
        float[] values = scores.borrowArray();
        int row = t * scores.columns();
        for (int i = 0; i < classes.length; i++) {
            to[i] = Math.min(0, values[row + classes[i]] - top - logSum);
        }
    }

    /**
     * Returns the number to subtract from the scores of row {@code t} before {@link #logRowSum}: 0, or the highest
     * score where scores are so large that one double could not hold the normaliser.
     */
    public double rowTop(int t) {
        return sums().top(t);
    }

    /**
     * Returns the natural logarithm of the sum over row {@code t} of exp(score − {@link #rowTop}), or of the scores
     * themselves for {@link ScoreKind#PROBS}: for logits the rest of the normaliser, else
     * within 1e-3 of 0.
     */
    public double logRowSum(int t) {
        return sums().logSum(t);
    }

    /**
     * Returns the natural logarithm of the number by which {@link #logProb} divides the probabilities of row {@code t}
     * after {@link #rowTop} is taken out: {@link #logRowSum}, or 0 for declared probabilities that sum to 1 within
     * {@link #ROUNDING}.
     */
    public double logDivisor(int t) {
        double logSum = sums().logSum(t);
        return kind != ScoreKind.LOGITS && Math.abs(logSum) <= ROUNDING ? 0 : logSum;
    }

    private RowSums sums() {
        var known = sums;
        if (known == null) {
            known = RowSums.of(scores, kind, RowSums.NO_PLACES);
            sums = known;
        }
        return known;
    }

    /**
     * Returns whether these are logits of few classes, none of a magnitude above 350: then exp of each, the sum of a
     * row and every probability are doubles in the normal range. Where it is true, {@link #logRowSum} is
     * computed on first use.
     */
    public boolean areModerateLogits() {
        return moderate;
    }

    /** Returns the most probable class of each frame, the lowest of equals, {@code [T]}. */
    public int[] bestPath() {
        if (best.length > 0) {
            return best.clone();
        }
        var path = new int[frames()];
        RowSums.findBest(RowMath.chosen(), scores, 0, path.length, path);
        return path;
    }

    /** Returns the most probable class of frame {@code t}, the lowest of equals. */
    public int bestClass(int t) {
        return best.length > 0
                ? best[t]
                : RowMath.chosen().search().argmax(scores.borrowArray(), t * vocabSize(), vocabSize());
    }

    /**
     * Returns the softmax of row {@code t} at class {@code v}: the probability in [0, 1] after each row was made to sum
     * to 1.
     */
    public double softmax(int t, int v) {
        RowSums sums = sums();
        float score = scores.get(t, v);
        return kind == ScoreKind.PROBS
                ? Math.min(1, score / Math.exp(sums.logSum(t)))
                : Math.exp(Math.min(0, score - sums.top(t) - sums.logSum(t)));
    }

    /**
     * Returns these emissions if they have one column for each symbol.
     *
     * @throws CtcInputException if not
     */
    public Emissions requireVocabSize(int expected) {
        if (vocabSize() != expected) {
            throw new CtcInputException(
                    "emissions",
                    "rows of " + Counted.of(vocabSize(), "score"),
                    expected + ", the size of the vocabulary");
        }
        return this;
    }
}
