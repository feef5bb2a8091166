package io.ctcservice.core.kernel;

/**
 * The probabilities of a target's labels in the frames of one segment, {@code [SEGMENT][stride]}. Where they are exact,
 * a probability is a fraction and an exponent.
 */
public final class SegmentRows {

    public final int stride;

    public final double[] labels;

    public final double[] blanks = new double[Slots.SEGMENT];

    public final long[] labelExponents;

    public final long[] blankExponents = new long[Slots.SEGMENT];

    public SegmentRows(int stride) {
        this.stride = stride;
        this.labels = new double[Slots.SEGMENT * stride];
        this.labelExponents = new long[Slots.SEGMENT * stride];
    }
}
