package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.math.Exponentials;
import java.util.Arrays;

/**
 * The rows of states of one direction of the CTC recursion, as plain arrays. Not thread-safe.
 *
 * <p>A pair is a label and the blank that paths come from when they enter it: for the forward variable the blank before
 * the label, for the backward variable the blank after it. With {@code n} the pair that paths come from, one back or one
 * ahead, both directions are the same recursion:
 *
 * <pre>
 * blank'[i] = (blank[i] + label[n]) · p(blank)
 * label'[i] = (label[i] + blank[i] + skip[i] · label[n]) · p(label i)
 * </pre>
 *
 * <p>A value is mantissa · 2^exponent. Where the exponents are shared, each pair has one for all frames of a segment, and
 * the factor 2^(exponent[n] − exponent[i]) of label[n] is a constant of the segment. Where they are not, each state of
 * each row has its own.
 */
public final class StateRows {

    /** The number of pairs computed together: no vector is wider. */
    public static final int GROUP = 8;

    /** The number of frames between two choices of exponents; even. */
    public static final int SEGMENT = 16;

    /** The exponent of zero: below any other sum of exponents, far enough from the ends of a long to be added up. */
    public static final long NONE = Exponentials.NO_EXPONENT;

    /** The exponent that {@link SharedRecursion#share} gives the largest mantissa, so that there is room below. */
    public static final int TOP = 880;

    /** The least exponent of a mantissa that {@link SharedRecursion#share} accepts. */
    public static final long LEAST_SHARED = -960;

    /** The largest difference of the exponents of neighbours that {@link SharedRecursion#share} accepts. */
    public static final long WIDEST_CARRY = 1000;

    /** The bits of the least mantissa that {@link SharedRecursion#advance} lets a state have, 2^-1000. */
    public static final long LEAST = 23L << 52;

    /** The bits of the largest mantissa that {@link SharedRecursion#advance} lets a state end with, 2^1000. */
    public static final long LARGEST = 2023L << 52;

    /** The bits of the least mantissa that counts as roomy, 2^-500. */
    public static final long LEAST_ROOMY = 523L << 52;

    private static final long[] NO_EXPONENTS = {};

    private final Scratch scratch;

    /** The length of a row, padding included. */
    public final int stride;

    /** The direction from which paths come: −1 or 1. */
    public final int neighbour;

    /**
     * The difference between the index of a pair and the index of its label in {@link SegmentProbabilities} and in the
     * other rows.
     */
    public final int offset;

    /** Whether every row is kept; otherwise only row 0 and the last two. */
    public final boolean recorded;

    /** The mantissas, {@code [rows][stride]}. */
    public double[] labels;

    public double[] blanks;

    /** The exponents where they are not shared, {@code [rows][stride]}; empty until {@link #unshare}. */
    public long[] labelExponents = NO_EXPONENTS;

    public long[] blankExponents = NO_EXPONENTS;

    /** 1 where a path may come to the label from the neighbour's label, else 0; {@code [stride]}. */
    public final double[] skip;

    /** The factor of label[n] in the sum of the blank, {@code [stride]}. */
    public final double[] carry;

    /** The factor of label[n] in the sum of the label, {@code [stride]}. */
    public final double[] skipCarry;

    /** Scratch: the values that enter the next pairs, by frame. */
    public final double[] border;

    /** Scratch, {@code [stride]}. */
    public final long[] peaks;

    public final long[] morePeaks;

    /** The first and the last pair that a path can have reached, by frame of the segment, for labels and for blanks. */
    public final int[] firstLabel = new int[SEGMENT];

    public final int[] lastLabel = new int[SEGMENT];
    public final int[] firstBlank = new int[SEGMENT];
    public final int[] lastBlank = new int[SEGMENT];

    /** The groups all of whose states are reached in every frame of the segment. */
    public int settledFrom;

    public int settledTo;

    /** The exponents where they are shared, {@code [stride]}; swapped with {@link #nextShared}. */
    public long[] shared;

    public long[] nextShared;

    /** Whether the exponents are shared. */
    public boolean sharing;

    /** The pairs for which shared exponents were last chosen. */
    private int sharedFrom;

    private int sharedTo;

    /**
     * Whether every mantissa is so far from the ends of the range that the next segment may be tried with the same
     * exponents.
     */
    public boolean roomy;

    /** The row that holds the current state. */
    public int row;

