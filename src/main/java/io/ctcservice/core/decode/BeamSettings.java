package io.ctcservice.core.decode;

import io.ctcservice.core.CtcInputException;

/**
 * The width and pruning thresholds of a beam search.
 *
 * @param beamWidth most prefixes kept after each frame, in [1, {@value #WIDEST_BEAM}]
 * @param nBest most hypotheses returned, in [1, beamWidth]
 * @param tokenMinLogProb classes whose ln p_t is lower are pruned in that frame, unless it is the highest; −∞ to
 *     prune none
 * @param beamMinLogProb prefixes whose score is lower than the best one's plus this, at most 0, are dropped; −∞ to drop
 *     none. What the best one may lose by hot words under way does not count
 * @param maxPendingLabels how many labels of the best prefix may differ from those of others before the oldest are settled
 *     (committed), at least 1: prefixes that disagree are dropped, see {@link #settles}
 */
public record BeamSettings(
        int beamWidth, int nBest, double tokenMinLogProb, double beamMinLogProb, int maxPendingLabels) {

    /** The largest width of a beam. */
    public static final int WIDEST_BEAM = 1 << 20;

    /** The number of labels that may be pending by default: 20 s of fast speech. */
    public static final int DEFAULT_MAX_PENDING_LABELS = 200;

    /**
     * The prefixes in the beam for each hypothesis wanted: about half of those left at the end differ from another one
     * only in their spaces.
     */
    private static final int PREFIXES_PER_HYPOTHESIS = 2;

    /** The limit at and below which nothing is pruned by it. */
    private static final double NO_LIMIT = -1e9;

    /** Beam 64, one hypothesis, classes above −5, prefixes within 10 of the best. */
    public static final BeamSettings DEFAULT = new BeamSettings(64, 1, -5, -10);

    /** Prefixes within 20: the words of a lexicon have symbols that the emissions do not. */
    private static final BeamSettings DEFAULT_WITH_LEXICON = new BeamSettings(64, 1, -5, -20);

    /** @throws CtcInputException naming the field that is out of range */
    public BeamSettings {
        if (beamWidth < 1 || beamWidth > WIDEST_BEAM) {
            throw new CtcInputException("beamWidth", beamWidth, "a number in [1, " + WIDEST_BEAM + "]");
        }
        if (nBest < 1 || nBest > beamWidth) {
            throw new CtcInputException("nBest", nBest, "a number in [1, " + beamWidth + "], the beam width");
        }
        requireAtMostZero("tokenMinLogProb", tokenMinLogProb);
        requireAtMostZero("beamMinLogProb", beamMinLogProb);
        if (maxPendingLabels < 1) {
            throw new CtcInputException("maxPendingLabels", maxPendingLabels, "at least 1");
        }
    }

    /** Returns settings that settle labels beyond {@link #DEFAULT_MAX_PENDING_LABELS}. */
    public BeamSettings(int beamWidth, int nBest, double tokenMinLogProb, double beamMinLogProb) {
        this(beamWidth, nBest, tokenMinLogProb, beamMinLogProb, DEFAULT_MAX_PENDING_LABELS);
    }

    /** Returns the settings of a request that has none. */
    public static BeamSettings usual(boolean withLexicon) {
        return withLexicon ? DEFAULT_WITH_LEXICON : DEFAULT;
    }

    /**
     * Returns the usual width of a beam for so many hypotheses.
     *
     * @param nBest most hypotheses wanted, at least 1
     */
    public static int usualWidth(int nBest) {
        long several = nBest == 1 ? 1 : (long) PREFIXES_PER_HYPOTHESIS * nBest;
        return (int) Math.min(WIDEST_BEAM, Math.max(DEFAULT.beamWidth, several));
    }

    /** Returns settings without pruning, except by the width of the beam. */
    public static BeamSettings unpruned(int beamWidth, int nBest) {
        return new BeamSettings(beamWidth, nBest, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    /**
     * Returns whether labels are settled at all before all prefixes agree on them: not where both limits are −10^9 or
     * lower, which ask for an exhaustive search. Then the memory of a search grows with its frames.
     */
    public boolean settles() {
        return !isUnlimited(tokenMinLogProb, beamMinLogProb);
    }

    /** Returns whether limits are those of a search that never settles what its prefixes do not share. */
    public static boolean isUnlimited(double tokenMinLogProb, double beamMinLogProb) {
        return tokenMinLogProb <= NO_LIMIT && beamMinLogProb <= NO_LIMIT;
    }

    private static void requireAtMostZero(String field, double value) {
        if (!(value <= 0)) {
            throw new CtcInputException(field, value, "a natural logarithm of at most 0");
        }
    }
}
