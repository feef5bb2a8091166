package io.ctcservice.core.math;

/** A search through a row of scores, which contain no NaN. */
public interface RowSearch {

    /** Returns the index in [0, length) of the highest score; the lowest index of equals wins. */
    int argmax(float[] scores, int from, int length);

    /**
     * Finds the scores that are not below {@code least}.
     *
     * @param found is given their indices in [0, length), ascending; room for {@code length}
     * @return how many there are
     */
    int atLeast(float least, float[] scores, int from, int length, int[] found);
}
