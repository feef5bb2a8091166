package io.ctcservice.recognition.picture;

/**
 * The place of a scaled line in the input of a network.
 *
 * @param align where the line is, if the input is wider
 * @param isUpsideDown whether the lowest row of pixels comes first
 */
public record Placement(Align align, boolean isUpsideDown) {

    /** The usual one: padding on the right alone, the uppermost row first. */
    public static final Placement LEFT = new Placement(Align.LEFT, false);

    /** The places of a line in an input that is wider. */
    public enum Align {
        /** Padding on the right. */
        LEFT,
        /** Padding on both sides, and above and below a line that is too wide, which is then made smaller instead of squeezed. */
        CENTRE,
        /** No padding: the line fills the input, whatever its proportions. */
        STRETCH
    }

    boolean isCentred() {
        return align == Align.CENTRE;
    }

    boolean isStretched() {
        return align == Align.STRETCH;
    }
}
