package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.shared.SharedForward;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact probability of a hypothesis, if its lattice is not too large.
 *
 * @param forward of the sum over all paths of the labels
 * @param blank class index of the blank
 * @param mostCells the largest lattice that is computed, in cells T·(2U + 1)
 */
record ExactScore(Forward forward, int blank, long mostCells) {

    /**
     * Returns ln p(labels | emissions) in nats, at most 0; NaN where the lattice is too large.
     *
     * @param least a lower bound of it, in nats; log zero for none
     */
    double logProb(Emissions emissions, Labels labels, double least) {
        return isSmall(emissions, labels)
                ? forward.logLikelihood(emissions, ExtendedTarget.of(labels, blank), least)
                : Double.NaN;
    }

    /**
     * Returns ln p of several hypotheses, which share the work for the labels that they have in common.
     *
     * @param least ln p that none of them is expected to be below
     */
    double[] logProbs(Emissions emissions, List<Labels> hypotheses, double least) {
        var logProbs = new double[hypotheses.size()];
        Arrays.fill(logProbs, Double.NaN);
        int[] small = IntStream.range(0, logProbs.length)
                .filter(i -> isSmall(emissions, hypotheses.get(i)))
                .toArray();
        var targets = Arrays.stream(small).mapToObj(hypotheses::get).toList();
        double[] found = new SharedForward(forward).logLikelihoods(emissions, targets, blank, least);
        for (int i = 0; i < small.length; i++) {
            logProbs[small[i]] = found[i];
        }
        return logProbs;
    }

    private boolean isSmall(Emissions emissions, Labels labels) {
        return emissions.frames() * (2L * labels.length() + 1) <= mostCells;
    }
}
