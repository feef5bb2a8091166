package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.shared.ClassProbabilities.Probabilities;
import java.util.Arrays;

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
    static final int STRIDE = 4;

    private static final int BLOCK = Column.BLOCK;
    /** The largest value of a block as a power of two: four columns of eight frames may be added on top of it. */
    private static final int TOP = 1000;

    /**
     * The range of powers of two in which the largest value of a block may be before it is scaled to {@link #TOP}
     * again.
     */
    private static final int LOW = 600;

    /**
     * The bound above which values at the start of a block cannot fall to {@link #TINY} within it, if that costs at
     * most as much.
     */
    private static final double SAFE = 0x1p-100;

    private static final int SAFE_COST = 700;

    /** The bound above which values are correct to rounding, whatever was lost below the range of a double. */
    private static final double TINY = 0x1p-800;

    /** An upper bound, as a power of two, of the loss in a block by the range of a double. */
    private static final int ROUNDING = -1040;

    private final ClassProbabilities probabilities;
    private final int frames;
    private final Probabilities blank;

    /** The power of two below which values are neglected. */
    private final long threshold;

    private final double[] entering = new double[BLOCK];
    private final double[] labels = new double[STRIDE];
    private final double[] blanks = new double[STRIDE];
    private final double[] skips = new double[STRIDE];
    private final Probabilities[] classes = new Probabilities[STRIDE];
    private final Probabilities none;
    private int count;
    private long exponent;
    private boolean doubtful;

    /** @param threshold power of two below which values may be left out */
    ColumnSteps(ClassProbabilities probabilities, int blankClass, long threshold) {
        this.probabilities = probabilities;
        this.frames = probabilities.frames();
        this.blank = probabilities.of(blankClass);
        this.none = new Probabilities(probabilities.blocks());
        this.threshold = threshold;
        Arrays.fill(classes, none);
    }

    /** Returns room for a column. */
    Column room() {
        return new Column(probabilities.blocks());
    }

    /** Makes {@code to} the column of the empty prefix. */
    void begin(Column to) {
        count = 1;
        classes[0] = none;
        skips[0] = 0;
        clear();
        blanks[0] = 1;
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
        this.count = count;
        clear();
        int before = parent.label;
        for (int j = 0; j < count; j++) {
            int label = target[length + j];
            classes[j] = probabilities.of(label);
            skips[j] = label == before ? 0 : 1;
            before = label;
        }
        to.label = before;
        to.lost = parent.lost;
        // so that the remaining labels still fit
        run(parent, to, Math.max(0, frames - left) / BLOCK + 1);
    }

    private void clear() {
        Arrays.fill(labels, 0);
        Arrays.fill(blanks, 0);
        exponent = 0;
    }

    private void run(Column parent, Column to, int end) {
        boolean open = false;
        int block = parent.from;
        to.from = block;
        for (; block < end; block++) {
            boolean fed = block < parent.to;
            double most = fed ? enter(parent, block) : 0;
            if (!scale(most, fed ? parent.exponents[block - parent.base] : 0) && !fed) {
                break;
            }
            if (!fed && isOver(to)) {
                break;
            }
            to.exponents[block] = exponent;
            step(block, to);
            if (!open) {
                open = holds(to, block);
                to.from = open ? block : block + 1;
            }
        }
        to.to = Math.max(to.from, block);
    }

    /** Reads what may enter the first label in each frame of a block, in the exponent of the parent; returns the largest. */
    private double enter(Column parent, int block) {
        int start = parent.start(block);
        double most = 0;
        for (int i = 0; i < BLOCK; i++) {
            double sum = parent.blanks[start + i] + skips[0] * parent.labels[start + i];
            entering[i] = sum;
            most = Math.max(most, sum);
        }
        return most;
    }

    /**
     * Gives the values of the last frame and the entering values a common exponent.
     *
     * @return whether there is any
     */
    private boolean scale(double most, long parentExponent) {
        double largest = 0;
        for (int j = 0; j < count; j++) {
            largest = Math.max(largest, Math.max(labels[j], blanks[j]));
        }
        doubtful = false;
        if (most == 0) {
            Arrays.fill(entering, 0);
        }
        if (most == 0 && largest == 0) {
            return false;
        }
        long top = Math.max(power(most, parentExponent), power(largest, exponent));
        if (top - exponent > TOP || top - exponent < LOW) {
            long by = exponent - (top - TOP);
            scale(labels, by);
            scale(blanks, by);
            exponent = top - TOP;
        }
        if (most != 0 && parentExponent != exponent) {
            scale(entering, parentExponent - exponent);
        }
        return true;
    }

    private static long power(double value, long exponent) {
        return value == 0 ? Long.MIN_VALUE / 2 : Math.getExponent(value) + exponent;
    }

    private void scale(double[] values, long by) {
        if (Math.abs(by) < TOP) {
            double factor = Double.longBitsToDouble((by + Double.MAX_EXPONENT) << 52);
            for (int i = 0; i < values.length; i++) {
                double scaled = values[i] * factor;
                doubtful |= scaled < TINY && values[i] != 0;
                values[i] = scaled;
            }
            return;
        }
        int power = (int) Math.max(-3 * TOP, Math.min(by, 3 * TOP));
        for (int i = 0; i < values.length; i++) {
            double scaled = Math.scalb(values[i], power);
            doubtful |= scaled < TINY && values[i] != 0;
            values[i] = scaled;
        }
    }

    /** Returns whether so little is left that the remaining frames may be neglected, and accounts for them. */
    private boolean isOver(Column to) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += labels[j] + blanks[j];
        }
        long power = power(sum, exponent);
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
        long power = power(sum, exponent);
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

    private void step(int block, Column to) {
        if (!isSafe(block)) {
            if (stepCarefully(block, to)) {
                lose(to, exponent + ROUNDING);
            }
        } else if (count == 1) {
            stepOne(block, to);
        } else {
            stepFour(block, to);
        }
    }

    /** Returns whether no value can approach the end of a double's range within the block. */
    private boolean isSafe(int block) {
        int cost = blank.costs[block];
        double least = Double.MAX_VALUE;
        for (int j = 0; j < count; j++) {
            cost = Math.max(cost, classes[j].costs[block]);
            least = Math.min(least, Math.min(labels[j], blanks[j]));
        }
        return least >= SAFE && cost <= SAFE_COST;
    }

    private void stepOne(int block, Column to) {
        double[] p = classes[0].each;
        double[] q = blank.each;
        int start = to.start(block);
        double label = labels[0];
        double empty = blanks[0];
        for (int i = 0; i < BLOCK; i++) {
            to.labels[start + i] = label;
            to.blanks[start + i] = empty;
            double next = (label + entering[i]) * p[BLOCK * block + i];
            empty = (empty + label) * q[BLOCK * block + i];
            label = next;
        }
        labels[0] = label;
        blanks[0] = empty;
    }

    /** Advances four columns in registers: only the last is written, in little more time than one column takes. */
    private void stepFour(int block, Column to) {
        double[] p1 = classes[0].each;
        double[] p2 = classes[1].each;
        double[] p3 = classes[2].each;
        double[] p4 = classes[3].each;
        double[] q = blank.each;
        double label1 = labels[0];
        double label2 = labels[1];
        double label3 = labels[2];
        double label4 = labels[3];
        double blank1 = blanks[0];
        double blank2 = blanks[1];
        double blank3 = blanks[2];
        double blank4 = blanks[3];
        double skip2 = skips[1];
        double skip3 = skips[2];
        double skip4 = skips[3];
        int start = to.start(block);
        for (int i = 0; i < BLOCK; i++) {
            int t = BLOCK * block + i;
            to.labels[start + i] = label4;
            to.blanks[start + i] = blank4;
            double next4 = (label4 + blank3 + skip4 * label3) * p4[t];
            double next3 = (label3 + blank2 + skip3 * label2) * p3[t];
            double next2 = (label2 + blank1 + skip2 * label1) * p2[t];
            double next1 = (label1 + entering[i]) * p1[t];
            blank4 = (blank4 + label4) * q[t];
            blank3 = (blank3 + label3) * q[t];
            blank2 = (blank2 + label2) * q[t];
            blank1 = (blank1 + label1) * q[t];
            label4 = next4;
            label3 = next3;
            label2 = next2;
            label1 = next1;
        }
        labels[0] = label1;
        labels[1] = label2;
        labels[2] = label3;
        labels[3] = label4;
        blanks[0] = blank1;
        blanks[1] = blank2;
        blanks[2] = blank3;
        blanks[3] = blank4;
    }

    /** Returns whether anything may have been lost by the range of a double. */
    private boolean stepCarefully(int block, Column to) {
        boolean lossy = doubtful;
        int start = to.start(block);
        for (int i = 0; i < BLOCK; i++) {
            int t = BLOCK * block + i;
            to.labels[start + i] = labels[count - 1];
            to.blanks[start + i] = blanks[count - 1];
            double q = blank.each[t];
            for (int j = count - 1; j >= 0; j--) {
                double in = j == 0 ? entering[i] : blanks[j - 1] + skips[j] * labels[j - 1];
                double p = classes[j].each[t];
                double sum = labels[j] + in;
                double rest = blanks[j] + labels[j];
                labels[j] = sum * p;
                blanks[j] = rest * q;
                lossy |= (labels[j] < TINY && sum != 0 && p != 0) || (blanks[j] < TINY && rest != 0 && q != 0);
            }
        }
        return lossy;
    }
}
