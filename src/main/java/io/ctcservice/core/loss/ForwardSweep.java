package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Slots;

/** The forward variable on its way through an utterance, segment by segment. Not thread-safe. */
final class ForwardSweep {

    private final RowKernel kernel;
    private final SlotLayout layout;
    private final LabelProbabilities probabilities;
    private final Slots slots;
    private final Attempts attempts;
    private int from;
    private int to;

    /** The slots of the segment last recorded. */
    private int recordedFrom;

    private int recordedTo;

    /** @param recorded whether {@link #slots} keeps every frame of a segment */
    ForwardSweep(Problem problem, LabelProbabilities probabilities, boolean recorded) {
        this.kernel = problem.kernel();
        this.layout = problem.layout();
        this.probabilities = probabilities;
        this.slots = layout.forwardSlots(recorded, problem.scratch());
        this.attempts = new Attempts(kernel, slots);
        this.from = layout.forwardFirst();
        this.to = from + RowKernel.GROUP;
    }

    /** Runs through {@code frames} frames from {@code start} on. */
    void advance(int start, int frames) {
        moveTo(layout.forwardFrom(start), layout.forwardTo(start + frames));
        if (attempts.due()) {
            var rows = probabilities.fill(start, frames, from, to);
            layout.markReached(slots, start, from, to);
            if (attempts.run(from, to, () -> kernel.advance(slots, rows, from, to, frames))) {
                return;
            }
        }
        kernel.normalise(slots, from, to);
        kernel.advanceExactly(slots, probabilities.fillExactly(start, frames, from, to), from, to, frames);
    }

    private void moveTo(int newFrom, int newTo) {
        if (to < newTo) {
            slots.clear(slots.row, to, newTo);
        }
        if (slots.recorded) {
            clearAround(newFrom, newTo);
        } else if (from < newFrom) {
            for (int row = 0; row < slots.rows(); row++) {
                slots.clear(row, newFrom - 1, newFrom); // nothing comes in from what is left behind
            }
        }
        from = newFrom;
        to = newTo;
    }

    /** A backward sweep reads on: clears what another segment has left there. */
    private void clearAround(int newFrom, int newTo) {
        if (recordedFrom == newFrom && recordedTo == newTo) {
            return;
        }
        recordedFrom = newFrom;
        recordedTo = newTo;
        for (int row = 0; row < slots.rows(); row++) {
            slots.clear(row, newFrom - 1, newFrom);
            slots.clear(row, newTo, Math.min(newTo + 2 * RowKernel.GROUP, slots.stride));
        }
    }

    /** Returns the probability that a path has ended in the last label or the blank after it. */
    ScaledValue total() {
        int last = layout.forwardFirst() + layout.targetLength();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        var blank = ScaledValue.of(slots.blanks[row + last], slots.currentBlankExponents()[exponents + last]);
        return blank.plus(
                ScaledValue.of(slots.labels[row + last - 1], slots.currentLabelExponents()[exponents + last - 1]));
    }

    Checkpoint save() {
        return new Checkpoint(slots, from, to);
    }

    void restore(Checkpoint checkpoint) {
        from = checkpoint.from();
        to = checkpoint.to();
        checkpoint.restore(slots);
        attempts.reset();
    }

    /** Hands over the rows of the segment last run through, and goes on in new ones; for a sweep that is recorded. */
    Recording takeRows() {
        var rows = new Recording(slots);
        slots.turnPage(from, to);
        return rows;
    }

    Slots slots() {
        return slots;
    }
}
