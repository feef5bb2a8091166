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
    private final double[] absorbed;
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
        this.absorbed = new double[absorbing.length];
        int room = length + 1 + ViterbiRow.SLACK;
        this.blanks = logZeros(room);
        this.labels = logZeros(room + 1);
        this.skips = logZeros(room);
        this.scores = logZeros(room);
        for (int u = 1; u < length; u++) {
            skips[u] = target.canFollow(u) ? 0 : LogMath.LOG_ZERO;
        }
        this.interval = (long) frames * (length + 1) <= SMALL ? 1 : (int) Math.ceil(Math.sqrt(frames));
        this.checkpoints = new RowStore((frames + interval - 1) / interval, length + 1);
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
                checkpoints.save(t / interval, blanks, labels);
            }
            advance(t, Math.max(0, length - frames + t), Math.min(length, t) + 1);
        }
        last = isBetter(blanks[length], labels[length], target.absorbs(length)) ? 2 * length : 2 * length - 1;
        return Math.max(blanks[length], labels[length]);
    }

    /** Advances the gaps and labels from {@code from} to {@code to}, exclusive, over frame {@code t}. */
    private void advance(int t, int from, int to) {
        Cancellation.checkAt(t);
        frame.read(t);
        frame.copyLabels(scores, from, Math.min(to, length));
        for (int i = 0; i < absorbing.length; i++) {
            absorbed[i] = Math.max(blanks[absorbing[i]], labels[absorbing[i]]);
        }
        kernel.advance(blanks, labels, skips, scores, frame.blank(), from, to);
        for (int i = 0; i < absorbing.length; i++) {
            int gap = absorbing[i];
            if (from <= gap && gap < to) {
                blanks[gap] = absorbed[i] + frame.best();
            }
        }
    }

    /**
     * Runs backward, after {@link #bestLogProb} has found that there is a path, and returns its state in each frame,
     * numbered as an extended target does.
     */
    int[] bestPath() {
        var states = new int[frames];
        var rows = new RowStore(interval, Math.min(length, interval) + 1);
        int state = last;
        for (int block = (frames - 1) / interval; block >= 0; block--) {
            int start = block * interval;
            int end = Math.min(start + interval, frames);
            fill(rows, block, start, end, state >> 1);
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
        checkpoints.restore(block, blanks, labels, base, to);
        rows.moveTo(base);
        rows.save(0, blanks, labels);
        for (int t = start; t + 1 < end; t++) {
            advance(t, base, to);
            rows.save(t + 1 - start, blanks, labels);
        }
    }

    /** Returns the state one frame earlier on the best path; of equals the same state, but stars give way. */
    private int before(int state, RowStore rows, int row) {
        int u = state >> 1;
        double gap = rows.blank(row, u);
        double labelBefore = rows.label(row, u - 1);
        if ((state & 1) == 0) {
            return isBetter(gap, labelBefore, target.absorbs(u)) ? state : state - 1;
        }
        double same = rows.label(row, u);
        double skipped = labelBefore + skips[u];
        boolean star = target.label(u) == AlignmentTarget.STAR;
        if (isBetter(same, gap, star) && isBetter(same, skipped, star)) {
            return state;
        }
        return isBetter(gap, skipped, target.absorbs(u)) ? state - 1 : state - 2;
    }

    private static boolean isBetter(double first, double second, boolean givesWay) {
        return givesWay ? first > second : first >= second;
    }
}
