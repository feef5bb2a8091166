package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.shared.ClassProbabilities.Probabilities;

/**
 * The recursion from the columns of shorter prefixes to those of longer ones: one label at a time, or four, where the
 * sums of each frame are made from those of the frame before.
 *
 * <p>What is left out (frames before which and after which a column has next to nothing), and what rounding may do to
 * values that come near the end of a double's range, is counted: paths are disjoint, and all that can follow one sum to 1
 * at most, so that the sum of the values left out bounds what a likelihood lacks. Not thread-safe.
 */
final class ColumnSteps {

    /** The number of labels in a stride. */
    static final int STRIDE = Stride.MOST;

    /** An upper bound, as a power of two, of the loss in a block by the range of a double. */
    private static final int ROUNDING = -1040;

    private final ClassProbabilities probabilities;
    private final int frames;
    private final Stride stride;

    /** The power of two below which values are neglected. */
    private final long threshold;

    /** @param threshold power of two below which values may be left out */
    ColumnSteps(ClassProbabilities probabilities, int blankClass, long threshold) {
        this.probabilities = probabilities;
        this.frames = probabilities.frames();
        this.stride = new Stride(probabilities.of(blankClass), new Probabilities(probabilities.blocks()));
        this.threshold = threshold;
    }

    /** Returns room for a column. */
    Column room() {
        return new Column(probabilities.blocks());
    }

    /** Makes {@code to} the column of the empty prefix. */
    void begin(Column to) {
        stride.beginEmpty();
        to.lost = LogMath.LOG_ZERO;
        to.label = Column.NONE;
        run(new Column(0), to, probabilities.blocks());
    }

    /**
     * Makes {@code to} the column of a prefix that is longer by {@code count} labels, 1 or {@link #STRIDE}.
     *
     * @param parent of the first {@code length} of the target's labels
     * @param left how many labels follow at least
     */
    void advance(Column parent, int[] target, int length, int count, int left, Column to) {
        Cancellation.check();
        stride.begin(count);
        int before = parent.label;
        for (int j = 0; j < count; j++) {
            int label = target[length + j];
            stride.set(j, probabilities.of(label), label == before);
            before = label;
        }
        to.label = before;
        to.lost = parent.lost;
        // so that the remaining labels still fit
        run(parent, to, Math.max(0, frames - left) / Column.BLOCK + 1);
    }

    private void run(Column parent, Column to, int end) {
        boolean open = false;
        int block = parent.from;
        to.from = block;
        for (; block < end; block++) {
            boolean fed = block < parent.to;
            double most = fed ? stride.enter(parent, block) : 0;
            if (!stride.scale(most, fed ? parent.exponents[block - parent.base] : 0) && !fed) {
                break;
            }
            if (!fed && isOver(to)) {
                break;
            }
            to.exponents[block] = stride.exponent();
            if (stride.step(block, to)) {
                lose(to, stride.exponent() + ROUNDING);
            }
            if (!open) {
                open = holds(to, block);
                to.from = open ? block : block + 1;
            }
        }
        to.to = Math.max(to.from, block);
    }

    /** Returns whether so little is left that the remaining frames may be neglected, and accounts for them. */
    private boolean isOver(Column to) {
        long power = Stride.power(stride.sum(), stride.exponent());
        if (power >= threshold) {
            return false;
        }
        lose(to, power + 1);
        return true;
    }

    /**
     * Returns whether the values of a block are large enough for the column to begin with it; if not, accounts for
     * them.
     */
    private boolean holds(Column to, int block) {
        double sum = 0;
        for (int i = to.start(block); i < to.start(block + 1); i++) {
            sum += to.labels[i] + to.blanks[i];
        }
        long power = Stride.power(sum, stride.exponent());
        if (power >= threshold) {
            return true;
        }
        if (sum != 0) {
            lose(to, power + 1);
        }
        return false;
    }

    private static void lose(Column to, long power) {
        to.lost = LogMath.logAdd(to.lost, power * LogMath.LN_2);
    }
}