    /**
     * @param stride length of a row, padding included, a multiple of {@link #GROUP}
     * @param neighbour where paths come from: −1 or 1
     * @param offset what to add to a pair's index to get the index of its label among the emissions
     * @param recorded whether every row of a segment is kept
     * @param scratch what the arrays are taken from
     */
    StateRows(int stride, int neighbour, int offset, boolean recorded, Scratch scratch) {
        this.scratch = scratch;
        this.stride = stride;
        this.neighbour = neighbour;
        this.offset = offset;
        this.recorded = recorded;
        int rows = recorded ? SEGMENT + 1 : 3;
        this.labels = scratch.doubles(rows * stride);
        this.blanks = scratch.doubles(rows * stride);
        this.skip = scratch.doubles(stride);
        this.carry = scratch.doubles(stride);
        this.skipCarry = scratch.doubles(stride);
        this.border = scratch.doubles(SEGMENT);
        this.peaks = scratch.longs(stride + SEGMENT);
        this.morePeaks = scratch.longs(stride);
        this.shared = scratch.longs(stride);
        this.nextShared = scratch.longs(stride);
        Arrays.fill(shared, NONE);
        Arrays.fill(skip, 1);
    }

    /** Returns the index of the first pair of the row that holds the state after {@code frames} frames. */
    public int start(int frames) {
        return stride * (frames < 1 || recorded ? frames : 2 - (frames & 1));
    }

    /** Puts all mass in one blank: the virtual frame before the first. */
    void begin(int index) {
        row = 1;
        sharing = true;
        blanks[stride + index] = 1;
        shared[index] = 0;
    }

    /** Returns the exponents of the labels of the current row, to be read from {@link #exponentStart}. */
    public long[] currentLabelExponents() {
        return sharing ? shared : labelExponents;
    }

    /** Returns the exponents of the blanks of the current row, from {@link #exponentStart} on; they may be those of the labels, too. */
    public long[] currentBlankExponents() {
        return sharing ? shared : blankExponents;
    }

    /** Returns where the exponents of the current row begin in their arrays. */
    public int exponentStart() {
        return sharing ? 0 : row * stride;
    }

    /** Sets the pairs {@code [first, last)} of a row to zero. */
    void clear(int row, int first, int last) {
        int start = row * stride;
        Arrays.fill(labels, start + first, start + last, 0);
        Arrays.fill(blanks, start + first, start + last, 0);
        if (labelExponents.length > 0) {
            Arrays.fill(labelExponents, start + first, start + last, NONE);
            Arrays.fill(blankExponents, start + first, start + last, NONE);
        }
    }

    /** Gives each state its own exponent, to be filled in. */
    public void unshare() {
        sharing = false;
        roomy = false;
        if (labelExponents.length == 0) {
            labelExponents = none(labels.length);
            blankExponents = none(labels.length);
        }
    }

    private static long[] none(int length) {
        var exponents = new long[length];
        Arrays.fill(exponents, NONE);
        return exponents;
    }

    /** Passes the rows on to their keeper, and continues in new ones from the current row of {@code [from, to)}. */
    void turnPage(int from, int to) {
        int start = row * stride;
        labels = onNewPage(labels, start, scratch.doubles(labels.length), from, to);
        blanks = onNewPage(blanks, start, scratch.doubles(blanks.length), from, to);
        if (sharing) {
            labelExponents = NO_EXPONENTS;
            blankExponents = NO_EXPONENTS;
        } else {
            labelExponents = onNewPage(labelExponents, start, none(labels.length), from, to);
            blankExponents = onNewPage(blankExponents, start, none(labels.length), from, to);
        }
        row = 1;
    }

    private <T> T onNewPage(T old, int start, T page, int from, int to) {
        System.arraycopy(old, start + from, page, stride + from, to - from);
        return page;
    }

    /** Returns the number of rows. */
    int rows() {
        return labels.length / stride;
    }

    /**
     * Prepares another segment with the same exponents, if these are of just these pairs and leave room for it: the
     * current row becomes row 0.
     *
     * @return whether that was done
     */
    boolean carryOn(int from, int to) {
        if (!roomy || from != sharedFrom || to != sharedTo) {
            return false;
        }
        copy(row, 0, from, to);
        return true;
    }

    /** Returns to the start of a segment that failed, which is still in row 0, to choose new exponents. */
    void stepBack(int from, int to) {
        copy(0, 1, from, to);
    }

    private void copy(int source, int target, int from, int to) {
        System.arraycopy(labels, source * stride + from, labels, target * stride + from, to - from);
        System.arraycopy(blanks, source * stride + from, blanks, target * stride + from, to - from);
        row = target;
    }

    /** Makes the exponents just chosen for the pairs {@code [from, to)} the current ones. */
    public void adoptNext(int from, int to) {
        var swap = shared;
        shared = nextShared;
        nextShared = swap;
        sharing = true;
        sharedFrom = from;
        sharedTo = to;
        row = 0;
    }
}
