package io.ctcservice.core.loss.scaled;

/** The rows of the forward variable in the frames of a segment, kept for the backward pass. */
final class KeptSegment {

    private final boolean sharing;
    private final double[] labels;
    private final double[] blanks;
    private final long[] labelExponents;
    private final long[] blankExponents;
    private final long[] shared;

    /** Takes over the rows; the states must continue in others. */
    KeptSegment(StateRows states) {
        this.sharing = states.sharing;
        this.labels = states.labels;
        this.blanks = states.blanks;
        this.labelExponents = states.labelExponents;
        this.blankExponents = states.blankExponents;
        this.shared = states.shared.clone();
    }

    /** Restores these rows. */
    void restore(StateRows states) {
        states.sharing = sharing;
        states.labels = labels;
        states.blanks = blanks;
        states.labelExponents = labelExponents;
        states.blankExponents = blankExponents;
        states.shared = shared;
    }
}
