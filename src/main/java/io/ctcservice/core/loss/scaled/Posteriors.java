package io.ctcservice.core.loss.scaled;

import java.util.Arrays;

/** The posteriors of the states in the frames of one segment, and the scratch memory to compute them. */
public final class Posteriors {

    /** The upper bound of a factor of a posterior above 0; a larger factor belongs to a posterior of 0. */
    public static final double MOST = 0x1p1000;

    public final int stride;

    /** The posterior of each label, {@code [SEGMENT][stride]}, indexed as the forward pairs are. */
    public final double[] labels;

    /** The sum of the posteriors of all blanks, by frame. */
    public final double[] blanks = new double[StateRows.SEGMENT];

    /** Scratch: sums of the posteriors of blanks by frame, as vectors. */
    public final double[] blankSums;

    /** Scratch, {@code [stride]}: the square root of the factor of a product of mantissas. */
    public final double[] labelRoots;

    public final double[] blankRoots;

    /** The likelihood: mantissa in [1, 2) and exponent. */
    public final double mantissa;

    public final long exponent;

    /**
     * @param mantissa of the likelihood
     * @param exponent of the likelihood
     * @param scratch what the arrays are taken from
     */
    Posteriors(int stride, double mantissa, long exponent, Scratch scratch) {
        this.stride = stride;
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.labels = scratch.doubles(StateRows.SEGMENT * stride);
        this.blankSums = scratch.doubles(StateRows.SEGMENT * StateRows.GROUP);
        this.labelRoots = scratch.doubles(stride);
        this.blankRoots = scratch.doubles(stride);
    }

    /**
     * Returns the sum of the lanes of a vector among {@link #blankSums}, one after the other: the Vector API adds them in another
     * order once it is compiled.
     *
     * @param vector its number
     */
    public double blankSum(int vector, int lanes) {
        double sum = 0;
        for (int i = vector * lanes; i < (vector + 1) * lanes; i++) {
            sum += blankSums[i];
        }
        return sum;
    }

    /** Sets the posteriors of the labels {@code [first, last)} to 0 in all frames. */
    void clear(int first, int last) {
        for (int at = 0; first < last && at < labels.length; at += stride) {
            Arrays.fill(labels, at + first, at + last, 0);
        }
    }
}
