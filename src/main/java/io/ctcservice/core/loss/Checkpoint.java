package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;

/** The forward variable between two frames. Immutable. */
final class Checkpoint {

    private final int from;
    private final int to;
    private final boolean sharing;
    private final double[] labels;
    private final double[] blanks;
    private final long[] labelExponents;
    private final long[] blankExponents;

    Checkpoint(Slots slots, int from, int to) {
        this.from = from;
        this.to = to;
        this.sharing = slots.sharing;
        int row = slots.row * slots.stride;
        this.labels = Arrays.copyOfRange(slots.labels, row + from, row + to);
        this.blanks = Arrays.copyOfRange(slots.blanks, row + from, row + to);
        int exponents = slots.exponentStart();
        this.labelExponents = Arrays.copyOfRange(slots.currentLabelExponents(), exponents + from, exponents + to);
        this.blankExponents = sharing
                ? labelExponents
                : Arrays.copyOfRange(slots.currentBlankExponents(), exponents + from, exponents + to);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Makes these the current values, in row 1. */
    void restore(Slots slots) {
        if (!sharing) {
            slots.unshare();
        }
        slots.row = 1;
        slots.sharing = sharing;
        int row = slots.stride + from;
        System.arraycopy(labels, 0, slots.labels, row, labels.length);
        System.arraycopy(blanks, 0, slots.blanks, row, blanks.length);
        int exponents = slots.exponentStart() + from;
        System.arraycopy(labelExponents, 0, slots.currentLabelExponents(), exponents, labels.length);
        if (!sharing) {
            System.arraycopy(blankExponents, 0, slots.currentBlankExponents(), exponents, blanks.length);
        }
    }
}
