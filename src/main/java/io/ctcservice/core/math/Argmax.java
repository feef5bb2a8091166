package io.ctcservice.core.math;

/** The index of the highest score of a row. */
public interface Argmax {

    /**
     * Returns the index in [0, length) of the highest score; the scores contain no NaN, and the lowest index of equals
     * wins.
     */
    int of(float[] scores, int from, int length);
}
