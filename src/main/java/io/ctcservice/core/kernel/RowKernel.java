package io.ctcservice.core.kernel;

/**
 * What runs once per frame, on plain arrays: the softmax of a row of scores, and the step of the CTC recursion over the
 * slots of a lattice. Stateless and thread-safe; every method works on the arrays it is given only.
 *
 * <p>Slots are worked on in groups of {@link #GROUP}; {@code from} and {@code to} are multiples of it.
 */
public interface RowKernel {

    /** Slots in a group: no vector is wider. */
    int GROUP = 8;

    /** Returns {@code vector} or {@code scalar}: the tag of its timers. */
    String name();

    /**
     * Writes ln Σ exp(score) of each row, log zeros included, to {@code sums[sumsFrom]…}; not a finite number where a score of the
     * row is NaN or +Infinity, or all are log zeros. Right to 6e-15 absolute and 1e-15 relative.
     *
     * @param scores {@code [rows][columns]} from {@code from} on, {@code columns >= 1}
     */
    void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom);

    /** Largest magnitude of the scores of {@link #exponentialSums}: exp of it times 2^24 is in range, as is its inverse. */
    float FARTHEST = 690;

    /** Returns the largest magnitude of the scores {@code [from, to)}, NaN if one is NaN. */
    float farthest(float[] scores, int from, int to);

    /**
     * Writes exp(score) of some rows, none further from 0 than {@link #FARTHEST}, and the sum of each row; right to (50 +
     * 2|score|)·2^-53 relative.
     *
     * @param scores {@code [rows][columns]} from {@code from} on
     * @param exponentials {@code [rows][columns]}
     */
    void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials);

    /** Returns Σ p over a row, NaN where one is negative or NaN. */
    double sum(float[] probabilities, int from, int length);

    /** Returns the index in [0, length) of the highest score, none of which is NaN; the lowest index of equals. */
    int argmax(float[] scores, int from, int length);

    /**
     * Writes exp(score − shift) of some rows: 0 where the difference is below {@link Exponential#LOWEST} by more than 0.1,
     * which it exceeds by no more than 1400.
     *
     * @param scores where row r has its {@code columns} scores from {@code from + r · stride} on
     * @param shifts one a row
     * @param to where row r goes from {@code toStart + r · toStride} on
     */
    void exponentials(
            float[] scores,
            int from,
            int stride,
            int rows,
            int columns,
            double[] shifts,
            double[] to,
            int toStart,
            int toStride);

    /** Replaces values, none above 709, with their exponentials: 0 below {@link Exponential#LOWEST} by more than 0.1. */
    void exponentiate(double[] values, int from, int to);

    /**
     * Writes float32 exp(x), x = score − shift at most 1, to {@code to[toFrom]…}: right to (3 + 2|x|)·2^-23 relative where
     * x is above −86, and may be 0 where it is below −87.
     */
    void softmax(float[] scores, int from, int length, double shift, float[] to, int toFrom);

    /** How many more elements than are meant the table of {@link #gather} must have. */
    int SLACK = 32;

    /**
     * Writes {@code factors[r] · table[r · size + index[i]]} to {@code to[r · stride + i]} for i in [from, until) and r in
     * [0, rows).
     *
     * @param table {@code [rows][size]}, and {@link #SLACK} elements more
     * @param size above every index
     */
    void gather(
            double[] table,
            int size,
            int rows,
            double[] factors,
            long[] index,
            int from,
            int until,
            double[] to,
            int stride);

    /**
     * Writes {@code values[r][i] · factors[r] − sums[r][i]} to {@code to}, row after row from {@code toStart} on.
     *
     * @param values {@code [rows][columns]}
     * @param sums {@code [rows][columns]}
     */
    void differences(double[] values, double[] factors, double[] sums, int rows, int columns, float[] to, int toStart);

    /**
     * Splits logarithms of probabilities: {@code exp(values[i]) = fraction · 2^exponent}, the fraction in place of the
     * value, in [0.7, 1.42]; 0 and {@link Slots#NONE} for −∞.
     */
    void split(double[] values, long[] exponents, int from, int to);

    /**
     * Makes ready for {@link #advance}: gives each slot one exponent for its blank and its label that no path can
     * outgrow within {@link Slots#SEGMENT} frames, and scales the mantissas of the current row to it, into row 0.
     *
     * @return false, with nothing changed that matters, if a mantissa would lose range
     */
    boolean share(Slots slots, int from, int to);

    /** Makes ready for {@link #advanceExactly}: mantissas of the current row in [1, 2), each with its own exponent. */
    void normalise(Slots slots, int from, int to);

    /**
     * Runs the recursion over some frames with fixed exponents: multiply and add only.
     *
     * @return false if any mantissa of a reached state left the range in which that is exact: the segment must be run
     *     again with {@link #advanceExactly}, from row 0, which is as it was
     */
    boolean advance(Slots slots, SegmentRows rows, int from, int to, int frames);

    /** Runs the recursion over some frames with an exponent for every state, in which nothing can be lost. */
    void advanceExactly(Slots slots, SegmentRows rows, int from, int to, int frames);

    /**
     * As {@link #advance}, for the backward recursion; also multiplies each sum, before the emission, with the forward
     * variable of that frame: the posterior of each state.
     *
     * @param forward the rows of the same frames, its exponents shared
     * @param posteriors where they go
     */
    boolean retreat(Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors);

    /** As {@link #advanceExactly}, for the backward recursion, with posteriors. */
    void retreatExactly(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors);
}
