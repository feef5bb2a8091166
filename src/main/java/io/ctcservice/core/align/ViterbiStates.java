package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * A row of the Viterbi lattice: ln p of the best path to each state of a gap, its blank, the label at it, and where it absorbs. Gaps
 * outside of a range are left out: their states are log zero. Not thread-safe.
 */
final class ViterbiStates {

    private final ViterbiRow kernel;
    private final AlignmentTarget target;
    private final FrameScores frame;
    private final int length;
    private final int[] absorbing;
    private final double[] entering;
    private final double[] before;
    private final double[] skips;
    private final double[] scores;

    /** The states, as a {@link ViterbiRow} has them; {@link #absorbed} by gap, none where no gap absorbs. */
    final double[] blanks;

    final double[] labels;
    final double[] absorbed;

    private int low;
    private int high;

    ViterbiStates(ViterbiRow kernel, Emissions emissions, AlignmentTarget target) {
        this.kernel = kernel;
        this.target = target;
        this.frame = new FrameScores(emissions, target);
        this.length = target.length();
        this.absorbing = target.absorbingGaps();
        int room = length + 1 + ViterbiRow.SLACK;
        this.absorbed = new double[absorbing.length == 0 ? 0 : room];
        this.entering = new double[absorbing.length];
        this.before = new double[absorbing.length];
        this.blanks = new double[room];
        this.labels = new double[room + 1];
        this.skips = new double[room];
        this.scores = new double[room];
        Arrays.fill(skips, LogMath.LOG_ZERO);
        Arrays.fill(scores, LogMath.LOG_ZERO);
        for (int u = 1; u < length; u++) {
            skips[u] = target.canFollow(u) ? 0 : LogMath.LOG_ZERO;
        }
    }

    /** Returns the first gap that is not left out. */
    int low() {
        return low;
    }

    /** Returns the end of the gaps that are not left out. */
    int high() {
        return high;
    }

    /** Returns the highest ln p of the states of a gap. */
    double value(int gap) {
        double best = Math.max(blanks[gap], labels[gap + 1]);
        return absorbed.length == 0 ? best : Math.max(best, absorbed[gap]);
    }

    /** Begins with a virtual frame before the first, so that frame 0 needs no special case. */
    void begin() {
        Arrays.fill(blanks, LogMath.LOG_ZERO);
        Arrays.fill(labels, LogMath.LOG_ZERO);
        Arrays.fill(absorbed, LogMath.LOG_ZERO);
        blanks[0] = 0;
        low = 0;
        high = 1;
    }

    /** Takes the gaps {@code [from, to)} of a stored row; states of other gaps are of no meaning, and left out. */
    void restore(RowStore store, int row, int from, int to) {
        store.restore(row, this, from, to);
        low = from;
        high = to;
    }

    /** Leaves out the gaps before {@code from} and from {@code to} on. */
    void leaveOut(int from, int to) {
        if (from > low) {
            clear(low, Math.min(from, high));
            low = from;
        }
        if (to < high) {
            clear(Math.max(to, low), high);
            high = to;
        }
    }

    private void clear(int from, int to) {
        Arrays.fill(blanks, from, to, LogMath.LOG_ZERO);
        Arrays.fill(labels, from + 1, to + 1, LogMath.LOG_ZERO);
        if (absorbed.length > 0) {
            Arrays.fill(absorbed, from, to, LogMath.LOG_ZERO);
        }
    }

    /** Leaves out the gaps at either end that are further than this from the best one. */
    void keepNearBest(int distance) {
        int best = low;
        for (int u = low; u < high; u++) {
            best = value(u) > value(best) ? u : best;
        }
        leaveOut(best - distance, best + distance + 1);
    }

    /** Leaves out the gaps at either end whose states are all below this. */
    void leaveOutBelow(double least) {
        int from = low;
        while (from < high && value(from) < least) {
            from++;
        }
        int to = high;
        while (to > from && value(to - 1) < least) {
            to--;
        }
        leaveOut(from, to);
    }

    /**
     * Advances the gaps of the range and the one after it over frame {@code t}, which is then of the range.
     *
     * @param from the first of the range to advance
     * @param to the end of those to advance
     */
    void advance(int t, int from, int to) {
        Cancellation.checkAt(t);
        high = Math.min(high + 1, to);
        int start = Math.max(low, from);
        if (start >= high) {
            return;
        }
        frame.read(t);
        frame.copyLabels(scores, start, Math.min(high, length));
        int first = firstAbsorbing(start);
        int end = firstAbsorbing(high);
        for (int i = first; i < end; i++) {
            int gap = absorbing[i];
            entering[i] = Math.max(blanks[gap], labels[gap]) - target.price(gap);
            before[i] = absorbed[gap];
        }
        kernel.advance(blanks, labels, skips, scores, frame.blank(), start, high);
        for (int i = first; i < end; i++) {
            int gap = absorbing[i];
            absorbed[gap] = Math.max(before[i], entering[i]) + frame.best();
            if (gap < length) {
                labels[gap + 1] = Math.max(labels[gap + 1], before[i] + scores[gap]);
            }
        }
    }

    /** Returns the number of absorbing gaps before this gap. */
    private int firstAbsorbing(int gap) {
        int at = Arrays.binarySearch(absorbing, gap);
        return at < 0 ? -1 - at : at;
    }

    /** Returns whether label {@code u} may follow the one before at once: 0, else log zero. */
    double skip(int u) {
        return skips[u];
    }
}
