package io.ctcservice.acoustic;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Golden values computed by {@code synthesis_reference.py}, a second implementation in Python: text "hello", 3 frames a
 * symbol, D = 2, noise 0.3, H = 4, peakiness 0.5, seed 42.
 */
final class GoldenValues {

    private GoldenValues() {}

    /** Returns the rows of one block of the golden file. */
    static FloatMatrix matrix(String name) {
        try (var in = GoldenValues.class.getResourceAsStream("synthesis_golden.txt")) {
            if (in == null) {
                throw new IllegalStateException("synthesis_golden.txt is not there");
            }
            var rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> floats(line.split(" ")))
                    .toArray(float[][]::new);
            return FloatMatrix.ofRows(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(String[] words) {
        var values = new float[words.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(words[i + 1]);
        }
        return values;
    }

    /** Returns the largest difference between two matrices of one shape. */
    static double distance(FloatMatrix a, FloatMatrix b) {
        if (a.rows() != b.rows() || a.columns() != b.columns()) {
            throw new AssertionError(a + " against " + b);
        }
        double largest = 0;
        float[] left = a.borrowArray();
        float[] right = b.borrowArray();
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs((double) left[i] - right[i]));
        }
        return largest;
    }

    /** Returns the best path of log-probabilities. */
    static int[] argmax(FloatMatrix scores) {
        var path = new int[scores.rows()];
        Arrays.setAll(path, t -> {
            int best = 0;
            for (int v = 1; v < scores.columns(); v++) {
                best = scores.get(t, v) > scores.get(t, best) ? v : best;
            }
            return best;
        });
        return path;
    }
}
