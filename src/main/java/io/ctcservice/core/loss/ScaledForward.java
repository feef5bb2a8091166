package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Scratch;
import io.ctcservice.core.kernel.Slots;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The CTC forward recursion on probabilities instead of their logarithms: multiply and add, each value a mantissa with
 * an exponent of its own, so that none is ever too small. O(T·S) time, O(S) memory; no exp or log but those of the
 * softmax.
 *
 * <p>As a rule a slot's exponent is fixed for a segment of frames, and it is verified that no mantissa left its range;
 * where one did, the segment is run again with exponents that follow every value. The result is right to rounding for
 * any emissions.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (5)-(8)</a>
 */
public final class ScaledForward implements Forward {

    private static final int SEGMENT = Slots.SEGMENT;

    private final RowKernel kernel;
    private final Forward plain = new LogForward();

    /** What nobody works in now, as many as can be of use at a time. */
    private final ArrayBlockingQueue<Scratch> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    public ScaledForward(RowKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public String kernel() {
        return kernel.name();
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        int frames = emissions.frames();
        if (!target.fits(frames)) {
            return LogMath.LOG_ZERO;
        }
        var scratch = take();
        try {
            var problem = new Problem(kernel, emissions, target, scratch);
            var probabilities = LabelProbabilities.of(problem, false);
            var sweep = new ForwardSweep(problem, probabilities, false);
            for (int t = 0; t < frames; t += SEGMENT) {
                Cancellation.check();
                sweep.advance(t, Math.min(SEGMENT, frames - t));
            }
            var likelihood = sweep.total();
            return probabilities.isRight(likelihood)
                    ? Math.min(0, likelihood.ln())
                    : plain.logLikelihood(emissions, target);
        } finally {
            giveBack(scratch);
        }
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        if (!target.fits(emissions.frames())) {
            return new ImpossiblePass(emissions);
        }
        var pass = new ScaledPass(
                new Problem(kernel, emissions, target, take()), ScaledPass.CHECKPOINT_BYTES, this::giveBack);
        if (pass.run()) {
            return pass;
        }
        pass.close();
        return plain.record(emissions, target);
    }

    private Scratch take() {
        var scratch = idle.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    private void giveBack(Scratch scratch) {
        scratch.release();
        idle.offer(scratch);
    }
}
