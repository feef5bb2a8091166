package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Slots;

/**
 * The forward pass of {@link ScaledForward} with checkpoints, and the backward pass that starts at each and works the
 * frames of a segment out again. Memory: O(T·S / {@value Slots#SEGMENT}) where the checkpoints fit into a
 * budget, else O(√T·S); the forward pass is run twice, or three times.
 */
final class ScaledPass implements ForwardPass {

    private static final int SEGMENT = Slots.SEGMENT;

    /** As much memory as checkpoints may take, where fewer would do. */
    static final long CHECKPOINT_BYTES = 32L << 20;

    private final RowKernel kernel;
    private final Emissions emissions;
    private final ExtendedTarget target;
    private final SlotLayout layout;
    private final LabelProbabilities probabilities;
    private final Checkpoint[] checkpoints;

    /** Segments between two checkpoints that are kept throughout. */
    private final int interval;

    private final int segments;
    private ScaledValue likelihood = new ScaledValue(0, 0);

    ScaledPass(RowKernel kernel, Emissions emissions, ExtendedTarget target, long checkpointBytes) {
        this.kernel = kernel;
        this.emissions = emissions;
        this.target = target;
        this.layout = new SlotLayout(emissions.frames(), target);
        this.probabilities = LabelProbabilities.of(kernel, emissions, target, layout, true);
        this.segments = Math.ceilDiv(emissions.frames(), SEGMENT);
        long bytes = 32L * layout.stride() * segments;
        this.interval = bytes <= checkpointBytes ? 1 : (int) Math.ceil(Math.sqrt(segments));
        this.checkpoints = new Checkpoint[Math.ceilDiv(segments, interval)];
    }

    /** Runs forward; false if a probability is beyond the range of the exponents. */
    boolean run() {
        var sweep = new ForwardSweep(kernel, layout, probabilities, false);
        for (int segment = 0; segment < segments; segment++) {
            if (segment % interval == 0) {
                checkpoints[segment / interval] = sweep.save();
            }
            if (!advance(sweep, segment)) {
                return false;
            }
        }
        likelihood = sweep.total();
        return true;
    }

    private boolean advance(ForwardSweep sweep, int segment) {
        Cancellation.check();
        return sweep.advance(segment * SEGMENT, length(segment));
    }

    private int length(int segment) {
        return Math.min(SEGMENT, emissions.frames() - segment * SEGMENT);
    }

    @Override
    public double logLikelihood() {
        return likelihood.ln();
    }

    @Override
    public FloatMatrix occupancy() {
        return matrix(false);
    }

    @Override
    public FloatMatrix gradient() {
        return matrix(true);
    }

    private FloatMatrix matrix(boolean gradient) {
        var values = new float[emissions.frames() * emissions.vocabSize()];
        if (likelihood.mantissa() != 0) {
            var forward = new ForwardSweep(kernel, layout, probabilities, true);
            var backward = new BackwardSweep(kernel, layout, probabilities);
            var posteriors = new Posteriors(layout.stride(), likelihood.mantissa(), likelihood.exponent());
            var sums = new ClassSums(kernel, emissions, target, layout, probabilities);
            var starts = new Checkpoint[interval];
            for (int block = checkpoints.length - 1; block >= 0; block--) {
                int first = block * interval;
                int last = Math.min(first + interval, segments) - 1;
                findStarts(forward, checkpoints[block], first, last, starts);
                for (int segment = last; segment >= first; segment--) {
                    forward.restore(starts[segment - first]);
                    advance(forward, segment);
                    backward.retreat(segment * SEGMENT, length(segment), forward.slots(), posteriors);
                    write(segment, forward, sums, posteriors, gradient, values);
                }
            }
        }
        return FloatMatrix.adopt(emissions.frames(), emissions.vocabSize(), values);
    }

    /** Runs forward from a checkpoint to find where each of its segments starts. */
    private void findStarts(ForwardSweep sweep, Checkpoint checkpoint, int first, int last, Checkpoint[] starts) {
        starts[0] = checkpoint;
        if (first < last) {
            sweep.restore(checkpoint);
            for (int segment = first; segment < last; segment++) {
                advance(sweep, segment);
                starts[segment + 1 - first] = sweep.save();
            }
        }
    }

    private void write(
            int segment,
            ForwardSweep forward,
            ClassSums sums,
            Posteriors posteriors,
            boolean gradient,
            float[] values) {
        int start = segment * SEGMENT;
        int frames = length(segment);
        sums.sum(posteriors, frames);
        if (!gradient) {
            sums.writeOccupancy(start, frames, values);
            return;
        }
        if (!forward.slots().sharing) {
            probabilities.fill(start, frames, 0, layout.stride());
        }
        sums.writeGradient(start, frames, values);
    }
}
