package io.ctcservice.plot;

/**
 * The size limits of the coloured part of a picture, in pixels: the width of a page, whatever the length of the
 * utterance.
 */
final class PictureSize {

    static final int WIDEST = 1100;
    static final int HIGHEST = 720;
    static final int LARGEST_FRAME = 26;
    static final int LARGEST_ROW = 20;

    private PictureSize() {}
}
