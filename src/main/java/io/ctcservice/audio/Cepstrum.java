package io.ctcservice.audio;

/**
 * The cosine transform of cepstral features: the first coefficients of the orthonormal DCT-II, and a lifter that raises
 * the higher ones. Immutable.
 */
final class Cepstrum {

    private final double[][] rows; // [coefficients][bands]

    /** @param lifter L of the factors 1 + L/2·sin(πi/L); 0 for none */
    Cepstrum(int bands, int coefficients, double lifter) {
        this.rows = new double[coefficients][bands];
        for (int i = 0; i < coefficients; i++) {
            double norm = Math.sqrt((i == 0 ? 1.0 : 2.0) / bands);
            double lift = lifter == 0 ? 1 : 1 + lifter / 2 * Math.sin(Math.PI * i / lifter);
            for (int band = 0; band < bands; band++) {
                rows[i][band] = lift * norm * Math.cos(Math.PI * i * (band + 0.5) / bands);
            }
        }
    }

    /** Writes the coefficients to {@code target[offset..]}. */
    void transform(double[] bands, float[] target, int offset) {
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (int band = 0; band < bands.length; band++) {
                sum += rows[i][band] * bands[band];
            }
            target[offset + i] = (float) sum;
        }
    }
}
