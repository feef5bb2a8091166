package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.function.IntConsumer;

/**
 * A search for the best path of one target.
 *
 * <p>No back pointers: the pass forward keeps every K-th row only, K = √T, or more where these would take over 32 MB. The
 * backtrace computes the K rows between two of them again, and of these only the states from which the known end can be
 * reached: at most K of the U gaps. Where even these are too many, it keeps every √K-th of them, and computes the rows
 * between two of those once more. So time is little more than the one pass, and memory 40 MB for an hour of speech.
 *
 * <p>In a large lattice a first pass follows only the states near the best one. The path that it finds is a lower bound of the
 * best path. The second pass, the one described, leaves out the states at either end of a row from which no path can reach that
 * bound, however probable the remaining frames are ({@link Remainder}). The result is the same, since no state of the best path is
 * left out; few states are left where the labels are those of the best path of all.
 */
final class Viterbi {

    /** The largest number of pairs of states for which every row is kept: 4 MB, and nothing is computed twice. */
    private static final int SMALL = 1 << 18;

    /** The least number of pairs of states for which a pass ahead saves more than it costs. */
    private static final long LARGE = 1 << 24;

    /** The number of gaps that the first pass keeps on either side of the best one. */
    private static final int NEAR = 128;

    /** What a bound is lowered by, relative to it, so that no rounding of sums matters. */
    private static final double ROUNDING = 1e-9;

    /** The most memory that checkpoints may take, and the rows between two of them. */
    private static final long MOST_BYTES = 32L << 20;

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final ViterbiStates states;
    private final int frames;
    private final int length;
    private final boolean isLarge;

    /** The number of frames between two checkpoints of the whole pass. */
    private final int interval;

    private final RowStore checkpoints;

    /** The number of frames between two finer checkpoints within an interval. */
    private final int section;

    /** The range of gaps that are not left out before every {@link Remainder#BLOCK}th frame of the whole pass. */
    private final int[] lows;

    private final int[] highs;

    private int last;

    Viterbi(ViterbiRow kernel, Emissions emissions, AlignmentTarget target) {
        this(kernel, emissions, target, MOST_BYTES, LARGE);
    }

    /**
     * @param mostBytes as much memory as checkpoints may take, and as the rows between two of them
     * @param large the least number of pairs of states with which a first pass is made
     */
    Viterbi(ViterbiRow kernel, Emissions emissions, AlignmentTarget target, long mostBytes, long large) {
        this.emissions = emissions;
        this.target = target;
        this.states = new ViterbiStates(kernel, emissions, target);
        this.frames = emissions.frames();
        this.length = target.length();
        this.isLarge = (long) frames * (length + 1) >= large;
        boolean absorbs = states.absorbed.length > 0;
        long gapBytes = (absorbs ? 3L : 2L) * Double.BYTES;
        this.interval = interval(frames, length, gapBytes, mostBytes);
        boolean fits = gapBytes * interval * (Math.min(length, interval) + 1L) <= mostBytes;
        this.section = fits ? interval : root(interval);
        int blocks = ceilDiv(frames, Remainder.BLOCK);
        this.lows = new int[blocks];
        this.highs = new int[blocks];
        this.checkpoints = new RowStore(ceilDiv(frames, interval), length + 1, absorbs);
    }

    private static int interval(int frames, int length, long gapBytes, long mostBytes) {
        if (mostBytes >= gapBytes * SMALL && (long) frames * (length + 1) <= SMALL) {
            return 1;
        }
        long needed = ceilDiv(gapBytes * frames * (length + 1), Math.max(1, mostBytes));
        return (int) Math.min(frames, Math.max(needed, root(frames)));
    }

