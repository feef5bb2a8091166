package io.ctcservice.core.math;

/** Place of the highest score of a row. */
public interface Argmax {

    /** Returns the index in [0, length) of the highest score, none of which is NaN; the lowest index of equals. */
    int of(float[] scores, int from, int length);
}
