package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Slots;

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
        var layout = new SlotLayout(frames, target);
        var probabilities = LabelProbabilities.of(kernel, emissions, target, layout, false);
        var sweep = new ForwardSweep(kernel, layout, probabilities, false);
        for (int t = 0; t < frames; t += SEGMENT) {
            Cancellation.check();
            if (!sweep.advance(t, Math.min(SEGMENT, frames - t))) {
                return plain.logLikelihood(emissions, target);
            }
        }
        return sweep.total().ln();
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        if (!target.fits(emissions.frames())) {
            return new ImpossiblePass(emissions);
        }
        var pass = new ScaledPass(kernel, emissions, target, ScaledPass.CHECKPOINT_BYTES);
        return pass.run() ? pass : plain.record(emissions, target);
    }
}
