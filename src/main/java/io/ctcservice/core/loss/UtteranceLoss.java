package io.ctcservice.core.loss;

import io.ctcservice.core.FloatMatrix;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The loss of one target, with the requested optional parts.
 *
 * @param logLikelihood ln p(target | emissions) in nats, at most 0; log zero where infeasible
 * @param infeasibility why the target has probability 0; null where it is feasible
 * @param frames T
 * @param minFrames U + R, the least T for this target
 * @param targetLength U
 * @param gradient ∂loss/∂logits {@code [T][V]}, all zeros where infeasible; null if not asked for
 * @param occupancy γ_t(k) {@code [T][V]}, all zeros where infeasible; null if not asked for
 * @param lattice null if not asked for
 */
public record UtteranceLoss(
        double logLikelihood,
        @Nullable Infeasibility infeasibility,
        int frames,
        int minFrames,
        int targetLength,
        @Nullable FloatMatrix gradient,
        @Nullable FloatMatrix occupancy,
        @Nullable Lattice lattice) {

    /** Returns whether the target has a probability above 0. */
    public boolean feasible() {
        return infeasibility == null;
    }

    /** Returns −ln p in nats, never negative; empty where infeasible. */
    public OptionalDouble loss() {
        return feasible() ? OptionalDouble.of(0.0 - logLikelihood) : OptionalDouble.empty();
    }
}
