package io.ctcservice.audio;

import io.ctcservice.core.FloatMatrix;
import java.util.Optional;

/**
 * A front end that passes the samples themselves, as wav2vec 2.0, HuBERT and MMS take them.
 *
 * @param sampleRate that the network was trained with, in Hz
 * @param scale what a full-scale sample is
 * @param isNormalized whether the samples are made to have mean 0 and variance 1, as a stretch
 * @param epsilon what is added to the variance, so that silence stays finite
 */
public record Waveform(int sampleRate, double scale, boolean isNormalized, double epsilon) implements SoundFrontEnd {

    @Override
    public int hop() {
        return 1;
    }

    @Override
    public Optional<CausalFrontEnd> causal() {
        return isNormalized ? Optional.empty() : Optional.of(CausalFrontEnd.of(this, 1));
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public FloatMatrix rows(double[] samples, int count) {
        double mean = isNormalized ? mean(samples, count) : 0;
        double factor = isNormalized ? 1 / Math.sqrt(variance(samples, count, mean) + epsilon) : 1;
        var rows = new float[count];
        for (int n = 0; n < count; n++) {
            rows[n] = (float) ((samples[n] * scale - mean) * factor);
        }
        return FloatMatrix.adopt(count, 1, rows);
    }

    private double mean(double[] samples, int count) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            sum += samples[n] * scale;
        }
        return count == 0 ? 0 : sum / count;
    }

    private double variance(double[] samples, int count, double mean) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            double distance = samples[n] * scale - mean;
            sum += distance * distance;
        }
        return count == 0 ? 0 : sum / count;
    }
}
