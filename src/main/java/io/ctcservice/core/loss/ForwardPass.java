package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;

/**
 * A finished forward pass, from which the backward pass can be run. Not thread-safe; each method may be called once or
 * more until it is closed. One that is never closed costs its memory, which is then not used again, and nothing else.
 */
public interface ForwardPass extends AutoCloseable {

    /** Returns the pass of an infeasible target: no path of T frames collapses to it. */
    static ForwardPass impossible(Emissions emissions) {
        return new ImpossiblePass(emissions);
    }

    /** Returns {@code ln p(target | emissions)} in nats, as {@link Forward#logLikelihood} does. */
    double logLikelihood();

    /**
     * Returns the occupancy {@code [T][V]}: γ_t(k), the share of the paths of the target that are at class k in frame
     * t. Each row sums to 1; all zeros where the likelihood is 0.
     *
     * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (14)-(16)</a>
     */
    FloatMatrix occupancy();

    /**
     * Returns ∂loss/∂logits {@code [T][V]}: softmax − occupancy. Each row sums to 0; all zeros where the likelihood is
     * 0.
     */
    FloatMatrix gradient();

    /** Releases the memory; matrices already returned stay valid. */
    @Override
    default void close() {}
}
