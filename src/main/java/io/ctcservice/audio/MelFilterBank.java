package io.ctcservice.audio;

/**
 * Triangular filters whose corners are equally spaced on the mel scale, mel(f) = 2595·log₁₀(1 + f/700), from 0 Hz to half
 * the sample rate. Filter b rises linearly in Hz from corner b to 1 at corner b + 1 and falls to 0 at corner b + 2. A
 * filter that is narrower than the distance of two FFT bins may hold none of them; its energy is then 0. Immutable.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1980.1163420">Davis, Mermelstein: Comparison of parametric representations
 *     for monosyllabic word recognition, 1980</a>
 */
final class MelFilterBank {

    private final double[] corners; // in Hz, bands + 2
    private final double hertzPerBin;

    MelFilterBank(int bands, int fftSize, int sampleRate) {
        this.hertzPerBin = (double) sampleRate / fftSize;
        this.corners = new double[bands + 2];
        double highest = mel(sampleRate / 2.0);
        for (int i = 0; i < corners.length; i++) {
            corners[i] = hertz(highest * i / (bands + 1));
        }
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    /** Writes the energy of each band, given the power of the bins 0 to fftSize/2. */
    void energies(double[] power, double[] energies) {
        for (int band = 0; band < energies.length; band++) {
            int first = (int) Math.ceil(corners[band] / hertzPerBin);
            int last = Math.min(power.length - 1, (int) Math.floor(corners[band + 2] / hertzPerBin));
            double sum = 0;
            for (int bin = first; bin <= last; bin++) {
                sum += weight(band, bin * hertzPerBin) * power[bin];
            }
            energies[band] = sum;
        }
    }

    private double weight(int band, double hertz) {
        double rising = (hertz - corners[band]) / (corners[band + 1] - corners[band]);
        double falling = (corners[band + 2] - hertz) / (corners[band + 2] - corners[band + 1]);
        return Math.max(0, Math.min(rising, falling));
    }

    /** Returns the frequency at which a band is most sensitive. */
    double centre(int band) {
        return corners[band + 1];
    }
}
