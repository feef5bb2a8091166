package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.math.RowMath;
import io.ctcservice.core.math.RowSearch;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a search considers in one frame, with their log-probabilities, the most probable first, and behind them
 * pruned ones, also the most probable first: those that the bonus of a hot word may outweigh; after {@link #widen} the most
 * probable ones.
 */
final class FrameTokens {

    private final int blank;
    private final double minLogProb;
    private final double nearlyCertain;
    private final double leastKept;
    private final int[] kept;
    private final Outweighed outweighed;
    private final ScoreLimit tokenLimit;
    private final ScoreLimit keptLimit;
    private final ScoreLimit outweighedLimit;
    private final double[] logProbs;
    private final long[] sorted;
    private final int[] found;
    private final RowSearch search = RowMath.chosen().search();
    private final int most;
    private int count;
    private int wideCount;
    private boolean wide;
    private @Nullable Emissions source;
    private int frame;
    private float lowest;

    /**
     * @param most how many classes there are at most where the search looks further, if no more are above the limit
     * @param leastKept ln p above which the kept classes are considered, which may be lower
     * @param kept these classes
     */
    FrameTokens(
            int vocabSize,
            int blank,
            double minLogProb,
            int most,
            Outweighed outweighed,
            double leastKept,
            int... kept) {
        this.blank = blank;
        this.minLogProb = minLogProb;
        // a row may sum to a little more than 1; what is above a half is the most probable
        this.nearlyCertain = Math.max(Math.log(0.51), Math.log1p(2 * Emissions.ROUNDING - Math.exp(minLogProb)));
        this.leastKept = leastKept;
        this.kept = kept;
        this.outweighed = outweighed;
        this.tokenLimit = new ScoreLimit(minLogProb);
        this.keptLimit = new ScoreLimit(leastKept);
        this.outweighedLimit = new ScoreLimit(outweighed.least());
        this.logProbs = new double[vocabSize];
        this.sorted = new long[vocabSize];
        this.found = new int[vocabSize];
        this.most = Math.min(most, vocabSize - 1);
        Arrays.fill(logProbs, LogMath.LOG_ZERO);
    }

    /** Returns the bytes of memory that all classes take. */
    long bytes() {
        return (long) (Double.BYTES + Long.BYTES + Integer.BYTES) * logProbs.length;
    }

    /**
     * Moves to frame {@code t} of some emissions. O(V), and O(n log n) for the n classes that are not passed over; O(1) where
     * the blank leaves no other class enough.
     */
    void read(Emissions emissions, int t) {
        source = emissions;
        for (int i = 0; i < wideCount; i++) {
            logProbs[label(i)] = LogMath.LOG_ZERO;
        }
        logProbs[blank] = LogMath.LOG_ZERO;
        int row = t * logProbs.length;
        frame = t;
        lowest = tokenLimit.of(emissions, t);
        double blankLogProb = emissions.logProb(t, blank);
        if (blankLogProb > nearlyCertain) { // no other class can be above the limit
            logProbs[blank] = blankLogProb;
            count = 0;
        } else if (!pick(emissions, row)) {
            lowest = highest(emissions.scores().borrowArray(), row);
            pick(emissions, row);
        }
        keep(emissions, row);
        RankKey.sort(sorted, 0, count);
        wideCount = count;
        wide = false;
        if (!outweighed.isEmpty()) {
            addOutweighed(emissions, row);
        }
    }

    /** Adds the pruned classes that the bonus of a hot word may outweigh; where there are any, the blank counts, too. */
    private void addOutweighed(Emissions emissions, int row) {
        float[] scores = emissions.scores().borrowArray();
        float least = outweighedLimit.of(emissions, frame);
        for (int v : outweighed.classes()) {
            float score = scores[row + v];
            if (score >= least && v != blank && logProbs[v] == LogMath.LOG_ZERO) {
                double logProb = emissions.logProb(frame, v);
                if (outweighed.isOutweighed(v, logProb)) {
                    logProbs[v] = logProb;
                    sorted[wideCount++] = RankKey.of(score, v);
                }
            }
        }
        if (wideCount > count) {
            RankKey.sort(sorted, count, wideCount);
            logProbs[blank] = trueBlankLogProb();
        }
    }

    /** Drops the emissions, to free their memory: another frame must be read first. */
    void releaseEmissions() {
        source = null;
    }

    /** Picks the classes whose score is not below {@link #lowest}; returns whether there are any. */
    private boolean pick(Emissions emissions, int row) {
        float[] scores = emissions.scores().borrowArray();
        int all = search.atLeast(lowest, scores, row, logProbs.length, found);
        count = 0;
        for (int i = 0; i < all; i++) {
            int v = found[i];
            logProbs[v] = emissions.logProb(frame, v);
            if (v != blank) {
                sorted[count++] = RankKey.of(scores[row + v], v);
            }
        }
        return all > 0;
    }

    /**
     * Extends the list in this frame by the most probable of the pruned classes. O(V), and O(V log V) where all of them
     * do.
     */
    void widen() {
        if (wide || count >= most) {
            return;
        }
        Emissions emissions = emissions();
        wide = true;
        for (; wideCount > count; wideCount--) { // those that a bonus may outweigh are drawn again
            logProbs[label(wideCount - 1)] = LogMath.LOG_ZERO;
        }
        float[] scores = emissions.scores().borrowArray();
        float above =
                emissions.kind() == ScoreKind.PROBS ? 0 : Float.NEGATIVE_INFINITY; // scores above this are not log zero
        int row = frame * logProbs.length;
        for (int v = 0; v < logProbs.length; v++) {
            float score = scores[row + v];
            if (score < lowest && score > above && v != blank && logProbs[v] == LogMath.LOG_ZERO) {
                insert(RankKey.of(score, v));
            }
        }
        if (isAll()) {
            Arrays.sort(sorted, count, wideCount);
        }
        for (int i = count; i < wideCount; i++) {
            logProbs[label(i)] = emissions.logProb(frame, label(i));
        }
    }

    /** Adds a class to the pruned ones, of which the most probable are kept. */
    private void insert(long packed) {
        if (isAll()) {
            sorted[wideCount++] = packed; // to be sorted together
            return;
        }
        if (wideCount == most && sorted[wideCount - 1] < packed) {
            return;
        }
        int at = wideCount < most ? wideCount++ : wideCount - 1;
        while (at > count && sorted[at - 1] > packed) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = packed;
    }

    private boolean isAll() {
        return most == logProbs.length - 1;
    }

    private Emissions emissions() {
        return Objects.requireNonNull(source, "no frame was read");
    }

    /** Returns the ln p below which all classes are pruned at first. */
    double limit() {
        return minLogProb;
    }

    /** Returns whether one of the classes that are not pruned satisfies the condition. */
    boolean anyMatch(IntPredicate condition) {
        for (int i = 0; i < count; i++) {
            if (condition.test(label(i))) {
                return true;
            }
        }
        return false;
    }

    private void keep(Emissions emissions, int row) {
        float[] scores = emissions.scores().borrowArray();
        for (int v : kept) {
            float score = scores[row + v];
            boolean apart = score < lowest && score >= keptLimit.of(emissions, frame);
            double logProb = apart ? emissions.logProb(frame, v) : LogMath.LOG_ZERO;
            if (logProb > leastKept) {
                logProbs[v] = logProb;
                sorted[count++] = RankKey.of(score, v);
            }
        }
    }

    private float highest(float[] scores, int row) {
        float highest = scores[row];
        for (int v = 1; v < logProbs.length; v++) {
            highest = Math.max(highest, scores[row + v]);
        }
        return highest;
    }

    /** Returns the number of classes to consider, without the blank. */
    int count() {
        return count;
    }

    /** Returns the number of classes with the pruned ones behind them. */
    int wideCount() {
        return wideCount;
    }

    /** Returns the class of rank {@code i}. */
    int label(int i) {
        return RankKey.label(sorted[i]);
    }

    /** Returns ln p of class {@code v} in this frame, log zero if it is pruned. */
    double logProb(int v) {
        return logProbs[v];
    }

    /** Returns ln p of class {@code v} in this frame, pruned or not. */
    double trueLogProb(int v) {
        return emissions().logProb(frame, v);
    }

    /** Returns ln p of the blank in this frame, pruned or not. */
    double trueBlankLogProb() {
        return emissions().logProb(frame, blank);
    }

    /** Returns ln p of the blank in this frame, log zero if it is pruned. */
    double blankLogProb() {
        return logProbs[blank];
    }
}
