package io.ctcservice.core.loss.scaled;

/**
 * The probabilities of a target's labels in the frames of one segment, {@code [SEGMENT][stride]}. Where they are exact,
 * a probability is a fraction and an exponent.
 */
public final class SegmentProbabilities {

    public final int stride;

    public final double[] labels;

    public final double[] blanks = new double[StateRows.SEGMENT];

    /** The exponents of the probabilities, empty if these are plain numbers. */
    public final long[] labelExponents;

    public final long[] blankExponents;

    private SegmentProbabilities(int stride, double[] labels, int exponents) {
        this.stride = stride;
        this.labels = labels;
        this.labelExponents = new long[exponents * stride];
        this.blankExponents = new long[exponents];
    }

    /** Returns rows for probabilities that are plain numbers. */
    static SegmentProbabilities plain(int stride, Scratch scratch) {
        return new SegmentProbabilities(stride, scratch.doubles(StateRows.SEGMENT * stride), 0);
    }

    /** Returns rows for probabilities that are fractions and exponents. */
    static SegmentProbabilities exact(int stride) {
        return new SegmentProbabilities(stride, new double[StateRows.SEGMENT * stride], StateRows.SEGMENT);
    }
}
