package io.ctcservice.audio;

import io.ctcservice.core.FloatMatrix;
import java.util.List;

/**
 * The features of a sound, as {@link FeatureExtractor} makes them.
 *
 * @param features {@code [T][D]}
 * @param sampleRate of the sound, in Hz
 * @param channels that were averaged
 * @param samples of each channel
 * @param hop samples from one frame to the next
 * @param bandCentres centre frequencies of the mel bands, in Hz
 */
public record SpectralFeatures(
        FloatMatrix features, int sampleRate, int channels, long samples, int hop, List<Double> bandCentres) {

    public SpectralFeatures {
        bandCentres = List.copyOf(bandCentres);
    }

    /** Returns the time from one frame to the next. */
    public double secondsPerFrame() {
        return (double) hop / sampleRate;
    }

    /** Returns the length of the sound. */
    public double seconds() {
        return (double) samples / sampleRate;
    }
}
