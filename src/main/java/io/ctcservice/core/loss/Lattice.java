package io.ctcservice.core.loss;

import io.ctcservice.core.DoubleMatrix;

/**
 * The result of the forward-backward algorithm for one utterance and target, S = 2U + 1 states.
 *
 * @param logLikelihood ln p(target | emissions), log zero if the target is infeasible
 * @param logAlpha {@code [T][S]}, ln α_t(s): p_t included; log zero is negative infinity
 * @param logBeta {@code [T][S]}, ln β_t(s): p_t included, as in the paper; log zero is negative infinity
 * @param posterior {@code [T][S]}, γ_t(s) = α·β / (p_t·p): each row sums to 1, or is all zeros if the target is
 *     infeasible
 */
public record Lattice(double logLikelihood, DoubleMatrix logAlpha, DoubleMatrix logBeta, DoubleMatrix posterior) {}
