package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Cancellation;

/**
 * The forward recursion through an utterance, segment by segment, over the pairs that complete paths can pass and that are not
 * negligible. Not thread-safe.
 */
final class ForwardSweep {

    /** The number of negligible pairs that are left out together behind the others. */
    private static final int MOST_AT_REAR = 4 * StateRows.GROUP;

    private final SharedRecursion shared;
    private final ExactRecursion exact;
    private final StateLayout layout;
    private final LabelProbabilities probabilities;
    private final StateRows states;
    private final NegligibleStates negligible;
    private final Backoff backoff = new Backoff();
    private int from;
    private int to;

    /** The number of frames by which the foremost path that is followed comes later than the fastest one. */
    private int delay;

    /** The pairs of the segment last recorded. */
    private int recordedFrom;

    private int recordedTo;

    /** @param recorded whether {@link #states} keeps every frame of a segment */
    ForwardSweep(RecursionInput input, LabelProbabilities probabilities, boolean recorded) {
        this(input, probabilities, recorded, NegligibleStates.NONE);
    }

    /** Makes a sweep that leaves out negligible states, for a likelihood. */
    ForwardSweep(RecursionInput input, LabelProbabilities probabilities, NegligibleStates negligible) {
        this(input, probabilities, false, negligible);
    }

    private ForwardSweep(
            RecursionInput input, LabelProbabilities probabilities, boolean recorded, NegligibleStates negligible) {
        this.shared = input.math().shared();
        this.exact = input.math().exact();
        this.layout = input.layout();
        this.probabilities = probabilities;
        this.negligible = negligible;
        this.states = layout.forwardStates(recorded, input.scratch());
        this.from = layout.forwardFirst();
        this.to = from + StateRows.GROUP;
    }

    /** Runs forward through the frames of the next segment. */
    void advance(int segment) {
        Cancellation.check();
        int start = layout.start(segment);
        int frames = layout.length(segment);
        int first = leaveOut(start);
        moveTo(Math.max(first, layout.forwardFrom(start)), layout.forwardTo(start + frames - delay));
        if (backoff.due()) {
            var rows = probabilities.fill(start, frames, from, to);
            layout.markReached(states, start - delay, from, to);
            boolean right = advanceShared(rows, frames);
            backoff.note(right);
            if (right) {
                return;
            }
        }
        exact.normalise(states, from, to);
        exact.advance(states, probabilities.fillExactly(start, frames, from, to), from, to, frames);
    }

    /**
     * Leaves out pairs at either end that are negligible, and returns the first of the others. The range is seldom changed, since
     * new exponents have to be chosen whenever it is.
     */
    private int leaveOut(int start) {
        if (negligible.isNone()) {
            return from;
        }
        int front = to - StateRows.SEGMENT; // whence paths reach the end of the range in this segment
        if (front > from && negligible.areAll(states, front, to)) {
            to = front;
            delay = Math.max(delay, start - 1 - layout.forwardFrame(front - 1));
        }
        int rear = from + MOST_AT_REAR;
        return rear < to && negligible.areAll(states, from, rear) ? rear : from;
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
        return current(states.blanks, states.currentBlankExponents(), last)
                .plus(current(states.labels, states.currentLabelExponents(), last - 1));
    }

    private ScaledValue current(double[] values, long[] exponents, int pair) {
        return pair < to
                ? ScaledValue.of(values[states.row * states.stride + pair], exponents[states.exponentStart() + pair])
                : ScaledValue.of(0, 0);
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
