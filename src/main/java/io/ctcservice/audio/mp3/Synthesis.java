package io.ctcservice.audio.mp3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The polyphase synthesis filter bank of one channel: samples of 32 bands in, samples of sound out. Not thread-safe: it keeps
 * the last 16 vectors.
 */
final class Synthesis {

    private static final int BANDS = 32;
    private static final int VECTOR = 2 * BANDS;
    private static final double[] WINDOW = window(); // of 512
    private static final double[][] COSINES = cosines();

    private final double[] vectors = new double[16 * VECTOR]; // the newest begins at offset
    private int offset = 0;

    private static double[] window() {
        try (var in = Objects.requireNonNull(Synthesis.class.getResourceAsStream("window.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return Arrays.stream(text.strip().split("\\s+", -1))
                    .mapToDouble(whole -> Integer.parseInt(whole) / 65_536.0)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[][] cosines() {
        var cosines = new double[VECTOR][BANDS];
        for (int i = 0; i < VECTOR; i++) {
            for (int k = 0; k < BANDS; k++) {
                cosines[i][k] = Math.cos((16 + i) * (2 * k + 1) * Math.PI / 64);
            }
        }
        return cosines;
    }

    /** Writes the 32 samples of sound that follow from one sample of each band. */
    void apply(double[] bands, int from, float[] target, int to) {
        offset = (offset + 15 * VECTOR) % vectors.length;
        for (int i = 0; i < VECTOR; i++) {
            double sum = 0;
            double[] row = COSINES[i];
            for (int k = 0; k < BANDS; k++) {
                sum += row[k] * bands[from + k];
            }
            vectors[offset + i] = sum;
        }
        for (int j = 0; j < BANDS; j++) {
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += WINDOW[64 * i + j] * vectors[(offset + 128 * i + j) % vectors.length];
                sum += WINDOW[64 * i + 32 + j] * vectors[(offset + 128 * i + 96 + j) % vectors.length];
            }
            target[to + j] = (float) sum;
        }
    }
}
