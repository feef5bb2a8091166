package io.ctcservice.recognition.picture;

/** The source pixels of each new pixel of a line and their weights: a triangle around its centre. */
final class Taps {

    private final int[] first;
    private final double[][] weights;

    private Taps(int count) {
        this.first = new int[count];
        this.weights = new double[count][];
    }

    /** Returns the taps for scaling {@code from} pixels to {@code to}. */
    static Taps of(int from, int to, Scaling scaling) {
        double ratio = (double) from / to;
        double reach = scaling == Scaling.ANTIALIASED ? Math.max(1, ratio) : 1;
        var taps = new Taps(to);
        for (int i = 0; i < to; i++) {
            double centre = Math.clamp((i + 0.5) * ratio - 0.5, 0, from - 1.0);
            int first = Math.max(0, (int) Math.ceil(centre - reach));
            int last = Math.min(from - 1, (int) Math.floor(centre + reach));
            var weights = new double[last - first + 1];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs(first + k - centre) / reach);
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= sum;
            }
            taps.first[i] = first;
            taps.weights[i] = weights;
        }
        return taps;
    }

    /** Returns new pixel {@code i}, given the old ones. */
    double mix(float[] values, int i) {
        double[] by = weights[i];
        double sum = 0;
        for (int k = 0, at = first[i]; k < by.length; k++, at++) {
            sum += by[k] * values[at];
        }
        return sum;
    }

    /** Returns the number of old pixels of a new one. */
    int count(int i) {
        return weights[i].length;
    }

    /** Returns the first old pixel of a new one. */
    int first(int i) {
        return first[i];
    }

    /** Returns the weight of an old pixel in a new one. */
    float weight(int i, int k) {
        return (float) weights[i][k];
    }
}
