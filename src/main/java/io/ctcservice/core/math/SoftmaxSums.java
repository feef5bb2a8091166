package io.ctcservice.core.math;

/** The normalisers of softmax: sums of rows in float64 over float32 scores. */
public interface SoftmaxSums {

    /**
     * The largest magnitude of the scores of {@link #exponentialSums}: exp of it times 2^24 is in range, as is its
     * inverse.
     */
    float LARGEST_MAGNITUDE = 690;

    /**
     * Writes ln Σ exp(score) of each row, log zeros included, to {@code sums[sumsFrom]…}; not a finite number where a score of the
     * row is NaN or +Infinity, or all are log zeros. Right to 6e-15 absolute and 1e-15 relative.
     *
     * @param scores {@code [rows][columns]} from {@code from} on, {@code columns >= 1}
     */
    void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom);

    /** Returns the largest magnitude of the scores {@code [from, to)}, NaN if one is NaN. */
    float largestMagnitude(float[] scores, int from, int to);

    /**
     * Writes exp(score) of some rows, none of a larger magnitude than {@link #LARGEST_MAGNITUDE}, and the sum of each row;
     * right to (50 + 2|score|)·2^-53 relative.
     *
     * @param scores {@code [rows][columns]} from {@code from} on
     * @param exponentials {@code [rows][columns]}
     */
    void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials);

    /** Returns Σ p over a row of probabilities, NaN where one is negative or NaN. */
    double sum(float[] probabilities, int from, int length);
}
