package io.ctcservice.audio;

import io.ctcservice.core.CtcInputException;

/**
 * The settings of the features of a sound.
 *
 * @param kind what a frame holds
 * @param bands number of mel filters, 1 to 256
 * @param coefficients number of cepstral coefficients, 1 to {@code bands}; D where {@code kind} is MFCC
 * @param normalization what is done to each dimension over the utterance
 */
public record SpectralSettings(Kind kind, int bands, int coefficients, Normalization normalization) {

    /** The kinds of features. */
    public enum Kind {
        /** ln of the energy in each mel band. */
        LOG_MEL,
        /** The first coefficients of the orthonormal DCT-II of these. */
        MFCC
    }

    /** The ways to normalize each dimension over the utterance. */
    public enum Normalization {
        NONE,
        /** The mean is subtracted. */
        MEAN,
        /** The mean is subtracted, and the rest divided by the standard deviation over the T frames, or by 1e-5 if that is less. */
        MEAN_VARIANCE
    }

    public SpectralSettings {
        if (bands < 1 || bands > 256) {
            throw new CtcInputException("bands", bands, "1 to 256");
        }
        if (kind == Kind.MFCC && (coefficients < 1 || coefficients > bands)) {
            throw new CtcInputException("coefficients", coefficients, "1 to " + bands + ", the number of bands");
        }
    }

    /** Returns D, the values of a frame. */
    public int dimension() {
        return kind == Kind.MFCC ? coefficients : bands;
    }
}
