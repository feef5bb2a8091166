package io.ctcservice.audio;

import java.util.List;

/**
 * The final normalization of features {@code [T][D]}. Where sound comes in windows, the frames are those of one window, not of the
 * whole sound, whose end is not known yet; so it is in NeMo's inference on buffers, with its default of 4 s.
 *
 * @param normalization over the frames
 * @param mean what is subtracted from each dimension afterwards; empty for nothing
 * @param inverseDeviation what each is then multiplied by; empty for nothing
 */
public record Levels(Normalization normalization, List<Double> mean, List<Double> inverseDeviation) {

    /** The ways to normalize over the frames. */
    public enum Normalization {
        NONE,
        /** The mean of each dimension is subtracted. */
        MEAN,
        /** The mean is subtracted, and the rest divided by the standard deviation, or by 1e-5 if that is less. */
        MEAN_VARIANCE,
        /** The mean of the dimension is subtracted, and the rest divided by its standard deviation with T − 1, plus 1e-5: NeMo's. */
        PER_FEATURE,
        /** The same, but divided by the root of the variance with T − 1, plus 1e-7: Transformers' for wav2vec 2.0 BERT. */
        PER_BIN,
        /** The mean of all values is subtracted, and the rest divided by their standard deviation. */
        WHOLE
    }

    private static final double NEMO_EPSILON = 1e-5;
    private static final double TRANSFORMERS_EPSILON = 1e-7;
    private static final double LEAST_DEVIATION = 1e-5;

    public Levels {
        mean = List.copyOf(mean);
        inverseDeviation = List.copyOf(inverseDeviation);
    }

    /** Changes features in place. */
    void apply(float[] features, int frames, int dimension) {
        if (normalization == Normalization.WHOLE) {
            level(features, 0, 1, frames * dimension);
        } else if (normalization != Normalization.NONE) {
            for (int d = 0; d < dimension; d++) {
                level(features, d, dimension, frames);
            }
        }
        if (!mean.isEmpty() || !inverseDeviation.isEmpty()) {
            for (int d = 0; d < dimension; d++) {
                double shift = mean.isEmpty() ? 0 : mean.get(Math.min(d, mean.size() - 1));
                double factor =
                        inverseDeviation.isEmpty() ? 1 : inverseDeviation.get(Math.min(d, inverseDeviation.size() - 1));
                for (int cell = d; cell < frames * dimension; cell += dimension) {
                    features[cell] = (float) ((features[cell] - shift) * factor);
                }
            }
        }
    }

    private void level(float[] features, int from, int stride, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += features[from + i * stride];
        }
        double average = sum / count;
        double divisor = 1;
        if (normalization != Normalization.MEAN) {
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double distance = features[from + i * stride] - average;
                squares += distance * distance;
            }
            double unbiased = squares / Math.max(1, count - 1);
            divisor = switch (normalization) {
                case PER_FEATURE -> Math.sqrt(unbiased) + NEMO_EPSILON;
                case PER_BIN -> Math.sqrt(unbiased + TRANSFORMERS_EPSILON);
                default -> Math.max(LEAST_DEVIATION, Math.sqrt(squares / count));
            };
        }
        for (int i = 0; i < count; i++) {
            int cell = from + i * stride;
            features[cell] = (float) ((features[cell] - average) / divisor);
        }
    }
}
