package io.ctcservice.core.decode;

import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.guide.PrefixGuide;
import org.jspecify.annotations.Nullable;

/** The growth of the prefixes of a beam by a label: offers all extensions that may be kept. Not thread-safe. */
final class PrefixGrowth {

    private final PrefixTree tree;
    private final @Nullable PrefixGuide guide;
    private final Candidates candidates;
    private final boolean confined;

    /**
     * @param candidates what extensions are offered to
     * @param confined whether classes are considered however improbable they are, within the beam
     */
    PrefixGrowth(PrefixTree tree, @Nullable PrefixGuide guide, Candidates candidates, boolean confined) {
        this.tree = tree;
        this.guide = guide;
        this.candidates = candidates;
        this.confined = confined;
    }

    /** Offers each prefix of the beam extended by each class of a frame, unless the result is already in the beam. */
    void offer(Beam beam, FrameTokens tokens) {
        boolean avoids = guide != null && guide.avoids();
        boolean all = avoids && mayAvoid(tokens);
        for (int j = 0; j < beam.size; j++) {
            offer(beam, j, tokens, 0, tokens.count(), false);
            boolean further = all || (avoids && guide != null && guide.avoidsAfter(beam.node[j]));
            // alternatives to an avoided phrase may be improbable, and so may be the classes that a lexicon allows
            if (further || (confined && reach(beam, j) + tokens.limit() >= candidates.threshold())) {
                tokens.widen();
                offer(beam, j, tokens, tokens.count(), tokens.wideCount(), false);
            } else if (tokens.wideCount()
                    > tokens.count()) { // the bonus of a hot word may outweigh an improbable class
                offer(beam, j, tokens, tokens.count(), tokens.wideCount(), true);
            }
        }
    }

    /** Returns an upper bound of the score of the prefix at {@code slot}, extended by a class of probability 1. */
    private double reach(Beam beam, int slot) {
        double score = beam.total[slot] + beam.bonus[slot];
        return guide == null ? score : score + guide.largestGain(beam.node[slot]);
    }

    private boolean mayAvoid(FrameTokens tokens) {
        PrefixGuide given = guide;
        return given != null && tokens.anyMatch(given::avoidsLabel);
    }

    /**
     * Offers the prefix extended by the classes of these ranks.
     *
     * @param outweighed whether only by those that lead to a hot word whose bonus outweighs their ln p
     */
    private void offer(Beam beam, int slot, FrameTokens tokens, int from, int to, boolean outweighed) {
        int node = beam.node[slot];
        int last = tree.label(node);
        double bonus = beam.bonus[slot];
        double reach = to - from > 1 ? reach(beam, slot) : Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            int v = tokens.label(i);
            double logProb = tokens.logProb(v);
            if (reach + logProb < candidates.threshold()) {
                break; // and less probable classes would be, too
            }
            if (outweighed && !isOutweighed(node, v, logProb)) {
                continue;
            }
            double acoustic = (v == last ? beam.blank[slot] : beam.total[slot]) + logProb;
            if (acoustic != LogMath.LOG_ZERO) {
                offer(node, slot, v, acoustic, bonus);
            }
        }
    }

    private boolean isOutweighed(int node, int v, double logProb) {
        return guide != null && guide.bonusAhead(node, v) > -logProb;
    }

    private void offer(int node, int slot, int v, double acoustic, double bonus) {
        int child = tree.child(node, v);
        if (child != PrefixTree.NONE && tree.slot(child) != PrefixTree.NONE) {
            return; // it has its paths from here already
        }
        double score = acoustic + bonus;
        double atRisk = 0;
        if (guide != null) {
            score += guide.gain(node, v, candidates.threshold() - score);
            atRisk = candidates.isBest(score) ? guide.atRisk(node, v) : 0;
        }
        if (score != LogMath.LOG_ZERO) {
            candidates.offer(score, atRisk, acoustic, slot, v);
        }
    }
}
