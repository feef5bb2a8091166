package io.ctcservice.core.loss;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;

/**
 * The forward algorithm over one utterance, an interface so that it can be timed and replaced. Implementations are
 * stateless and thread-safe.
 */
public interface Forward {

    /**
     * Returns the short name of the arithmetic, used as a tag of metrics: {@code plain}, {@code scalar},
     * {@code vector}.
     */
    String kernel();

    /**
     * Returns {@code ln p(target | emissions)} in nats: at most 0, where it is cut off, since rows may sum to 1 within
     * {@link Emissions#ROUNDING} only; log zero where no path of T frames gives the target or every such path has
     * probability 0.
     *
     * @throws CtcInputException if the target names a class that the emissions lack
     */
    double logLikelihood(Emissions emissions, ExtendedTarget target);

    /**
     * Returns the same, in less time where a lower bound of it is known: implementations may leave out paths that together have less
     * than 1e-13 of the probability.
     *
     * @param least a lower bound of the result in nats, such as ln p of some of the paths; log zero for none. One that is
     *     too high costs time but no accuracy
     * @throws CtcInputException if the target names a class that the emissions lack
     */
    default double logLikelihood(Emissions emissions, ExtendedTarget target, double least) {
        return logLikelihood(emissions, target);
    }

    /**
     * Runs the same pass and keeps the data that the backward pass needs.
     *
     * @throws CtcInputException if the target names a class that the emissions lack
     */
    ForwardPass record(Emissions emissions, ExtendedTarget target);
}
