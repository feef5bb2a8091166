package io.ctcservice.recognition.picture;

/** The eight ways in which a camera may have been held, in the order of their codes in Exif, from 1 on. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    MIRRORED_ON_THE_LEFT_SIDE(true, false, false),
    ON_THE_LEFT_SIDE(true, true, false),
    MIRRORED_ON_THE_RIGHT_SIDE(true, true, true),
    ON_THE_RIGHT_SIDE(true, false, true);

    private final boolean isTransposed; // rows of the file are columns of the picture
    private final boolean isFromTheRight; // columns of the picture, then, run from right to left
    private final boolean isFromTheBottom; // and its rows upwards

    Orientation(boolean isTransposed, boolean isFromTheRight, boolean isFromTheBottom) {
        this.isTransposed = isTransposed;
        this.isFromTheRight = isFromTheRight;
        this.isFromTheBottom = isFromTheBottom;
    }

    /** Returns the orientation of a code; upright, if there is no such code. */
    static Orientation ofCode(int code) {
        return code >= 1 && code <= values().length ? values()[code - 1] : UPRIGHT;
    }

    /** Returns the width of the upright picture of a file of this width and height. */
    int width(int width, int height) {
        return isTransposed ? height : width;
    }

    /** Returns the height of the upright picture of a file of this width and height. */
    int height(int width, int height) {
        return isTransposed ? width : height;
    }

    /** Returns which pixel of the upright picture, counted row after row, is the one at x and y of the file. */
    int index(int x, int y, int width, int height) {
        int uprightWidth = width(width, height);
        int column = isTransposed ? y : x;
        int row = isTransposed ? x : y;
        return (isFromTheBottom ? height(width, height) - 1 - row : row) * uprightWidth
                + (isFromTheRight ? uprightWidth - 1 - column : column);
    }
}
