package io.ctcservice.audio.mp3;

/** The scale factor bands of long and short blocks, by version and sample rate. */
final class Bands {

    private static final int[] LOWER_LONG = {
        0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 116, 140, 168, 200, 238, 284, 336, 396, 464, 522, 576
    };
    private static final int[] LOWEST_SHORT = {0, 4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 134, 174, 192};

    private static final int[][] LONG = {
        {0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 52, 62, 74, 90, 110, 134, 162, 196, 238, 288, 342, 418, 576},
        {0, 4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384, 576},
        {0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 54, 66, 82, 102, 126, 156, 194, 240, 296, 364, 448, 550, 576},
        LOWER_LONG,
        {0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 114, 136, 162, 194, 232, 278, 332, 394, 464, 540, 576},
        LOWER_LONG,
        LOWER_LONG,
        LOWER_LONG,
        {0, 12, 24, 36, 48, 60, 72, 88, 108, 132, 160, 192, 232, 280, 336, 400, 476, 566, 568, 570, 572, 574, 576}
    };

    private static final int[][] SHORT = {
        {0, 4, 8, 12, 16, 22, 30, 40, 52, 66, 84, 106, 136, 192},
        {0, 4, 8, 12, 16, 22, 28, 38, 50, 64, 80, 100, 126, 192},
        {0, 4, 8, 12, 16, 22, 30, 42, 58, 78, 104, 138, 180, 192},
        {0, 4, 8, 12, 18, 24, 32, 42, 56, 74, 100, 132, 174, 192},
        {0, 4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 136, 180, 192},
        LOWEST_SHORT,
        LOWEST_SHORT,
        LOWEST_SHORT,
        {0, 8, 16, 24, 36, 52, 72, 96, 124, 160, 162, 164, 166, 192}
    };

    private final int[] longs;
    private final int[] shorts;
    private final boolean isFirstVersion;

    private Bands(int[] longs, int[] shorts, boolean isFirstVersion) {
        this.longs = longs;
        this.shorts = shorts;
        this.isFirstVersion = isFirstVersion;
    }

    static Bands of(Mp3Header header) {
        return new Bands(LONG[header.bandColumn()], SHORT[header.bandColumn()], header.isFirstVersion());
    }

    /** Returns the first line of long band {@code b}, 0 to 21; for 22 the end of the last. */
    int ofLong(int b) {
        return longs[Math.min(22, b)];
    }

    /** Returns the first line, within a window, of short band {@code b}, 0 to 12; for 13 the end of the last. */
    int ofShort(int b) {
        return shorts[b];
    }

    /** Returns the number of long bands before the short ones in a mixed block. */
    int longsOfMixed() {
        return isFirstVersion ? 8 : 6;
    }
}
