package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.Checkpoints;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardPass;
import io.ctcservice.core.loss.LogForward;
import java.util.function.Supplier;

/**
 * The CTC forward recursion on probabilities instead of logarithms: multiply and add, with an exponent for each value,
 * so that none underflows. O(T·S) time, O(S) memory; no exp or log but those of the softmax. The result is right to
 * rounding for any emissions. The package documentation describes the algorithm.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (5)-(8)</a>
 */
public final class ScaledForward implements Forward {

    /** The rounding of a sum that a lower bound may come from, in nats, and far more. */
    private static final double SLACK = 0.1;

    private final Supplier<ScaledMath> math;
    private final Forward plain = new LogForward();
    private final ScratchPool pool = new ScratchPool();

    /** Makes a forward pass with the fastest arithmetic of this JVM, which each pass asks for anew. */
    public ScaledForward() {
        this(ScaledMath::chosen);
    }

    private ScaledForward(Supplier<ScaledMath> math) {
        this.math = math;
    }

    /** Returns a forward pass in plain loops. */
    public static ScaledForward scalar() {
        return always(ScaledMath.scalar());
    }

    /**
     * Returns a forward pass on the Vector API.
     *
     * @throws LinkageError if this JVM has none
     */
    public static ScaledForward vector() {
        return always(ScaledMath.vector());
    }

    private static ScaledForward always(ScaledMath math) {
        return new ScaledForward(() -> math);
    }

    @Override
    public String kernel() {
        return math.get().rows().name();
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target) {
        return logLikelihood(emissions, target, LogMath.LOG_ZERO);
    }

    /** {@inheritDoc} States that are negligible beside the bound are left out: O(T) time where few are not. */
    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target, double least) {
        target.requireClassesOf(emissions);
        if (!target.fits(emissions.frames())) {
            return LogMath.LOG_ZERO;
        }
        var scratch = pool.take();
        try {
            var input = new RecursionInput(math.get(), emissions, target, scratch);
            var probabilities = LabelProbabilities.of(input, false);
            var negligible = NegligibleStates.below(least, emissions, input.layout());
            var likelihood = likelihood(input, probabilities, negligible);
            if (!negligible.isNone() && !(likelihood.ln() >= least - SLACK)) {
                likelihood = likelihood(input, probabilities, NegligibleStates.NONE);
            }
            return probabilities.isRight(likelihood)
                    ? Math.min(0, likelihood.ln())
                    : plain.logLikelihood(emissions, target);
        } finally {
            pool.giveBack(scratch);
        }
    }

    private static ScaledValue likelihood(
            RecursionInput input, LabelProbabilities probabilities, NegligibleStates negligible) {
        var sweep = new ForwardSweep(input, probabilities, negligible);
        for (int segment = 0; segment < input.layout().segments(); segment++) {
            sweep.advance(segment);
        }
        return sweep.likelihood();
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        if (!target.fits(emissions.frames())) {
            return ForwardPass.impossible(emissions);
        }
        var input = new RecursionInput(math.get(), emissions, target, pool.take());
        var pass = new ScaledPass(input, Checkpoints.LEVEL_BYTES, pool);
        if (pass.run()) {
            return pass;
        }
        pass.close();
        return plain.record(emissions, target);
    }
}
