package io.ctcservice.core.loss.scaled;

import java.util.Arrays;

/** A row of the forward variable between two segments. Immutable. */
final class Checkpoint {

    private final int from;
    private final int to;
    private final boolean sharing;
    private final double[] labels;
    private final double[] blanks;
    private final long[] labelExponents;
    private final long[] blankExponents;

    Checkpoint(StateRows states, int from, int to) {
        this.from = from;
        this.to = to;
        this.sharing = states.sharing;
        int row = states.row * states.stride;
        this.labels = Arrays.copyOfRange(states.labels, row + from, row + to);
        this.blanks = Arrays.copyOfRange(states.blanks, row + from, row + to);
        int exponents = states.exponentStart();
        this.labelExponents = Arrays.copyOfRange(states.currentLabelExponents(), exponents + from, exponents + to);
        this.blankExponents = sharing
                ? labelExponents
                : Arrays.copyOfRange(states.currentBlankExponents(), exponents + from, exponents + to);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Restores this row as the current values, in row 1. */
    void restore(StateRows states) {
        if (!sharing) {
            states.unshare();
        }
        states.row = 1;
        states.sharing = sharing;
        states.roomy = false;
        int row = states.stride + from;
        System.arraycopy(labels, 0, states.labels, row, labels.length);
        System.arraycopy(blanks, 0, states.blanks, row, blanks.length);
        int exponents = states.exponentStart() + from;
        System.arraycopy(labelExponents, 0, states.currentLabelExponents(), exponents, labels.length);
        if (!sharing) {
            System.arraycopy(blankExponents, 0, states.currentBlankExponents(), exponents, blanks.length);
        }
    }
}
