package io.ctcservice.audio;

import io.ctcservice.core.FloatMatrix;
import java.util.Optional;

/**
 * The input stage of a network for sound: it turns samples into rows, one row every {@link #hop} samples. Stateless and
 * thread-safe; the same samples give the same rows.
 */
public interface SoundFrontEnd {

    /** Returns the sample rate that it expects. */
    int sampleRate();

    /** Returns the number of samples from one row to the next. */
    int hop();

    /** Returns what makes the same rows of a sound that arrives chunk by chunk; empty where rows need sound to come. */
    Optional<CausalFrontEnd> causal();

    /** Returns D, the values of a row; 1 for samples themselves. */
    int dimension();

    /**
     * Returns the rows {@code [T][D]} of the first {@code count} samples; T may be 0 where they are too few.
     *
     * @param samples at the rate of {@link #sampleRate}, full scale 1
     */
    FloatMatrix rows(double[] samples, int count);
}
