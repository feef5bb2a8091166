package io.ctcservice.core.loss.scaled;

/** The backward recursion from the last frame to the first, segment by segment. Not thread-safe. */
final class BackwardSweep {

    private final SharedRecursion shared;
    private final ExactRecursion exact;
    private final StateLayout layout;
    private final LabelProbabilities probabilities;
    private final StateRows states;
    private final Backoff backoff = new Backoff();
    private int from;
    private int to;

    BackwardSweep(RecursionInput input, LabelProbabilities probabilities) {
        this.shared = input.math().shared();
        this.exact = input.math().exact();
        this.layout = input.layout();
        this.probabilities = probabilities;
        this.states = layout.backwardStates(input.scratch());
        this.to = layout.backwardFirst() + layout.targetLength();
        this.from = to - StateRows.GROUP;
    }

    /**
     * Runs backward through the frames of the preceding segment, and multiplies with the forward variable.
     *
     * @param forward what the forward sweep recorded in just these frames
     */
    void retreat(int segment, StateRows forward, Posteriors posteriors) {
        int start = layout.start(segment);
        int frames = layout.length(segment);
        moveTo(layout.backwardFrom(start), layout.backwardTo(start + frames), posteriors);
        if (forward.sharing && backoff.due()) {
            layout.markReachedBack(states, start + frames, from, to);
            boolean right = retreatShared(frames, forward, posteriors);
            backoff.note(right);
            if (right) {
                return;
            }
        }
        exact.normalise(states, from, to);
        var rows = probabilities.fillExactly(start, frames, from + states.offset, to + states.offset);
        exact.retreat(states, rows, from, to, frames, forward, posteriors);
    }

    /**
     * Runs backward with shared exponents as {@link ForwardSweep} does, with the probabilities from which the forward
     * rows of the segment were computed.
     */
    private boolean retreatShared(int frames, StateRows forward, Posteriors posteriors) {
        var rows = probabilities.last();
        if (states.carryOn(from, to)) {
            if (shared.retreat(states, rows, from, to, frames, forward, posteriors)) {
                return true;
            }
            states.stepBack(from, to);
        }
        return shared.share(states, from, to) && shared.retreat(states, rows, from, to, frames, forward, posteriors);
    }

    private void moveTo(int newFrom, int newTo, Posteriors posteriors) {
        posteriors.clear(newTo + states.offset, to + states.offset);
        states.clear(states.row, newFrom, from);
        from = newFrom;
        to = newTo;
        for (int row = 0; row < states.rows(); row++) {
            states.clear(row, to, to + 1);
        }
    }
}
