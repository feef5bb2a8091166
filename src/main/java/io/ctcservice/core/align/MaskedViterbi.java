package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.Checkpoints;
import io.ctcservice.core.loss.LogRow;
import io.ctcservice.core.loss.LogRowWalk;

/**
 * A search for the best path of one target where every path has a class of huge logarithm, as masks have: {@link LogRow} keeps what
 * paths differ in beside it, which {@link Viterbi} loses to rounding. In plain loops, with checkpoints: O(T·S) time, O(S·√T) memory.
 */
final class MaskedViterbi {

    /** The states of gap u, from {@code 3u} on: its blank, where it absorbs, and label u. */
    private static final int STATES = 3;

    private static final int ABSORBED = 1;
    private static final int LABEL = 2;

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final Walk walk;
    private final Checkpoints<LogRow> rows;

    MaskedViterbi(Emissions emissions, AlignmentTarget target) {
        this.emissions = emissions;
        this.target = target;
        this.walk = new Walk();
        this.rows = new Checkpoints<>(
                emissions.frames(), 2L * Double.BYTES * walk.row().states(), Checkpoints.LEVEL_BYTES);
        rows.run(walk);
    }

    /** Returns the highest ln p of all paths, less their prices. */
    double bestLogProb() {
        return walk.row().get(last());
    }

    private int last() {
        LogRow row = walk.row();
        return row.larger(row.larger(blank(target.length()), label(target.length() - 1)), absorbed(target.length()));
    }

    /** Returns the state of each frame on the best path, numbered as by {@link Viterbi#bestPath}. Call it once, last. */
    int[] bestPath() {
        var path = new int[emissions.frames()];
        int state = last();
        for (int t = path.length - 1; t >= 0; t--) {
            Cancellation.checkAt(t);
            path[t] = numbered(state);
            state = before(rows.before(walk, t), state);
        }
        return path;
    }

    private static int numbered(int state) {
        int gap = state / STATES;
        return switch (state % STATES) {
            case ABSORBED -> -1 - gap;
            case LABEL -> 2 * gap + 1;
            default -> 2 * gap;
        };
    }

    private static int blank(int u) {
        return STATES * u;
    }

    private static int absorbed(int u) {
        return STATES * u + ABSORBED;
    }

    private static int label(int u) {
        return u < 0 ? LogRow.NONE : STATES * u + LABEL;
    }

    /** Returns the best state in the frame before; of equals the same one first, and absorbing last. */
    private int before(LogRow row, int state) {
        int u = state / STATES;
        int outside = row.larger(blank(u), label(u - 1));
        return switch (state % STATES) {
            case ABSORBED -> row.exceeds(state, outside, 0.0 - target.price(u)) ? state : outside;
            case LABEL -> {
                int skipped = target.canFollow(u) ? label(u - 1) : LogRow.NONE;
                yield row.larger(row.larger(row.larger(state, blank(u)), skipped), absorbed(u));
            }
            default -> outside;
        };
    }

    /** The row of a virtual frame before the first. */
    private static LogRow startRow(AlignmentTarget target) {
        var row = new LogRow(STATES * target.length() + 2);
        row.setCertain(0);
        return row;
    }

    /** The recursion forward, frame by frame. */
    private final class Walk extends LogRowWalk {

        Walk() {
            super(startRow(target));
        }

        @Override
        protected void advance(LogRow before, LogRow after, int t) {
            for (int s = 0; s < before.states(); s++) {
                if (s % STATES != ABSORBED || target.absorbs(s / STATES)) {
                    advance(before, after, s, t);
                }
            }
        }

        private void advance(LogRow before, LogRow after, int s, int t) {
            int from = before(before, s);
            after.set(s, before, from);
            int u = s / STATES;
            if (s % STATES == ABSORBED) {
                if (from != s) {
                    after.multiply(s, 0.0 - target.price(u));
                }
                after.emit(s, emissions, t, emissions.bestClass(t));
            } else {
                after.emit(s, emissions, t, s % STATES == LABEL ? target.label(u) : target.blank());
            }
        }
    }
}
