package io.ctcservice.recognition.picture;

/** The source pixels of each new pixel of a line and their weights: a triangle around its centre. */
final class Taps {

    private final int[] first;
    private final double[][] weights;

    private Taps(int count) {
        this.first = new int[count];
        this.weights = new double[count][];
    }

    /** Returns how {@code from} pixels become {@code to}. */
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

    /** Returns a new pixel of those from {@code values[offset]} on. */
    double mix(float[] values, int offset, int i) {
        double[] by = weights[i];
        double sum = 0;
        for (int k = 0, at = offset + first[i]; k < by.length; k++, at++) {
            sum += by[k] * values[at];
        }
        return sum;
    }

    /** Returns of how many old pixels a new one is made. */
    int count(int i) {
        return weights[i].length;
    }

    /** Returns the first of them. */
    int first(int i) {
        return first[i];
    }

    /** Returns the weight of one of them. */
    float weight(int i, int k) {
        return (float) weights[i][k];
    }
}
