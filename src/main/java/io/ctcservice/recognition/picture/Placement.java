package io.ctcservice.recognition.picture;

/**
 * The place of a scaled line in the input of a network.
 *
 * @param isCentred whether there is padding on both sides, and above and below a line that is too wide, which is then made smaller instead of
 *     squeezed
 * @param isUpsideDown whether the lowest row of pixels comes first
 */
public record Placement(boolean isCentred, boolean isUpsideDown) {

    /** The usual one: padding on the right alone, the uppermost row first. */
    public static final Placement LEFT = new Placement(false, false);
}
