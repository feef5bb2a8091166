package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Slots;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints, and works the frames of a segment out again from the one before it: first those of every segment,
 * where they fit into a budget, else fewer at several levels. Memory for them: 32·U bytes each, four times the budget at
 * the most within the limits of a server.
 */
final class RecomputedRows extends ForwardRows {

    private final Problem problem;
    private final LabelProbabilities probabilities;
    private final ForwardSweep sweep;
    private final Rewinding<Checkpoint> checkpoints;
    private @Nullable Walk again;

    /** @param levelBytes as {@link Rewinding} */
    RecomputedRows(Problem problem, LabelProbabilities probabilities, long levelBytes) {
        super(problem, probabilities);
        this.problem = problem;
        this.probabilities = probabilities;
        this.sweep = new ForwardSweep(problem, probabilities, false);
        this.checkpoints = new Rewinding<>(segments, 32L * problem.layout().stride(), levelBytes);
    }

    private record Walk(RecomputedRows rows, ForwardSweep sweep) implements Rewinding.Walk<Checkpoint> {

        @Override
        public Checkpoint save(@Nullable Checkpoint old) {
            return sweep.save();
        }

        @Override
        public void restore(Checkpoint state) {
            sweep.restore(state);
        }

        @Override
        public void step(int segment) {
            rows.advance(sweep, segment);
        }
    }

    @Override
    void run() {
        checkpoints.run(new Walk(this, sweep));
    }

    @Override
    ScaledValue total() {
        return sweep.total();
    }

    @Override
    Slots rows(int segment) {
        var walk = again;
        if (walk == null) {
            walk = new Walk(this, new ForwardSweep(problem, probabilities, true));
            again = walk;
        }
        walk.restore(checkpoints.before(walk, segment));
        walk.step(segment);
        return walk.sweep().slots();
    }
}
