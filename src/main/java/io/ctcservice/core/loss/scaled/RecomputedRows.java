package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.loss.Checkpoints;
import org.jspecify.annotations.Nullable;

/**
 * Forward rows that are recomputed from the checkpoint before them: that of every segment, if they fit into a budget,
 * else fewer at several levels. Memory for them: 32·U bytes each, four times the budget at the most within the limits
 * of a server.
 */
final class RecomputedRows implements ForwardRows {

    private final RecursionInput input;
    private final LabelProbabilities probabilities;
    private final ForwardSweep sweep;
    private final Checkpoints<Checkpoint> checkpoints;
    private @Nullable Walk again;

    /** @param levelBytes as {@link Checkpoints} */
    RecomputedRows(RecursionInput input, LabelProbabilities probabilities, long levelBytes) {
        this.input = input;
        this.probabilities = probabilities;
        this.sweep = new ForwardSweep(input, probabilities, false);
        this.checkpoints = new Checkpoints<>(
                input.layout().segments(), 32L * input.layout().stride(), levelBytes);
    }

    private record Walk(ForwardSweep sweep) implements Checkpoints.Walk<Checkpoint> {

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
            sweep.advance(segment);
        }
    }

    @Override
    public void run() {
        checkpoints.run(new Walk(sweep));
    }

    @Override
    public ScaledValue likelihood() {
        return sweep.likelihood();
    }

    @Override
    public StateRows rows(int segment) {
        var walk = again;
        if (walk == null) {
            walk = new Walk(new ForwardSweep(input, probabilities, true));
            again = walk;
        }
        walk.restore(checkpoints.before(walk, segment));
        walk.step(segment);
        return walk.sweep().states();
    }
}
