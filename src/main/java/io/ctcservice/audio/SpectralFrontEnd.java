package io.ctcservice.audio;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * A front end of spectral features: filter banks as Kaldi, NeMo and librosa make them, MFCC, or the logarithm of the
 * spectrum itself. Immutable and thread-safe.
 *
 * <ol>
 *   <li>scale; pre-emphasis over the signal, or else within frames
 *   <li>frames, padded at both ends; the mean of each subtracted; window; FFT
 *   <li>mel bands; natural logarithm with a floor; cosine transform
 *   <li>normalization
 * </ol>
 */
public final class SpectralFrontEnd implements SoundFrontEnd {

    /**
     * The settings of the logarithm.
     *
     * @param floor what keeps it finite
     * @param isAdded whether the floor is added, or the least that an energy counts as
     */
    public record Logarithm(double floor, boolean isAdded) {
        double of(double energy) {
            return Math.log(isAdded ? energy + floor : Math.max(energy, floor));
        }
    }

    /**
     * The settings of the cosine transform of an MFCC.
     *
     * @param coefficients how many of them are kept, from the zeroth
     * @param lifter L of the factors 1 + L/2·sin(πi/L); 0 for none
     */
    public record Cosines(int coefficients, double lifter) {}

    private final FrameSettings frames;
    private final Bins bins;
    private final double[] window;
    private final Optional<MelFilterBank> filters;
    private final int bands;
    private final Logarithm logarithm;
    private final Optional<Cepstrum> cepstrum;
    private final int dimension;
    private final Levels levels;

    /**
     * @param frames the frame settings
     * @param bins what stands in a bin of the spectrum
     * @param mel bands over it; empty for the bins themselves
     * @param logarithm of each energy
     * @param cosines for MFCC; empty for none
     * @param levels the final normalization
     */
    public SpectralFrontEnd(
            FrameSettings frames,
            Bins bins,
            Optional<MelSettings> mel,
            Logarithm logarithm,
            Optional<Cosines> cosines,
            Levels levels) {
        this.frames = frames;
        this.bins = bins;
        this.window = frames.window().factors(frames.length());
        this.filters = mel.map(bank -> new MelFilterBank(bank, frames.fftSize(), frames.sampleRate()));
        this.bands = mel.map(MelSettings::bands).orElse(frames.fftSize() / 2 + 1);
        this.logarithm = logarithm;
        this.cepstrum = cosines.map(kept -> new Cepstrum(bands, kept.coefficients(), kept.lifter()));
        this.dimension = cosines.map(Cosines::coefficients).orElse(bands);
        this.levels = levels;
        if (dimension < 1 || dimension > bands) {
            throw new CtcInputException("coefficients", dimension, "1 to " + bands + ", the number of bands");
        }
    }

    private SpectralFrontEnd(SpectralFrontEnd other, FrameSettings frames) {
        this.frames = frames;
        this.bins = other.bins;
        this.window = other.window;
        this.filters = other.filters;
        this.bands = other.bands;
        this.logarithm = other.logarithm;
        this.cepstrum = other.cepstrum;
        this.dimension = other.dimension;
        this.levels = other.levels;
    }

    @Override
    public int sampleRate() {
        return frames.sampleRate();
    }

    @Override
    public int hop() {
        return frames.hop();
    }

    @Override
    public Optional<CausalFrontEnd> causal() {
        long lead = -frames.start(0);
        if (levels.normalization() != Levels.Normalization.NONE || lead < 0) {
            return Optional.empty();
        }
        return Optional.of(new CausalFrontEnd(
                new SpectralFrontEnd(this, frames.cut()),
                frames.length(),
                Math.toIntExact(lead),
                frames.edges(),
                frames.emphasisesSignal() ? frames.preEmphasis() : 0));
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public FloatMatrix rows(double[] samples, int count) {
        double[] signal = frames.emphasisesSignal() && frames.preEmphasis() != 0 ? emphasised(samples, count) : samples;
        int rows = frames.frames(count);
        var features = new float[rows * dimension];
        var spectrum = new Spectrum(frames.fftSize(), bins);
        var energies = new double[bands];
        for (int t = 0; t < rows; t++) {
            frame(signal, count, frames.start(t), spectrum.samples());
            double[] power = spectrum.bins();
            filters.ifPresentOrElse(
                    bank -> bank.energies(power, energies), () -> System.arraycopy(power, 0, energies, 0, bands));
            for (int band = 0; band < bands; band++) {
                energies[band] = logarithm.of(energies[band]);
            }
            write(energies, features, t * dimension);
        }
        levels.apply(features, rows, dimension);
        return FloatMatrix.adopt(rows, dimension, features);
    }

    private double[] emphasised(double[] samples, int count) {
        var signal = new double[count];
        for (int n = 0; n < count; n++) {
            signal[n] = n == 0 ? samples[0] : samples[n] - frames.preEmphasis() * samples[n - 1];
        }
        return signal;
    }

    /** Fills a buffer with a frame that was made ready for the transform. */
    private void frame(double[] signal, int count, long start, double[] buffer) {
        int length = window.length;
        Arrays.fill(buffer, 0);
        if (start >= 0 && start + length <= count) {
            System.arraycopy(signal, (int) start, buffer, 0, length);
        } else {
            for (int n = 0; n < length; n++) {
                buffer[n] = frames.edges().sample(signal, count, start + n);
            }
        }
        double mean = frames.removesMean() ? mean(buffer, length) : 0;
        double emphasis = frames.emphasisesSignal() ? 0 : frames.preEmphasis();
        for (int n = length - 1; n >= 0; n--) { // backwards: each needs the one before as it was
            double before = buffer[Math.max(0, n - 1)] - mean;
            double sample = buffer[n] - mean - emphasis * before;
            buffer[n] = frames.scale() * window[n] * sample;
        }
    }

    private static double mean(double[] buffer, int length) {
        double sum = 0;
        for (int n = 0; n < length; n++) {
            sum += buffer[n];
        }
        return sum / length;
    }

    private void write(double[] energies, float[] features, int offset) {
        if (cepstrum.isPresent()) {
            cepstrum.get().transform(energies, features, offset);
        } else {
            for (int band = 0; band < bands; band++) {
                features[offset + band] = (float) energies[band];
            }
        }
    }
}
