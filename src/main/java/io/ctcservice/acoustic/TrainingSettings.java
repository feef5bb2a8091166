package io.ctcservice.acoustic;

import io.ctcservice.core.CtcInputException;

/**
 * The settings of the training of an Elman network. The same settings give the same weights, bit for bit on one
 * machine; on another, {@link Math}'s exp and log may differ in their last bit, and training carries that further.
 *
 * @param featureDimension D
 * @param hiddenSize H
 * @param noise standard deviation of the noise in the utterances
 * @param epochs number of reports, at least 1; no utterance is seen twice
 * @param batchesPerEpoch steps of Adam in an epoch, at least 1
 * @param batchSize utterances behind each step, at least 1
 * @param learningRate size of the first step; it falls linearly to a twentieth in the last
 * @param clipNorm longest gradient, in the Euclidean norm; longer ones are shortened to it
 * @param seed of the weights, texts, lengths and noise
 */
public record TrainingSettings(
        int featureDimension,
        int hiddenSize,
        double noise,
        int epochs,
        int batchesPerEpoch,
        int batchSize,
        double learningRate,
        double clipNorm,
        long seed) {

    public TrainingSettings {
        requirePositive("epochs", epochs);
        requirePositive("batchesPerEpoch", batchesPerEpoch);
        requirePositive("batchSize", batchSize);
        requirePositive("learningRate", learningRate);
        requirePositive("clipNorm", clipNorm);
    }

    private static void requirePositive(String field, double value) {
        if (!(value > 0)) {
            throw new CtcInputException(field, value, "more than 0");
        }
    }

    /** Returns the settings with which the shipped weights were trained. */
    public static TrainingSettings shipped() {
        return new TrainingSettings(20, 32, 0.3, 20, 100, 16, 0.01, 1, 1);
    }

    /** Returns these settings with other numbers of epochs and batches. */
    public TrainingSettings withEpochs(int newEpochs, int newBatchesPerEpoch) {
        return new TrainingSettings(
                featureDimension,
                hiddenSize,
                noise,
                newEpochs,
                newBatchesPerEpoch,
                batchSize,
                learningRate,
                clipNorm,
                seed);
    }
}
