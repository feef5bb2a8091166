package io.ctcservice.plot;

/**
 * The image of one character: coverage in sixteen levels, two pixels per byte, positioned relative to the pen.
 * Immutable.
 */
final class Glyph {

    private static final double FULL = 15.0;

    private final int advance;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final byte[] levels;

    /** Keeps {@code levels} without a copy; it must not change afterwards. */
    Glyph(int advance, int left, int top, int width, int height, byte[] levels) {
        this.advance = advance;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        this.levels = levels;
    }

    /** Returns an empty box, for a character that no font here has. */
    static Glyph missing(int size) {
        int width = size / 2;
        int height = size * 3 / 4;
        var levels = new byte[(width * height + 1) / 2];
        for (int i = 0; i < width * height; i++) {
            boolean edge = i % width == 0 || i % width == width - 1 || i < width || i >= width * (height - 1);
            if (edge) {
                levels[i / 2] |= (byte) (i % 2 == 0 ? 0xf0 : 0x0f);
            }
        }
        return new Glyph(width + 2, 1, -height, width, height, levels);
    }

    int advance() {
        return advance;
    }

    /** Draws the glyph with the pen at ({@code x}, {@code y}) on the base line, reading to the right. */
    void drawAcross(Pixels pixels, int x, int y, int colour) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                pixels.blend(x + left + column, y + top + row, colour, coverage(row, column));
            }
        }
    }

    /** Draws the glyph with the pen at ({@code x}, {@code y}) on the base line, reading upwards. */
    void drawUpwards(Pixels pixels, int x, int y, int colour) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                pixels.blend(x + top + row, y - left - column, colour, coverage(row, column));
            }
        }
    }

    private double coverage(int row, int column) {
        int i = row * width + column;
        int pair = levels[i / 2];
        return (i % 2 == 0 ? pair >> 4 & 0xf : pair & 0xf) / FULL;
    }
}
