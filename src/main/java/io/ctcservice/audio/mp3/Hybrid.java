package io.ctcservice.audio.mp3;

import java.util.Arrays;

/**
 * The hybrid filter bank: from frequency lines to 18 samples of each of 32 bands, for one channel. Not thread-safe: it
 * keeps what overlaps.
 */
final class Hybrid {

    private static final int BANDS = 32;
    private static final int SLOTS = 18;
    private static final double[] ALIAS = {-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037};
    private static final double[][][] LONG = longCosines(); // by type of block
    private static final double[][] SHORT = shortCosines();

    private final double[] overlap = new double[BANDS * SLOTS];
    private final double[] ordered = new double[BANDS * SLOTS];
    private final double[] block = new double[2 * SLOTS];

    private static double[][][] longCosines() {
        var cosines = new double[4][2 * SLOTS][SLOTS];
        for (int type = 0; type < 4; type++) {
            for (int i = 0; i < 2 * SLOTS; i++) {
                for (int k = 0; k < SLOTS; k++) {
                    cosines[type][i][k] = window(type, i) * Math.cos(Math.PI / 72 * (2 * i + 1 + SLOTS) * (2 * k + 1));
                }
            }
        }
        return cosines;
    }

    private static double window(int type, int i) {
        int mirrored = type == 3 ? 2 * SLOTS - 1 - i : i; // a stop is a start backwards
        if ((type == 1 || type == 3) && mirrored >= SLOTS) {
            if (mirrored < 24) {
                return 1;
            }
            return mirrored < 30 ? Math.sin(Math.PI / 12 * (mirrored - SLOTS + 0.5)) : 0;
        }
        return Math.sin(Math.PI / 36 * (i + 0.5));
    }

    private static double[][] shortCosines() {
        var cosines = new double[12][6];
        for (int i = 0; i < 12; i++) {
            for (int k = 0; k < 6; k++) {
                cosines[i][k] = Math.sin(Math.PI / 12 * (i + 0.5)) * Math.cos(Math.PI / 24 * (2 * i + 7) * (2 * k + 1));
            }
        }
        return cosines;
    }

    /** Writes the samples {@code [slot][band]} of a granule whose lines are in the order of the file. */
    void apply(double[] lines, Granule granule, Bands bands, double[] samples) {
        order(lines, granule, bands);
        int longBands = !granule.isShort() ? BANDS : granule.isMixed ? 2 : 0;
        removeAliases(longBands);
        for (int band = 0; band < BANDS; band++) {
            if (band < longBands) {
                transformLong(SLOTS * band, granule.isShort() ? 0 : granule.blockType);
            } else {
                transformShort(SLOTS * band);
            }
            for (int slot = 0; slot < SLOTS; slot++) {
                int at = SLOTS * band + slot;
                double sample = block[slot] + overlap[at];
                overlap[at] = block[SLOTS + slot];
                samples[slot * BANDS + band] = (band & slot & 1) == 1 ? -sample : sample;
            }
        }
    }

    /** Puts the three windows of short blocks beside each other, line by line. */
    private void order(double[] lines, Granule granule, Bands bands) {
        System.arraycopy(lines, 0, ordered, 0, lines.length);
        for (int b = granule.isMixed ? 3 : 0; granule.isShort() && b < 13; b++) {
            int width = bands.ofShort(b + 1) - bands.ofShort(b);
            int start = 3 * bands.ofShort(b);
            for (int w = 0; w < 3; w++) {
                for (int i = 0; i < width; i++) {
                    ordered[start + 3 * i + w] = lines[start + w * width + i];
                }
            }
        }
    }

    private void removeAliases(int longBands) {
        for (int band = 1; band < longBands; band++) {
            for (int i = 0; i < ALIAS.length; i++) {
                double norm = 1 / Math.sqrt(1 + ALIAS[i] * ALIAS[i]);
                double below = ordered[SLOTS * band - 1 - i];
                double above = ordered[SLOTS * band + i];
                ordered[SLOTS * band - 1 - i] = (below - above * ALIAS[i]) * norm;
                ordered[SLOTS * band + i] = (above + below * ALIAS[i]) * norm;
            }
        }
    }

    private void transformLong(int from, int type) {
        for (int i = 0; i < 2 * SLOTS; i++) {
            double sum = 0;
            double[] cosines = LONG[type][i];
            for (int k = 0; k < SLOTS; k++) {
                sum += cosines[k] * ordered[from + k];
            }
            block[i] = sum;
        }
    }

    private void transformShort(int from) {
        Arrays.fill(block, 0);
        for (int w = 0; w < 3; w++) {
            for (int i = 0; i < 12; i++) {
                double sum = 0;
                for (int k = 0; k < 6; k++) {
                    sum += SHORT[i][k] * ordered[from + 3 * k + w];
                }
                block[6 + 6 * w + i] += sum;
            }
        }
    }
}
