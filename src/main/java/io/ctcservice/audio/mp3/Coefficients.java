package io.ctcservice.audio.mp3;

import java.util.Arrays;

/**
 * A reader of the 576 frequency lines of a channel in a granule: Huffman codes, then requantization. Not
 * thread-safe.
 */
final class Coefficients {

    static final int LINES = 576;

    private static final int[] PRE_EMPHASIS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 2, 0};
    private static final int MOST = 8206; // 15, and 13 bits more

    private static final double[] POWERS = powers();

    private final int[] read = new int[LINES];

    private static double[] powers() {
        var powers = new double[MOST + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.pow(i, 4.0 / 3);
        }
        return powers;
    }

    /**
     * Reads the lines up to a bit position, and writes their requantized values in the order of the file.
     *
     * @return how many lines there are before those that are all zeros
     */
    int read(MainData data, int end, Granule granule, Bands bands, double[] levels) {
        int count = pairs(data, end, granule, bands);
        count = quadruples(data, end, granule, count);
        Arrays.fill(read, count, LINES, 0);
        data.go(end);
        if (granule.isShort()) {
            shortLevels(granule, bands, levels);
        } else {
            longLevels(granule, bands, LINES, levels);
        }
        return count;
    }

    private int pairs(MainData data, int end, Granule granule, Bands bands) {
        int last = Math.min(LINES, 2 * granule.bigValues);
        int second = granule.isSwitched
                ? (granule.isShort() ? 3 * bands.ofShort(3) : bands.ofLong(8))
                : bands.ofLong(granule.region0 + 1);
        int third = granule.isSwitched ? LINES : bands.ofLong(granule.region0 + granule.region1 + 2);
        int i = 0;
        for (; i < last && data.position() < end; i += 2) {
            int number = granule.tables[i < second ? 0 : i < third ? 1 : 2];
            var table = HuffmanTable.of(number);
            int pair = table == null ? 0 : table.read(data);
            int longer = HuffmanTable.longer(number);
            read[i] = value(data, pair >> 4, longer);
            read[i + 1] = value(data, pair & 15, longer);
        }
        return i;
    }

    private static int value(MainData data, int coded, int longer) {
        int value = coded == 15 && longer > 0 ? 15 + data.bits(longer) : coded;
        return value != 0 && data.bit() == 1 ? -value : value;
    }

    private int quadruples(MainData data, int end, Granule granule, int from) {
        var table = HuffmanTable.of(HuffmanTable.QUADRUPLES);
        int i = from;
        while (i + 4 <= LINES && data.position() < end) {
            int four = granule.quadTable == 1 || table == null ? ~data.bits(4) & 15 : table.read(data);
            for (int k = 0; k < 4; k++) {
                int value = four >> (3 - k) & 1;
                read[i + k] = value != 0 && data.bit() == 1 ? -1 : value;
            }
            if (data.position() > end) { // the last one is none
                break;
            }
            i += 4;
        }
        return i;
    }

    private void longLevels(Granule granule, Bands bands, int to, double[] levels) {
        for (int b = 0; b < 22 && bands.ofLong(b) < to; b++) {
            int scale = granule.longScales[b] + (granule.hasPreEmphasis ? PRE_EMPHASIS[b] : 0);
            double gain = gain(granule.globalGain - 210, scale << (1 + granule.scaleShift));
            for (int i = bands.ofLong(b); i < bands.ofLong(b + 1); i++) {
                levels[i] = level(i, gain);
            }
        }
    }

    private void shortLevels(Granule granule, Bands bands, double[] levels) {
        int first = 0;
        if (granule.isMixed) {
            first = 3;
            longLevels(granule, bands, bands.ofLong(bands.longsOfMixed()), levels);
        }
        for (int b = first; b < 13; b++) {
            int width = bands.ofShort(b + 1) - bands.ofShort(b);
            for (int w = 0; w < 3; w++) {
                double gain = gain(
                        granule.globalGain - 210 - 8 * granule.subblockGains[w],
                        granule.shortScales[b][w] << (1 + granule.scaleShift));
                int start = 3 * bands.ofShort(b) + w * width;
                for (int i = start; i < start + width; i++) {
                    levels[i] = level(i, gain);
                }
            }
        }
    }

    /** Returns 2^((quarters − less)/4). */
    private static double gain(int quarters, int less) {
        return Math.pow(2, (quarters - less) / 4.0);
    }

    private double level(int line, double gain) {
        int value = read[line];
        return value < 0 ? -POWERS[-value] * gain : POWERS[value] * gain;
    }
}
