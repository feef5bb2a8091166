package io.ctcservice.audio;

/**
 * Triangular filters whose corners are equally spaced on a mel scale. Filter b rises from corner b to corner b + 1 and
 * falls to 0 at corner b + 2. A filter that is narrower than the distance of two FFT bins may hold none of them; its energy
 * is then 0. Immutable.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1980.1163420">Davis, Mermelstein: Comparison of parametric representations
 *     for monosyllabic word recognition, 1980</a>
 */
final class MelFilterBank {

    private final MelSettings settings;
    private final double[] corners; // in mel, bands + 2
    private final int[] first; // bin of each band
    private final double[][] weights; // of the bins from there

    MelFilterBank(MelSettings settings, int fftSize, int sampleRate) {
        this.settings = settings;
        this.corners = new double[settings.bands() + 2];
        this.first = new int[settings.bands()];
        this.weights = new double[settings.bands()][];
        double lowest = settings.scale().mel(settings.lowest());
        double highest = settings.scale().mel(settings.highest(sampleRate));
        for (int i = 0; i < corners.length; i++) {
            corners[i] = lowest + (highest - lowest) * i / (settings.bands() + 1);
        }
        for (int band = 0; band < weights.length; band++) {
            fill(band, fftSize, (double) sampleRate / fftSize);
        }
    }

    private void fill(int band, int fftSize, double hertzPerBin) {
        int from = (int) Math.ceil(hertz(band) / hertzPerBin);
        int to = Math.min(fftSize / 2, (int) Math.floor(hertz(band + 2) / hertzPerBin));
        first[band] = from;
        weights[band] = new double[Math.max(0, to - from + 1)];
        double height = settings.isOfEqualArea() ? 2 / (hertz(band + 2) - hertz(band)) : 1;
        for (int k = 0; k < weights[band].length; k++) {
            weights[band][k] = height * weight(band, (from + k) * hertzPerBin);
        }
    }

    private double hertz(int corner) {
        return settings.scale().hertz(corners[corner]);
    }

    private double weight(int band, double hertz) {
        double rising;
        double falling;
        if (settings.isTriangularInMel()) {
            double mel = settings.scale().mel(hertz);
            rising = (mel - corners[band]) / (corners[band + 1] - corners[band]);
            falling = (corners[band + 2] - mel) / (corners[band + 2] - corners[band + 1]);
        } else {
            rising = (hertz - hertz(band)) / (hertz(band + 1) - hertz(band));
            falling = (hertz(band + 2) - hertz) / (hertz(band + 2) - hertz(band + 1));
        }
        return Math.max(0, Math.min(rising, falling));
    }

    /** Writes the energy of each band, given the bins 0 to fftSize/2 of a spectrum. */
    void energies(double[] bins, double[] energies) {
        for (int band = 0; band < energies.length; band++) {
            double sum = 0;
            double[] by = weights[band];
            for (int k = 0, bin = first[band]; k < by.length; k++, bin++) {
                sum += by[k] * bins[bin];
            }
            energies[band] = sum;
        }
    }

    /** Returns the frequency at which a band is most sensitive. */
    double centre(int band) {
        return hertz(band + 1);
    }
}
