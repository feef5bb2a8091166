package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Slots;

/** The forward variable in the frames of a segment. */
final class Recording {

    private final boolean sharing;
    private final double[] labels;
    private final double[] blanks;
    private final long[] labelExponents;
    private final long[] blankExponents;
    private final long[] shared;

    /** Takes over the rows of the slots, which must go on in others. */
    Recording(Slots slots) {
        this.sharing = slots.sharing;
        this.labels = slots.labels;
        this.blanks = slots.blanks;
        this.labelExponents = slots.labelExponents;
        this.blankExponents = slots.blankExponents;
        this.shared = slots.shared.clone();
    }

    /** Makes these the rows of the slots. */
    void restore(Slots slots) {
        slots.sharing = sharing;
        slots.labels = labels;
        slots.blanks = blanks;
        slots.labelExponents = labelExponents;
        slots.blankExponents = blankExponents;
        slots.shared = shared;
    }
}
