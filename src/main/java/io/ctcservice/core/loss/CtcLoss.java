package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The CTC loss of one utterance, with its gradient, occupancy and lattice on request. Stateless and thread-safe. */
public final class CtcLoss {

    /** The optional parts of a result, besides the loss. */
    public enum Part {
        GRADIENT,
        OCCUPANCY,
        LATTICE
    }

    private final Forward forward;

    /** @param forward the arithmetic of the loss, the gradient and the occupancy; a lattice is always the plain one */
    public CtcLoss(Forward forward) {
        this.forward = forward;
    }

    /**
     * Returns the loss of {@code target} and the requested parts.
     *
     * <p>Cost: O(T·S) time; O(S) memory besides the requested parts.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public UtteranceLoss loss(Emissions emissions, ExtendedTarget target, Set<Part> parts) {
        FloatMatrix gradient = null;
        FloatMatrix occupancy = null;
        double logLikelihood;
        if (parts.contains(Part.GRADIENT) || parts.contains(Part.OCCUPANCY)) {
            try (ForwardPass pass = forward.record(emissions, target)) {
                logLikelihood = pass.logLikelihood();
                gradient = parts.contains(Part.GRADIENT) ? pass.gradient() : null;
                occupancy = parts.contains(Part.OCCUPANCY) ? pass.occupancy() : null;
            }
        } else {
            logLikelihood = forward.logLikelihood(emissions, target);
        }
        return new UtteranceLoss(
                0.0 + Math.min(0.0, logLikelihood), // no rounding above 0, and no -0
                infeasibility(logLikelihood, emissions, target),
                emissions.frames(),
                target.labels().minFrames(),
                target.labels().length(),
                gradient,
                occupancy,
                parts.contains(Part.LATTICE) ? ForwardBackward.lattice(emissions, target) : null);
    }

    /**
     * Returns the size in bytes of the matrices of these parts: floats for each frame and class, three doubles per
     * cell.
     */
    public static long bytes(Emissions emissions, ExtendedTarget target, Set<Part> parts) {
        long frames = emissions.frames();
        long matrix = frames * emissions.vocabSize() * Float.BYTES;
        return (parts.contains(Part.GRADIENT) ? matrix : 0)
                + (parts.contains(Part.OCCUPANCY) ? matrix : 0)
                + (parts.contains(Part.LATTICE) ? 3 * frames * target.states() * Double.BYTES : 0);
    }

    private static @Nullable Infeasibility infeasibility(
            double logLikelihood, Emissions emissions, ExtendedTarget target) {
        return logLikelihood == LogMath.LOG_ZERO ? Infeasibility.explain(emissions, target) : null;
    }
}
