package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;

/**
 * The exact probability of a reading, where its lattice is not too large.
 *
 * @param forward sums all paths of the labels
 * @param blank class index of the blank
 * @param mostCells cells T·(2U + 1) up to which a lattice is worked out
 */
record ExactScore(Forward forward, int blank, long mostCells) {

    /** Returns ln p(labels | emissions) in nats, at most 0; NaN where the lattice is too large. */
    double logProb(Emissions emissions, Labels labels) {
        long cells = emissions.frames() * (2L * labels.length() + 1);
        return cells > mostCells ? Double.NaN : forward.logLikelihood(emissions, ExtendedTarget.of(labels, blank));
    }
}
