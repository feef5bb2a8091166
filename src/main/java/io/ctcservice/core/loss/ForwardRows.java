package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.kernel.Slots;

/**
 * The forward variable of every frame of an utterance, for a way back: run through once from the first segment to the
 * last, then there by segment from the last to the first. Not thread-safe.
 */
abstract sealed class ForwardRows permits RecordedRows, RecomputedRows {

    private final SlotLayout layout;
    private final LabelProbabilities probabilities;
    final int segments;

    ForwardRows(Problem problem, LabelProbabilities probabilities) {
        this.layout = problem.layout();
        this.probabilities = probabilities;
        this.segments = Math.ceilDiv(layout.frames(), Slots.SEGMENT);
    }

    /** @param checkpointBytes as much memory as the checkpoints of a level may take, where more levels help */
    static ForwardRows of(Problem problem, LabelProbabilities probabilities, long checkpointBytes) {
        return RecordedRows.fit(problem.layout())
                ? new RecordedRows(problem, probabilities)
                : new RecomputedRows(problem, probabilities, checkpointBytes);
    }

    /** Runs forward. */
    abstract void run();

    /** Returns the likelihood, after {@link #run}. */
    abstract ScaledValue total();

    /** Returns the rows of a segment, with its probabilities being those last filled where its exponents are shared. */
    abstract Slots rows(int segment);

    final void advance(ForwardSweep sweep, int segment) {
        Cancellation.check();
        sweep.advance(start(segment), length(segment));
    }

    final void fill(int segment) {
        int start = start(segment);
        int length = length(segment);
        probabilities.fill(start, length, layout.forwardFrom(start), layout.forwardTo(start + length));
    }

    final int start(int segment) {
        return segment * Slots.SEGMENT;
    }

    final int length(int segment) {
        return Math.min(Slots.SEGMENT, layout.frames() - start(segment));
    }
}
