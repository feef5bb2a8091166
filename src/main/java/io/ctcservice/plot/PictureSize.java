package io.ctcservice.plot;

/** How large the coloured part of a picture may be, in pixels: a page's width, whatever the length of the utterance. */
final class PictureSize {

    static final int WIDEST = 1100;
    static final int HIGHEST = 720;
    static final int LARGEST_FRAME = 26;
    static final int LARGEST_ROW = 20;

    private PictureSize() {}
}
