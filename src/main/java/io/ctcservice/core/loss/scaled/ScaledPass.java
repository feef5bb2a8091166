package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.loss.ForwardPass;

/** The forward pass of {@link ScaledForward}, with the backward pass that combines its rows segment by segment. */
final class ScaledPass implements ForwardPass {

    private final RecursionInput input;
    private final LabelProbabilities probabilities;
    private final ForwardRows forward;
    private final ScratchPool pool;
    private ScaledValue likelihood = new ScaledValue(0, 0);
    private boolean closed;

    /** @param pool which the input's scratch goes back to */
    ScaledPass(RecursionInput input, long checkpointBytes, ScratchPool pool) {
        this.input = input;
        this.probabilities = LabelProbabilities.of(input, true);
        this.forward = ForwardRows.of(input, probabilities, checkpointBytes);
        this.pool = pool;
    }

    /** Runs forward; returns false if the likelihood is beyond the range of the exponents. */
    boolean run() {
        forward.run();
        likelihood = forward.likelihood();
        return probabilities.isRight(likelihood);
    }

    @Override
    public double logLikelihood() {
        return Math.min(0, likelihood.ln());
    }

    @Override
    public FloatMatrix occupancy() {
        return matrix(false);
    }

    @Override
    public FloatMatrix gradient() {
        return matrix(true);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(input.scratch());
        }
    }

    private FloatMatrix matrix(boolean gradient) {
        if (closed) {
            throw new IllegalStateException("the pass is closed");
        }
        var emissions = input.emissions();
        var values = new float[emissions.frames() * emissions.vocabSize()];
        if (likelihood.mantissa() != 0) {
            fill(values, gradient);
        }
        return FloatMatrix.adopt(emissions.frames(), emissions.vocabSize(), values);
    }

    /** Runs backward from the last segment to the first, each with the forward rows of the same frames. */
    private void fill(float[] values, boolean gradient) {
        var layout = input.layout();
        var backward = new BackwardSweep(input, probabilities);
        var posteriors = new Posteriors(layout.stride(), likelihood.mantissa(), likelihood.exponent(), input.scratch());
        var occupancy = new ClassOccupancy(input, probabilities);
        for (int segment = layout.segments() - 1; segment >= 0; segment--) {
            int start = layout.start(segment);
            int frames = layout.length(segment);
            var rows = forward.rows(segment);
            backward.retreat(segment, rows, posteriors);
            occupancy.sum(posteriors, frames);
            if (gradient) {
                if (!rows.sharing) {
                    probabilities.fill(start, frames, 0, layout.stride());
                }
                occupancy.writeGradient(start, frames, values);
            } else {
                occupancy.writeOccupancy(start, frames, values);
            }
        }
    }
}
