package io.ctcservice.core.loss.scaled;

/**
 * The CTC recursion over a segment with one exponent per state, which is updated in every frame: no value can be lost.
 * Stateless and thread-safe; works on the arrays that it is given only, in groups: {@code from} and {@code to} are
 * multiples of {@link StateRows#GROUP}.
 */
public interface ExactRecursion {

    /** Gives each mantissa of the current row its own exponent, so that it is in [1, 2), into row 0. */
    void normalise(StateRows states, int from, int to);

    /** Runs forward over some frames, from row 0. */
    void advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames);

    /**
     * Runs backward as {@link #advance} runs forward; also multiplies each sum, before the emission, with the forward
     * variable of that frame: the posterior of each state.
     *
     * @param forward the rows of the same frames
     * @param posteriors where they go
     */
    void retreat(
            StateRows states,
            SegmentProbabilities rows,
            int from,
            int to,
            int frames,
            StateRows forward,
            Posteriors posteriors);
}
