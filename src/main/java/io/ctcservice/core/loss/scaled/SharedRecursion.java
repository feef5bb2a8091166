package io.ctcservice.core.loss.scaled;

/**
 * The CTC recursion over a segment with one exponent for each pair of states, which is constant over the frames:
 * multiply and add only, with a check of the range at the end. Stateless and thread-safe; works on the arrays that it
 * is given only, in groups: {@code from} and {@code to} are multiples of {@link StateRows#GROUP}.
 */
public interface SharedRecursion {

    /**
     * Chooses exponents that no path can outgrow within {@link StateRows#SEGMENT} frames, and scales the mantissas of the
     * current row to them, into row 0.
     *
     * @return false, with nothing changed that matters, if a mantissa would lose range
     */
    boolean share(StateRows states, int from, int to);

    /**
     * Runs forward over some frames, from row 0.
     *
     * @return false if any mantissa of a reached state left the range in which it is exact: the segment must be run again
     *     from row 0, which is as it was
     */
    boolean advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames);

    /**
     * Runs backward as {@link #advance} runs forward; also multiplies each sum, before the emission, with the forward
     * variable of that frame: the posterior of each state.
     *
     * @param forward the rows of the same frames, its exponents shared
     * @param posteriors where they go
     */
    boolean retreat(
            StateRows states,
            SegmentProbabilities rows,
            int from,
            int to,
            int frames,
            StateRows forward,
            Posteriors posteriors);
}
