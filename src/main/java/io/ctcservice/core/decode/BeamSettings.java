package io.ctcservice.core.decode;

import io.ctcservice.core.CtcInputException;

/**
 * The width and pruning thresholds of a beam search.
 *
 * @param beamWidth most prefixes kept after each frame, at least 1
 * @param nBest most hypotheses returned, in [1, beamWidth]
 * @param tokenMinLogProb classes whose ln p_t is lower are passed over in that frame, unless it is the highest; −∞ to
 *     look at all
 * @param beamMinLogProb prefixes whose score is lower than the best one's plus this, at most 0, are dropped; −∞ to drop
 *     none
 */
public record BeamSettings(int beamWidth, int nBest, double tokenMinLogProb, double beamMinLogProb) {

    /** Beam 64, one hypothesis, classes above −5, prefixes within 10 of the best. */
    public static final BeamSettings DEFAULT = new BeamSettings(64, 1, -5, -10);

    /** @throws CtcInputException naming the field that is out of range */
    public BeamSettings {
        if (beamWidth < 1) {
            throw new CtcInputException("beamWidth", beamWidth, "at least 1");
        }
        if (nBest < 1 || nBest > beamWidth) {
            throw new CtcInputException("nBest", nBest, "a number in [1, " + beamWidth + "], the beam width");
        }
        requireAtMostZero("tokenMinLogProb", tokenMinLogProb);
        requireAtMostZero("beamMinLogProb", beamMinLogProb);
    }

    /** Returns settings without pruning, except by the width of the beam. */
    public static BeamSettings unpruned(int beamWidth, int nBest) {
        return new BeamSettings(beamWidth, nBest, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    private static void requireAtMostZero(String field, double value) {
        if (!(value <= 0)) {
            throw new CtcInputException(field, value, "a natural logarithm of at most 0");
        }
    }
}
