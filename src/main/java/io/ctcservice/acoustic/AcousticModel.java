package io.ctcservice.acoustic;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;

/** A model that turns features into emissions, frame by frame. Implementations are immutable and thread-safe. */
public interface AcousticModel {

    /** Returns D, the number of values of a frame that this model reads. */
    int featureDimension();

    /**
     * Returns float32 log-probabilities {@code [T][V]}, each row summing to 1 within float32's rounding.
     *
     * @param features {@code [T][D]}, T &gt;= 1
     * @throws io.ctcservice.core.CtcInputException naming {@code features} if D is not {@link #featureDimension()} or
     *     there are no frames
     */
    Emissions emissions(FloatMatrix features);
}