    private static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }

    private static int root(int frames) {
        return (int) Math.ceil(Math.sqrt(frames));
    }

    /** Runs forward and returns ln p of the best path, log zero if no path has a probability above 0. Call it once. */
    double bestLogProb() {
        double bound = isLarge ? run(false, t -> states.keepNearBest(NEAR)) : LogMath.LOG_ZERO;
        if (bound == LogMath.LOG_ZERO) {
            return run(true, t -> {});
        }
        double least = bound - ROUNDING * Math.max(1, -bound);
        var remainder = Remainder.of(emissions);
        return run(true, t -> states.leaveOutBelow(least - remainder.from(t)));
    }

    /**
     * Runs forward through all frames and returns ln p of the best of the paths that were not left out.
     *
     * @param stored whether checkpoints are
     * @param narrow leaves out gaps before each {@link Remainder#BLOCK}th frame
     */
    private double run(boolean stored, IntConsumer narrow) {
        states.begin();
        for (int t = 0; t < frames; t++) {
            int reaching = length - frames + t; // before it no path can come to the end after this frame
            if (t % Remainder.BLOCK == 0) {
                states.leaveOut(reaching - 1, length + 1);
                narrow.accept(t);
                lows[t / Remainder.BLOCK] = states.low();
                highs[t / Remainder.BLOCK] = states.high();
            }
            if (stored && t % interval == 0) {
                checkpoints.save(t / interval, states);
            }
            states.advance(t, reaching, length + 1);
        }
        double best = Math.max(states.blanks[length], states.labels[length]);
        last = states.blanks[length] >= states.labels[length] ? 2 * length : 2 * length - 1;
        if (target.absorbs(length) && states.absorbed[length] > best) {
            last = absorbing(length);
            return states.absorbed[length];
        }
        return best;
    }

    /** Returns the number of the absorbing state of a gap: below 0, as {@link #gapOf} expects. */
    private static int absorbing(int gap) {
        return -1 - gap;
    }

    /** Returns the gap or label of a state: u for all three states of index u. */
    static int gapOf(int state) {
        return state < 0 ? -1 - state : state >> 1;
    }

    /**
     * Runs backward, after {@link #bestLogProb} has found that there is a path, and returns its state in each frame,
     * numbered as an extended target does; −1 − u where gap u absorbs.
     */
    int[] bestPath() {
        var path = new int[frames];
        boolean absorbs = states.absorbed.length > 0;
        var starts = new RowStore(ceilDiv(interval, section), Math.min(length, interval) + 1, absorbs);
        var rows = new RowStore(section, Math.min(length, section) + 1, absorbs);
        int state = last;
        for (int block = (frames - 1) / interval; block >= 0; block--) {
            int start = block * interval;
            int end = Math.min(start + interval, frames);
            fill(starts, section, checkpoints, block, start, end, gapOf(state));
            for (int part = (end - 1 - start) / section; part >= 0; part--) {
                int partStart = start + part * section;
                int partEnd = Math.min(partStart + section, end);
                fill(rows, 1, starts, part, partStart, partEnd, gapOf(state));
                for (int t = partEnd - 1; t >= partStart; t--) {
                    path[t] = state;
                    state = before(state, rows, t - partStart);
                }
            }
        }
        return path;
    }

    /**
     * Stores the row before every {@code step}-th of the frames {@code [start, end)}, as far as gap {@code last} after
     * them depends on it.
     *
     * @param from which holds the row before {@code start} at {@code row}
     */
    private void fill(RowStore rows, int step, RowStore from, int row, int start, int end, int last) {
        // a step back in time goes at most one gap back; the window keeps its width at the left end of the lattice
        int width = rows.width() - 1;
        int base = Math.max(0, last - width);
        int to = Math.min(length, base + width) + 1;
        states.restore(from, row, base, to);
        states.leaveOut(lows[start / Remainder.BLOCK], highs[start / Remainder.BLOCK] + start % Remainder.BLOCK);
        rows.moveTo(base);
        rows.save(0, states);
        int lastStored = start + (end - 1 - start) / step * step;
        for (int t = start; t < lastStored; t++) {
            if (t % Remainder.BLOCK == 0) {
                states.leaveOut(lows[t / Remainder.BLOCK], highs[t / Remainder.BLOCK]);
            }
            states.advance(t, base, to);
            if ((t + 1 - start) % step == 0) {
                rows.save((t + 1 - start) / step, states);
            }
        }
    }

    /** Returns the state one frame earlier on the best path; of equals the same state first, and absorbing last. */
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
        double skipped = labelBefore + states.skip(u);
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
