package io.ctcservice.core.kernel;

/**
 * The probabilities of a target's labels in the frames of one segment, {@code [SEGMENT][stride]}. Where they are exact,
 * a probability is a fraction and an exponent.
 */
public final class SegmentRows {

    public final int stride;

    public final double[] labels;

    public final double[] blanks = new double[Slots.SEGMENT];

    /** Empty where the probabilities are plain numbers. */
    public final long[] labelExponents;

    public final long[] blankExponents;

    private SegmentRows(int stride, double[] labels, int exponents) {
        this.stride = stride;
        this.labels = labels;
        this.labelExponents = new long[exponents * stride];
        this.blankExponents = new long[exponents];
    }

    /** Returns rows for probabilities that are plain numbers. */
    public static SegmentRows plain(int stride, Scratch scratch) {
        return new SegmentRows(stride, scratch.doubles(Slots.SEGMENT * stride), 0);
    }

    /** Returns rows for probabilities that are fractions and exponents. */
    public static SegmentRows exact(int stride) {
        return new SegmentRows(stride, new double[Slots.SEGMENT * stride], Slots.SEGMENT);
    }
}
