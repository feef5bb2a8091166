package io.ctcservice.plot;

/** A size of text on a picture. */
final class Lettering {

    /** The size of axes, symbols and captions. */
    static final Lettering SMALL = new Lettering(13, GlyphSheet.load("dejavu-sans-13.glyphs"));

    /** The size of titles. */
    static final Lettering LARGE = new Lettering(16, GlyphSheet.load("dejavu-sans-16.glyphs"));

    private static final String ELLIPSIS = "…";

    private final int size;
    private final GlyphSheet sheet;

    private Lettering(int size, GlyphSheet sheet) {
        this.size = size;
        this.sheet = sheet;
    }

    /** Returns the height of the em square in pixels. */
    int size() {
        return size;
    }

    /** Returns the distance of the base line below the middle of a row, in pixels. */
    int baselineShift() {
        return size * 3 / 8;
    }

    /** Returns the glyph of a code point; an empty box if no sheet has one. */
    Glyph glyph(int codePoint) {
        Glyph own = sheet.glyph(codePoint);
        if (own != null) {
            return own;
        }
        Glyph small = SMALL.sheet.glyph(codePoint);
        Glyph other = small != null ? small : EastAsian.SHEET.glyph(codePoint);
        return other != null ? other : Glyph.missing(size);
    }

    /** Returns the advance width of a text in pixels. */
    int width(String text) {
        return text.codePoints().map(c -> glyph(c).advance()).sum();
    }

    /** Returns the text, or its beginning with an ellipsis if the text is wider than {@code room} pixels. */
    String fit(String text, int room) {
        if (width(text) <= room) {
            return text;
        }
        int left = room - width(ELLIPSIS);
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            left -= glyph(codePoint).advance();
            if (left < 0) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return text.substring(0, at) + ELLIPSIS;
    }

    /**
     * The glyphs of nearly 22,000 East Asian characters, so that the large vocabularies of Chinese networks are
     * readable on pictures without a font in the image. Read only when the first such character is drawn.
     */
    private static final class EastAsian {
        static final GlyphSheet SHEET = GlyphSheet.load("droid-sans-fallback-14.glyphs");
    }
}
