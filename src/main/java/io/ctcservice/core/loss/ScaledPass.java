package io.ctcservice.core.loss;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.Scratch;
import java.util.function.Consumer;

/** The forward pass of {@link ScaledForward}, and the backward pass that meets its rows segment by segment. */
final class ScaledPass implements ForwardPass {

    /** As much memory as the checkpoints of a level may take, where more levels help. */
    static final long CHECKPOINT_BYTES = 32L << 20;

    private final Problem problem;
    private final LabelProbabilities probabilities;
    private final ForwardRows forward;
    private final Consumer<Scratch> release;
    private ScaledValue likelihood = new ScaledValue(0, 0);
    private boolean closed;

    /** @param release takes back the problem's scratch */
    ScaledPass(Problem problem, long checkpointBytes, Consumer<Scratch> release) {
        this.problem = problem;
        this.probabilities = LabelProbabilities.of(problem, true);
        this.forward = ForwardRows.of(problem, probabilities, checkpointBytes);
        this.release = release;
    }

    /** Runs forward; false if the likelihood is beyond the range of the exponents. */
    boolean run() {
        forward.run();
        likelihood = forward.total();
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
            release.accept(problem.scratch());
        }
    }

    private FloatMatrix matrix(boolean gradient) {
        if (closed) {
            throw new IllegalStateException("the pass is closed");
        }
        var emissions = problem.emissions();
        var values = new float[emissions.frames() * emissions.vocabSize()];
        if (likelihood.mantissa() != 0) {
            var backward = new BackwardSweep(problem, probabilities);
            var posteriors = new Posteriors(
                    problem.layout().stride(), likelihood.mantissa(), likelihood.exponent(), problem.scratch());
            var sums = new ClassSums(problem, probabilities);
            for (int segment = forward.segments - 1; segment >= 0; segment--) {
                int start = forward.start(segment);
                int frames = forward.length(segment);
                var rows = forward.rows(segment);
                backward.retreat(start, frames, rows, posteriors);
                sums.sum(posteriors, frames);
                if (gradient) {
                    if (!rows.sharing) {
                        probabilities.fill(start, frames, 0, problem.layout().stride());
                    }
                    sums.writeGradient(start, frames, values);
                } else {
                    sums.writeOccupancy(start, frames, values);
                }
            }
        }
        return FloatMatrix.adopt(emissions.frames(), emissions.vocabSize(), values);
    }
}
