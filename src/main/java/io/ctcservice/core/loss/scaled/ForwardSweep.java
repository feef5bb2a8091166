package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Cancellation;

/** The forward recursion through an utterance, segment by segment. Not thread-safe. */
final class ForwardSweep {

    private final SharedRecursion shared;
    private final ExactRecursion exact;
    private final StateLayout layout;
    private final LabelProbabilities probabilities;
    private final StateRows states;
    private final Backoff backoff = new Backoff();
    private int from;
    private int to;

    /** The pairs of the segment last recorded. */
    private int recordedFrom;

    private int recordedTo;

    /** @param recorded whether {@link #states} keeps every frame of a segment */
    ForwardSweep(RecursionInput input, LabelProbabilities probabilities, boolean recorded) {
        this.shared = input.math().shared();
        this.exact = input.math().exact();
        this.layout = input.layout();
        this.probabilities = probabilities;
        this.states = layout.forwardStates(recorded, input.scratch());
        this.from = layout.forwardFirst();
        this.to = from + StateRows.GROUP;
    }

    /** Runs forward through the frames of the next segment. */
    void advance(int segment) {
        Cancellation.check();
        int start = layout.start(segment);
        int frames = layout.length(segment);
        moveTo(layout.forwardFrom(start), layout.forwardTo(start + frames));
        if (backoff.due()) {
            var rows = probabilities.fill(start, frames, from, to);
            layout.markReached(states, start, from, to);
            boolean right = advanceShared(rows, frames);
            backoff.note(right);
            if (right) {
                return;
            }
        }
        exact.normalise(states, from, to);
        exact.advance(states, probabilities.fillExactly(start, frames, from, to), from, to, frames);
    }

    /** Runs with the exponents of the previous segment, or if these fail with new ones; returns false if both fail. */
    private boolean advanceShared(SegmentProbabilities rows, int frames) {
        if (states.carryOn(from, to)) {
            if (shared.advance(states, rows, from, to, frames)) {
                return true;
            }
            states.stepBack(from, to);
        }
        return shared.share(states, from, to) && shared.advance(states, rows, from, to, frames);
    }

    /** Fills in the probabilities of a segment that was already run. */
    void fill(int segment) {
        int start = layout.start(segment);
        int frames = layout.length(segment);
        probabilities.fill(start, frames, layout.forwardFrom(start), layout.forwardTo(start + frames));
    }

    private void moveTo(int newFrom, int newTo) {
        if (to < newTo) {
            states.clear(states.row, to, newTo);
        }
        if (states.recorded) {
            clearAround(newFrom, newTo);
        } else if (from < newFrom) {
            for (int row = 0; row < states.rows(); row++) {
                states.clear(row, newFrom - 1, newFrom); // nothing enters from the pairs left behind
            }
        }
        from = newFrom;
        to = newTo;
    }

    /** Clears values of another segment around the range, which a backward sweep may read. */
    private void clearAround(int newFrom, int newTo) {
        if (recordedFrom == newFrom && recordedTo == newTo) {
            return;
        }
        recordedFrom = newFrom;
        recordedTo = newTo;
        for (int row = 0; row < states.rows(); row++) {
            states.clear(row, newFrom - 1, newFrom);
            states.clear(row, newTo, Math.min(newTo + 2 * StateRows.GROUP, states.stride));
        }
    }

    /** Returns the probability that a path has ended in the last label or the blank after it. */
    ScaledValue likelihood() {
        int last = layout.forwardFirst() + layout.targetLength();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        var blank = ScaledValue.of(states.blanks[row + last], states.currentBlankExponents()[exponents + last]);
        return blank.plus(
                ScaledValue.of(states.labels[row + last - 1], states.currentLabelExponents()[exponents + last - 1]));
    }

    Checkpoint save() {
        return new Checkpoint(states, from, to);
    }

    void restore(Checkpoint checkpoint) {
        from = checkpoint.from();
        to = checkpoint.to();
        checkpoint.restore(states);
        backoff.reset();
    }

    /** Returns the rows of the segment last run, and continues in new ones; for a sweep that is recorded. */
    KeptSegment takeRows() {
        var rows = new KeptSegment(states);
        states.turnPage(from, to);
        return rows;
    }

    StateRows states() {
        return states;
    }
}
