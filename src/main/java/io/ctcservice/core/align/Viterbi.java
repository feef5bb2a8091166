package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.kernel.ViterbiRow;
import java.util.Arrays;

/**
 * One search for the best path of one target.
 *
 * <p>No back pointers: the pass forward keeps every K-th row only, K = √T. The way back computes the K rows between two
 * of them again, and of these only the states from which the known end can be reached: at most K of the U gaps. So time
 * is little more than the one pass, and memory {@code 16·U·√T} bytes: 24 MB for T = 60000, U = 6000.
 */
final class Viterbi {

    /** Up to so many pairs of states every row is kept: 4 MB, and nothing is computed twice. */
    private static final int SMALL = 1 << 18;

    private final ViterbiRow kernel;
    private final AlignmentTarget target;
    private final FrameScores frame;
    private final int frames;
    private final int length;
    private final int[] absorbing;
    private final double[] absorbed; // by gap; none where no gap absorbs
    private final double[] entering;
    private final double[] before;
    private final double[] blanks;
    private final double[] labels;
    private final double[] skips;
    private final double[] scores;
    private final int interval;
    private final RowStore checkpoints;
    private int last;

    Viterbi(ViterbiRow kernel, Emissions emissions, AlignmentTarget target) {
        this.kernel = kernel;
        this.target = target;
        this.frame = new FrameScores(emissions, target);
        this.frames = emissions.frames();
        this.length = target.length();
        this.absorbing = target.absorbingGaps();
        int room = length + 1 + ViterbiRow.SLACK;
        this.absorbed = logZeros(absorbing.length == 0 ? 0 : room);
        this.entering = new double[absorbing.length];
        this.before = new double[absorbing.length];
        this.blanks = logZeros(room);
        this.labels = logZeros(room + 1);
        this.skips = logZeros(room);
        this.scores = logZeros(room);
        for (int u = 1; u < length; u++) {
            skips[u] = target.canFollow(u) ? 0 : LogMath.LOG_ZERO;
        }
        this.interval = (long) frames * (length + 1) <= SMALL ? 1 : (int) Math.ceil(Math.sqrt(frames));
        this.checkpoints = new RowStore((frames + interval - 1) / interval, length + 1, absorbing.length > 0);
    }

    private static double[] logZeros(int size) {
        var zeros = new double[size];
        Arrays.fill(zeros, LogMath.LOG_ZERO);
        return zeros;
    }

    /** Runs forward and returns ln p of the best path, log zero if no path has a probability above 0. Call it once. */
    double bestLogProb() {
        blanks[0] = 0; // a virtual frame before the first, so that frame 0 needs no special case
        for (int t = 0; t < frames; t++) {
            if (t % interval == 0) {
                checkpoints.save(t / interval, blanks, labels, absorbed);
            }
            advance(t, Math.max(0, length - frames + t), Math.min(length, t) + 1);
        }
        double best = Math.max(blanks[length], labels[length]);
        last = blanks[length] >= labels[length] ? 2 * length : 2 * length - 1;
        if (target.absorbs(length) && absorbed[length] > best) {
            last = absorbing(length);
            return absorbed[length];
        }
        return best;
    }

    /** Advances the gaps and labels from {@code from} to {@code to}, exclusive, over frame {@code t}. */
    private void advance(int t, int from, int to) {
        Cancellation.checkAt(t);
        frame.read(t);
        frame.copyLabels(scores, from, Math.min(to, length));
        for (int i = 0; i < absorbing.length; i++) {
            int gap = absorbing[i];
            entering[i] = Math.max(blanks[gap], labels[gap]) - target.price(gap);
            before[i] = absorbed[gap];
        }
        kernel.advance(blanks, labels, skips, scores, frame.blank(), from, to);
        for (int i = 0; i < absorbing.length; i++) {
            int gap = absorbing[i];
            if (from <= gap && gap < to) {
                absorbed[gap] = Math.max(before[i], entering[i]) + frame.best();
                if (gap < length) {
                    labels[gap + 1] = Math.max(labels[gap + 1], before[i] + scores[gap]);
                }
            }
        }
    }

    /** Returns the number of the state of a gap that absorbs: below 0, as {@link #gapOf} knows it. */
    private static int absorbing(int gap) {
        return -1 - gap;
    }

    /** Returns which gap a state is, or which label: u for all three that begin with u. */
    static int gapOf(int state) {
        return state < 0 ? -1 - state : state >> 1;
    }

    /**
     * Runs backward, after {@link #bestLogProb} has found that there is a path, and returns its state in each frame,
     * numbered as an extended target does; −1 − u where gap u absorbs.
     */
    int[] bestPath() {
        var states = new int[frames];
        var rows = new RowStore(interval, Math.min(length, interval) + 1, absorbing.length > 0);
        int state = last;
        for (int block = (frames - 1) / interval; block >= 0; block--) {
            int start = block * interval;
            int end = Math.min(start + interval, frames);
            fill(rows, block, start, end, gapOf(state));
            for (int t = end - 1; t >= start; t--) {
                states[t] = state;
                state = before(state, rows, t - start);
            }
        }
        return states;
    }

    /** Stores the rows before each of the frames {@code [start, end)}, as far as gap {@code last} depends on them. */
    private void fill(RowStore rows, int block, int start, int end, int last) {
        // a step back in time goes at most one gap back; the window keeps its width at the left end of the lattice
        int base = Math.max(0, last - Math.min(length, interval));
        int to = Math.min(length, base + Math.min(length, interval)) + 1;
        checkpoints.restore(block, blanks, labels, absorbed, base, to);
        rows.moveTo(base);
        rows.save(0, blanks, labels, absorbed);
        for (int t = start; t + 1 < end; t++) {
            advance(t, base, to);
            rows.save(t + 1 - start, blanks, labels, absorbed);
        }
    }

    /** Returns the state one frame earlier on the best path; of equals the same state, and absorbing last of all. */
    private int before(int state, RowStore rows, int row) {
        int u = gapOf(state);
        double gap = rows.blank(row, u);
        double labelBefore = rows.label(row, u - 1);
        if (state < 0) {
            double entered = Math.max(gap, labelBefore) - target.price(u);
            return rows.absorbed(row, u) > entered ? state : ofGap(u, gap, labelBefore);
        }
        if ((state & 1) == 0) {
            return ofGap(u, gap, labelBefore);
        }
        double same = rows.label(row, u);
        double skipped = labelBefore + skips[u];
        if (target.absorbs(u) && rows.absorbed(row, u) > Math.max(same, Math.max(gap, skipped))) {
            return absorbing(u);
        }
        if (same >= gap && same >= skipped) {
            return state;
        }
        return gap >= skipped ? state - 1 : state - 2;
    }

    private static int ofGap(int u, double gap, double labelBefore) {
        return gap >= labelBefore ? 2 * u : 2 * u - 1;
    }
}
