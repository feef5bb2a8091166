package io.ctcservice.train.print;

/**
 * The place of a character's ink in a picture of a line, in shares of the picture's width.
 *
 * @param left edge, 0 at the left of the picture; below 0 if the picture cuts it off
 * @param right edge, 1 at the right of the picture; NaN, as the left one, for a space
 */
public record CharacterPlace(double left, double right) {

    /** The place of a space. */
    static final CharacterPlace NONE = new CharacterPlace(Double.NaN, Double.NaN);

    /** Returns whether the character has ink, unlike a space. */
    public boolean hasInk() {
        return !Double.isNaN(left);
    }

    /** Returns the middle, in shares of the picture's width. */
    public double middle() {
        return (left + right) / 2;
    }
}
