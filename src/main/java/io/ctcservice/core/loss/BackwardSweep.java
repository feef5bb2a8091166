package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Slots;

/** The backward variable on its way from the last frame to the first, segment by segment. Not thread-safe. */
final class BackwardSweep {

    private final RowKernel kernel;
    private final SlotLayout layout;
    private final LabelProbabilities probabilities;
    private final Slots slots;
    private final Attempts attempts;
    private int from;
    private int to;

    BackwardSweep(Problem problem, LabelProbabilities probabilities) {
        this.kernel = problem.kernel();
        this.layout = problem.layout();
        this.probabilities = probabilities;
        this.slots = layout.backwardSlots(problem.scratch());
        this.attempts = new Attempts(kernel, slots);
        this.to = layout.backwardFirst() + layout.targetLength();
        this.from = to - RowKernel.GROUP;
    }

    /**
     * Runs back through {@code frames} frames from the last to {@code start}, and multiplies with the forward variable.
     *
     * @param forward what the forward sweep recorded in just these frames
     */
    void retreat(int start, int frames, Slots forward, Posteriors posteriors) {
        moveTo(layout.backwardFrom(start), layout.backwardTo(start + frames), posteriors);
        if (forward.sharing && attempts.due()) {
            layout.markReachedBack(slots, start + frames, from, to);
            var rows = probabilities.last();
            if (attempts.run(from, to, () -> kernel.retreat(slots, rows, from, to, frames, forward, posteriors))) {
                return;
            }
        }
        kernel.normalise(slots, from, to);
        var rows = probabilities.fillExactly(start, frames, from + slots.offset, to + slots.offset);
        kernel.retreatExactly(slots, rows, from, to, frames, forward, posteriors);
    }

    private void moveTo(int newFrom, int newTo, Posteriors posteriors) {
        posteriors.clear(newTo + slots.offset, to + slots.offset);
        slots.clear(slots.row, newFrom, from);
        from = newFrom;
        to = newTo;
        for (int row = 0; row < slots.rows(); row++) {
            slots.clear(row, to, to + 1);
        }
    }
}
