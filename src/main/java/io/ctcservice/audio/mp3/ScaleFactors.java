package io.ctcservice.audio.mp3;

import java.util.Arrays;

/** A reader of the scale factors of a granule: of MPEG-1, and of the lower rates of MPEG-2. */
final class ScaleFactors {

    private static final int[][] LENGTHS = {
        {0, 0}, {0, 1}, {0, 2}, {0, 3}, {3, 0}, {1, 1}, {1, 2}, {1, 3},
        {2, 1}, {2, 2}, {2, 3}, {3, 1}, {3, 2}, {3, 3}, {4, 2}, {4, 3}
    };

    /** Bounds of the four groups of long bands that the second granule may take from the first. */
    private static final int[] SHARED = {0, 6, 11, 16, 21};

    /** The number of bands in each of four groups at the lower sample rates, by coding and kind of block. */
    private static final int[][][] GROUPS = {
        {{6, 5, 5, 5}, {9, 9, 9, 9}, {6, 9, 9, 9}},
        {{6, 5, 7, 3}, {9, 9, 12, 6}, {6, 9, 12, 6}},
        {{11, 10, 0, 0}, {18, 18, 0, 0}, {15, 18, 0, 0}},
        {{7, 7, 7, 0}, {12, 12, 12, 0}, {6, 15, 12, 0}},
        {{6, 6, 6, 3}, {12, 9, 9, 6}, {6, 12, 9, 6}},
        {{8, 8, 5, 0}, {15, 12, 9, 0}, {6, 18, 9, 0}}
    };

    private ScaleFactors() {}

    /** Reads the scale factors of MPEG-1; those of a shared group keep the values of the first granule. */
    static void read(MainData data, Granule granule, boolean[] shared) {
        int first = LENGTHS[granule.scaleCompress][0];
        int second = LENGTHS[granule.scaleCompress][1];
        if (!granule.isShort()) {
            for (int group = 0; group < 4; group++) {
                for (int b = SHARED[group]; b < SHARED[group + 1] && !shared[group]; b++) {
                    granule.longScales[b] = data.bits(b < 11 ? first : second);
                }
            }
            granule.longScales[21] = 0;
            return;
        }
        for (int b = 0; granule.isMixed && b < 8; b++) {
            granule.longScales[b] = data.bits(first);
        }
        for (int b = granule.isMixed ? 3 : 0; b < 12; b++) {
            for (int w = 0; w < 3; w++) {
                granule.shortScales[b][w] = data.bits(b < 6 ? first : second);
            }
        }
        Arrays.fill(granule.shortScales[12], 0);
    }

    /** Reads the scale factors of the lower sample rates, which may be directions of intensity stereo. */
    static void readLow(MainData data, Granule granule, boolean hasDirections) {
        int[] lengths = new int[4];
        int coding = hasDirections
                ? lengthsOfDirections(granule.scaleCompress >> 1, lengths)
                : lengths(granule.scaleCompress, lengths);
        granule.hasPreEmphasis = !hasDirections && coding == 2;
        int[] groups = GROUPS[coding][granule.isShort() ? (granule.isMixed ? 2 : 1) : 0];
        int longs = granule.isShort() ? (granule.isMixed ? 6 : 0) : 21;
        int shortBand = granule.isMixed ? 3 : 0;
        int at = 0;
        for (int group = 0; group < 4; group++) {
            int most = (1 << lengths[group]) - 1;
            for (int i = 0; i < groups[group]; i++, at++) {
                int value = data.bits(lengths[group]);
                if (at < longs) {
                    granule.longScales[at] = value;
                    granule.longMost[at] = most;
                } else if (granule.isShort()) {
                    int b = shortBand + (at - longs) / 3;
                    granule.shortScales[Math.min(12, b)][(at - longs) % 3] = value;
                    granule.shortMost[Math.min(12, b)][(at - longs) % 3] = most;
                }
            }
        }
        granule.longScales[21] = 0;
        Arrays.fill(granule.shortScales[12], 0);
    }

    private static int lengths(int compress, int[] lengths) {
        if (compress < 400) {
            return set(lengths, 0, (compress >> 4) / 5, (compress >> 4) % 5, (compress & 15) >> 2, compress & 3);
        }
        if (compress < 500) {
            int rest = compress - 400;
            return set(lengths, 1, (rest >> 2) / 5, (rest >> 2) % 5, rest & 3, 0);
        }
        int rest = compress - 500;
        return set(lengths, 2, rest / 3, rest % 3, 0, 0);
    }

    private static int lengthsOfDirections(int compress, int[] lengths) {
        if (compress < 180) {
            return set(lengths, 3, compress / 36, compress % 36 / 6, compress % 36 % 6, 0);
        }
        if (compress < 244) {
            int rest = compress - 180;
            return set(lengths, 4, (rest & 63) >> 4, (rest & 15) >> 2, rest & 3, 0);
        }
        int rest = compress - 244;
        return set(lengths, 5, rest / 3, rest % 3, 0, 0);
    }

    private static int set(int[] lengths, int coding, int first, int second, int third, int fourth) {
        lengths[0] = first;
        lengths[1] = second;
        lengths[2] = third;
        lengths[3] = fourth;
        return coding;
    }
}
