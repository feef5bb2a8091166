package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Slots;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints, and works the frames of a segment out again from the one before it. Memory: O(T·S /
 * {@value Slots#SEGMENT}) where the checkpoints fit into a budget, else O(√T·S); the forward pass is run twice, or three
 * times.
 */
final class RecomputedRows extends ForwardRows {

    private final Problem problem;
    private final LabelProbabilities probabilities;
    private final ForwardSweep sweep;
    private final Checkpoint[] checkpoints;

    /** Segments between two checkpoints that are kept throughout. */
    private final int interval;

    /** Where the segments since the checkpoint last used start. */
    private final Checkpoint[] starts;

    private @Nullable ForwardSweep again;

    RecomputedRows(Problem problem, LabelProbabilities probabilities, long checkpointBytes) {
        super(problem, probabilities);
        this.problem = problem;
        this.probabilities = probabilities;
        this.sweep = new ForwardSweep(problem, probabilities, false);
        long bytes = 32L * problem.layout().stride() * segments;
        this.interval = bytes <= checkpointBytes ? 1 : (int) Math.ceil(Math.sqrt(segments));
        this.checkpoints = new Checkpoint[Math.ceilDiv(segments, interval)];
        this.starts = new Checkpoint[interval];
    }

    @Override
    void runThrough(int segment) {
        if (segment % interval == 0) {
            checkpoints[segment / interval] = sweep.save();
        }
        advance(sweep, segment);
    }

    @Override
    ScaledValue total() {
        return sweep.total();
    }

    @Override
    Slots rows(int segment) {
        var forward = again;
        if (forward == null) {
            forward = new ForwardSweep(problem, probabilities, true);
            again = forward;
        }
        if (segment == segments - 1 || segment % interval == interval - 1) {
            findStarts(forward, segment / interval, segment);
        }
        forward.restore(starts[segment % interval]);
        advance(forward, segment);
        return forward.slots();
    }

    /** Runs forward from a checkpoint to find where each of the segments up to the last starts. */
    private void findStarts(ForwardSweep forward, int checkpoint, int last) {
        starts[0] = checkpoints[checkpoint];
        int first = checkpoint * interval;
        if (first < last) {
            forward.restore(starts[0]);
            for (int segment = first; segment < last; segment++) {
                advance(forward, segment);
                starts[segment + 1 - first] = forward.save();
            }
        }
    }
}
