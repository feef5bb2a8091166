package io.ctcservice.audio;

import io.ctcservice.audio.SpectralSettings.Normalization;

/** Shifts and scales each dimension of the features of an utterance. */
final class Normalizer {

    private static final double LEAST_DEVIATION = 1e-5;

    private Normalizer() {}

    /** Normalises features {@code [frames][dimension]} in place. */
    static void apply(float[] features, int frames, int dimension, Normalization normalization) {
        if (normalization == Normalization.NONE) {
            return;
        }
        for (int d = 0; d < dimension; d++) {
            double mean = mean(features, frames, dimension, d);
            double deviation =
                    normalization == Normalization.MEAN ? 1 : deviation(features, frames, dimension, d, mean);
            for (int t = 0; t < frames; t++) {
                int cell = t * dimension + d;
                features[cell] = (float) ((features[cell] - mean) / deviation);
            }
        }
    }

    private static double mean(float[] features, int frames, int dimension, int d) {
        double sum = 0;
        for (int t = 0; t < frames; t++) {
            sum += features[t * dimension + d];
        }
        return sum / frames;
    }

    private static double deviation(float[] features, int frames, int dimension, int d, double mean) {
        double squares = 0;
        for (int t = 0; t < frames; t++) {
            double distance = features[t * dimension + d] - mean;
            squares += distance * distance;
        }
        return Math.max(LEAST_DEVIATION, Math.sqrt(squares / frames));
    }
}
