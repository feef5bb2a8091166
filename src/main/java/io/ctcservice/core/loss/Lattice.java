package io.ctcservice.core.loss;

import io.ctcservice.core.DoubleMatrix;
import java.util.List;

/**
 * The result of the forward-backward algorithm for one utterance and target, S = 2U + 1 states.
 *
 * @param logLikelihood ln p(target | emissions), log zero if the target is infeasible
 * @param logAlpha {@code [T][S]}, ln α_t(s): p_t included; log zero is negative infinity
 * @param logBeta {@code [T][S]}, ln β_t(s): p_t included, as in the paper; log zero is negative infinity
 * @param posterior {@code [T][S]}, γ_t(s) = α·β / (p_t·p): each row sums to 1, or is all zeros if the target is
 *     infeasible
 * @param frameLoss the share of each frame in the loss, {@code [T]}, in nats, at least 0: the mean of ln q(s_t | s_t−1) −
 *     ln p_t(y′_s_t) over the target's paths, where q is the posterior of a path; their sum is −ln p. Empty if the target is
 *     infeasible
 */
public record Lattice(
        double logLikelihood,
        DoubleMatrix logAlpha,
        DoubleMatrix logBeta,
        DoubleMatrix posterior,
        List<Double> frameLoss) {}
