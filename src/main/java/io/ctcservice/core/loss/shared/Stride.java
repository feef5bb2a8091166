package io.ctcservice.core.loss.shared;

import io.ctcservice.core.loss.shared.ClassProbabilities.Probabilities;
import java.util.Arrays;

/**
 * One or four consecutive columns that are advanced together through the frames, a block at a time: their values in one
 * frame, with one exponent. Not thread-safe.
 */
final class Stride {

    /** The largest number of columns. */
    static final int MOST = 4;

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

    private final Probabilities blank;
    private final Probabilities none;
    private final double[] entering = new double[BLOCK];
    private final double[] labels = new double[MOST];
    private final double[] blanks = new double[MOST];
    private final double[] skips = new double[MOST];
    private final Probabilities[] classes = new Probabilities[MOST];
    private int count;
    private long exponent;
    private boolean doubtful;

    /**
     * @param blank of the blank
     * @param none of a label that is never emitted
     */
    Stride(Probabilities blank, Probabilities none) {
        this.blank = blank;
        this.none = none;
        Arrays.fill(classes, none);
    }

    /** Begins with the column of the empty prefix, before the first frame. */
    void beginEmpty() {
        begin(1);
        classes[0] = none;
        skips[0] = 0;
        blanks[0] = 1;
    }

    /** Begins with {@code count} columns, 1 or {@link #MOST}, whose values are 0; {@link #set} gives their labels. */
    void begin(int count) {
        this.count = count;
        Arrays.fill(labels, 0);
        Arrays.fill(blanks, 0);
        exponent = 0;
    }

    /**
     * Sets the last label of a column.
     *
     * @param probabilities of the label
     * @param repeats whether it is the label of the column before, too
     */
    void set(int column, Probabilities probabilities, boolean repeats) {
        classes[column] = probabilities;
        skips[column] = repeats ? 0 : 1;
    }

    /** Returns the power of two by which all values are multiplied. */
    long exponent() {
        return exponent;
    }

    /** Returns the sum of the values of all columns before the next frame. */
    double sum() {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += labels[j] + blanks[j];
        }
        return sum;
    }

    /** Reads what may enter the first label in each frame of a block, in the exponent of the parent; returns the largest. */
    double enter(Column parent, int block) {
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
    boolean scale(double most, long parentExponent) {
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

    /** Returns the power of two of a value with its exponent; far below any other of 0. */
    static long power(double value, long exponent) {
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

    /**
     * Advances through a block, and writes the values of the last column.
     *
     * @return whether anything may have been lost by the range of a double
     */
    boolean step(int block, Column to) {
        if (!isSafe(block)) {
            return stepCarefully(block, to);
        }
        if (count == 1) {
            stepOne(block, to);
        } else {
            stepFour(block, to);
        }
        return false;
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
