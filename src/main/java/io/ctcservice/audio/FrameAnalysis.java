package io.ctcservice.audio;

import java.util.List;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The features of one frame: window, power spectrum, mel bands, logarithm, and for MFCC the cosine transform. Not
 * thread-safe: it keeps its buffers.
 */
final class FrameAnalysis {

    private static final double LEAST_ENERGY = 1e-10;

    private final SpectralSettings settings;
    private final double[] window;
    private final DoubleFFT_1D fft;
    private final double[] spectrum; // the transform in place: Re 0, Re N/2, Re 1, Im 1, …
    private final double[] power;
    private final double[] bands;
    private final MelFilterBank filters;

    FrameAnalysis(SpectralSettings settings, int windowLength, int sampleRate) {
        int size = fftSize(windowLength);
        this.settings = settings;
        this.window = hann(windowLength);
        this.fft = new DoubleFFT_1D(size);
        this.spectrum = new double[size];
        this.power = new double[size / 2 + 1];
        this.bands = new double[settings.bands()];
        this.filters = new MelFilterBank(settings.bands(), size, sampleRate);
    }

    /** Returns the least power of two that is at least the length of a window. */
    static int fftSize(int windowLength) {
        return Math.max(2, Integer.highestOneBit(windowLength - 1) << 1);
    }

    private static double[] hann(int length) {
        var window = new double[length];
        for (int n = 0; n < length; n++) {
            window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
        }
        return window;
    }

    /** Writes the D features of a frame of samples, which are already pre-emphasised, to {@code target[offset..]}. */
    void analyse(double[] samples, float[] target, int offset) {
        for (int n = 0; n < spectrum.length; n++) {
            spectrum[n] = n < window.length ? window[n] * samples[n] : 0;
        }
        fft.realForward(spectrum);
        fillPower();
        filters.energies(power, bands);
        for (int band = 0; band < bands.length; band++) {
            bands[band] = Math.log(Math.max(bands[band], LEAST_ENERGY));
        }
        for (int d = 0; d < settings.dimension(); d++) {
            target[offset + d] = (float) (settings.kind() == SpectralSettings.Kind.MFCC ? cosine(d) : bands[d]);
        }
    }

    private void fillPower() {
        int half = spectrum.length / 2;
        power[0] = spectrum[0] * spectrum[0] / spectrum.length;
        power[half] = spectrum[1] * spectrum[1] / spectrum.length;
        for (int k = 1; k < half; k++) {
            double real = spectrum[2 * k];
            double imaginary = spectrum[2 * k + 1];
            power[k] = (real * real + imaginary * imaginary) / spectrum.length;
        }
    }

    private double cosine(int order) {
        double sum = 0;
        for (int band = 0; band < bands.length; band++) {
            sum += bands[band] * Math.cos(Math.PI * order * (band + 0.5) / bands.length);
        }
        return sum * Math.sqrt((order == 0 ? 1.0 : 2.0) / bands.length);
    }

    /** Returns the centre frequencies of the bands in Hz. */
    List<Double> bandCentres() {
        return IntStream.range(0, bands.length).mapToObj(filters::centre).toList();
    }
}
