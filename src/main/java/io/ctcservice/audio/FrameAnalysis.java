package io.ctcservice.audio;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features of one frame: window, power spectrum, mel bands, logarithm, and for MFCC the cosine transform. Not
 * thread-safe: it keeps its buffers.
 */
final class FrameAnalysis {

    private static final double LEAST_ENERGY = 1e-10;

    private final SpectralSettings settings;
    private final double[] window;
    private final Spectrum spectrum;
    private final double[] bands;
    private final MelFilterBank filters;
    private final Cepstrum cepstrum;

    FrameAnalysis(SpectralSettings settings, int windowLength, int sampleRate) {
        int size = FrameSettings.fftSize(windowLength);
        this.settings = settings;
        this.window = Window.PERIODIC_HANN.factors(windowLength);
        this.spectrum = new Spectrum(size, Bins.POWER_OVER_SIZE);
        this.bands = new double[settings.bands()];
        this.filters = new MelFilterBank(
                new MelSettings(settings.bands(), 0, 0, MelSettings.Scale.HTK, false, false), size, sampleRate);
        this.cepstrum = new Cepstrum(settings.bands(), settings.dimension(), 0);
    }

    /** Writes the D features of a frame of samples, which are already pre-emphasised, to {@code target[offset..]}. */
    void analyse(double[] samples, float[] target, int offset) {
        double[] windowed = spectrum.samples();
        Arrays.fill(windowed, 0);
        for (int n = 0; n < window.length; n++) {
            windowed[n] = window[n] * samples[n];
        }
        filters.energies(spectrum.bins(), bands);
        for (int band = 0; band < bands.length; band++) {
            bands[band] = Math.log(Math.max(bands[band], LEAST_ENERGY));
        }
        if (settings.kind() == SpectralSettings.Kind.MFCC) {
            cepstrum.transform(bands, target, offset);
        } else {
            for (int band = 0; band < bands.length; band++) {
                target[offset + band] = (float) bands[band];
            }
        }
    }

    /** Returns the centre frequencies of the bands in Hz. */
    List<Double> bandCentres() {
        return IntStream.range(0, bands.length).mapToObj(filters::centre).toList();
    }
}
