package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.PrefixGuide;
import io.ctcservice.core.decode.guide.ScoreParts;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of one prefix beam search: for each prefix in the beam, ln p of the paths that collapse to it and end in a blank,
 * and of those that end in its last label. All that a frame needs is allocated before the first. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al. 2014, algorithm 1</a>
 */
final class PrefixSearch {

    /** The difference of two log-probabilities at which the lower one is lost in the rounding of their sum. */
    private static final double NEGLIGIBLE = 37;

    /** Bytes of a place in the beam, in the next one, and of two candidates. */
    private static final long BYTES_OF_A_PREFIX = 144;

    /** Bytes of the word states that are looked up again, about. */
    private static final long BYTES_OF_WORD_STATES = 12 << 10;

    /** Bytes of what a language model, hot words and a lexicon keep of a node, about, the word state among them. */
    private static final long BYTES_OF_A_GUIDED_NODE = 128;

    /** The number of prefixes that stay in the beam, whatever their score, because a hypothesis may end with them. */
    private static final int ENDS_KEPT = 4;

    private final PrefixTree tree = new PrefixTree();
    private final Candidates candidates;
    private final @Nullable Candidates ends;
    private final boolean confined;
    private final @Nullable PrefixGuide guide;
    private final PrefixGrowth growth;
    private final Settlement settlement;
    private Beam beam;
    private Beam next;
    private final double[] stayBlank;
    private final double[] stayLabel;

    /**
     * @param confined whether only some hypotheses are possible: then some prefixes are kept with which one may end, whatever their
     *     score, as where the end may complete a phrase with a negative bonus, and classes are considered however improbable they
     *     are, within the beam
     */
    PrefixSearch(BeamSettings settings, Optional<Guidance> guidance, boolean confined) {
        this.candidates = new Candidates(settings.beamWidth(), settings.beamMinLogProb());
        this.guide =
                guidance.map(given -> new PrefixGuide(given, tree.capacity())).orElse(null);
        this.confined = confined;
        this.ends =
                confined || (guide != null && guide.avoidsAtEnd()) ? new Candidates(ENDS_KEPT, LogMath.LOG_ZERO) : null;
        this.growth = new PrefixGrowth(tree, guide, candidates, confined);
        this.settlement =
                new Settlement(tree, guide, settings.settles() ? settings.maxPendingLabels() : Integer.MAX_VALUE);
        int width = settings.beamWidth() + (ends == null ? 0 : ENDS_KEPT);
        this.beam = new Beam(width);
        this.next = new Beam(width);
        this.stayBlank = new double[width];
        this.stayLabel = new double[width];
        int empty = tree.root();
        tree.setSlot(empty, beam.add(empty, 0, LogMath.LOG_ZERO, 0, guide == null ? 0 : guide.bonus(empty)));
    }

    /** Advances by one frame. */
    void advance(FrameTokens tokens) {
        if (tokens.wideCount() == 0 && !looksAtAll()) {
            beam.addBlank(tokens.blankLogProb());
            return;
        }
        candidates.clear();
        if (ends != null) {
            ends.clear();
        }
        stay(tokens);
        if (ends != null) {
            candidates.select(); // prefixes kept beyond the width would hold the threshold down
        }
        candidates.settle();
        growth.offer(beam, tokens);
        candidates.select();
        if (ends != null) {
            ends.select();
        }
        commit();
        settlement.settle(beam);
    }

    /**
     * Offers each prefix unchanged: after one more blank, a repeat of its last label, or its parent in the beam
     * extended to it.
     */
    private void stay(FrameTokens tokens) {
        boolean always = looksAtAll();
        double blank = always ? tokens.trueBlankLogProb() : tokens.blankLogProb();
        for (int j = 0; j < beam.size; j++) {
            int node = beam.node[j];
            int last = tree.label(node);
            double inBlank = beam.total[j] + blank;
            double inLabel = LogMath.LOG_ZERO;
            if (last != PrefixTree.NONE) {
                double logProb = always ? tokens.trueLogProb(last) : tokens.logProb(last);
                inLabel = beam.label[j] + logProb;
                int parent = tree.parent(node);
                int slot = parent == PrefixTree.NONE ? PrefixTree.NONE : tree.slot(parent);
                if (slot != PrefixTree.NONE) {
                    double from = tree.label(parent) == last ? beam.blank[slot] : beam.total[slot];
                    inLabel = logAdd(inLabel, from + logProb);
                }
            }
            stayBlank[j] = inBlank;
            stayLabel[j] = inLabel;
            double total = logAdd(inBlank, inLabel);
            if (total != LogMath.LOG_ZERO) {
                double score = total + beam.bonus[j];
                double atRisk = guide == null || !candidates.isBest(score) ? 0 : guide.atRisk(node);
                candidates.offer(score, atRisk, total, j, Candidates.STAYS);
                if (ends != null && mayEnd(j)) {
                    double atEnd = guide == null ? 0 : guide.gainAtEnd(node);
                    ends.offer(score + atEnd, 0, total, j, Candidates.STAYS);
                }
            }
        }
    }

    /** Returns whether classes count however improbable they are. */
    private boolean looksAtAll() {
        return confined || (guide != null && guide.avoids());
    }

    /** Replaces the beam by the candidates. */
    private void commit() {
        for (int j = 0; j < beam.size; j++) {
            tree.setSlot(beam.node[j], PrefixTree.NONE);
        }
        next.size = 0;
        for (int k = 0; k < candidates.size(); k++) {
            take(candidates, k);
        }
        for (int k = 0; ends != null && k < ends.size(); k++) {
            if (!candidates.contains(ends.slot(k), ends.label(k))) {
                take(ends, k);
            }
        }
        for (int j = 0; j < beam.size; j++) {
            tree.release(beam.node[j]);
        }
        Beam done = beam;
        beam = next;
        next = done;
    }

    /** Appends a candidate to the next beam. */
    private void take(Candidates from, int k) {
        int slot = from.slot(k);
        int label = from.label(k);
        int node = beam.node[slot];
        double acoustic = from.acoustic(k);
        if (label == Candidates.STAYS) {
            tree.setSlot(node, next.add(node, stayBlank[slot], stayLabel[slot], acoustic, beam.bonus[slot]));
        } else {
            int child = child(node, label);
            double bonus = guide == null ? 0 : guide.bonus(child);
            tree.setSlot(child, next.add(child, LogMath.LOG_ZERO, acoustic, acoustic, bonus));
        }
    }

    private int child(int node, int label) {
        int child = tree.child(node, label);
        if (child == PrefixTree.NONE) {
            child = tree.add(node, label);
            if (guide != null) {
                guide.reserve(tree.capacity());
                guide.enter(child, node, label);
            }
        }
        return child;
    }

    private static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        // also where both are log zero: their difference is NaN
        return larger - smaller < NEGLIGIBLE ? larger + Math.log(1 + Math.exp(smaller - larger)) : larger;
    }

    /** Returns the number of prefixes in the beam. */
    int size() {
        return beam.size;
    }

    /** Returns the labels of the prefix with the highest score so far; those that are stable if there is none. */
    Labels bestLabels() {
        return beam.size == 0 ? stableLabels() : labels(beam.best());
    }

    /** Returns the number of labels that all hypotheses have in common from now on, with a lexicon those of whole words. */
    int stable() {
        return settlement.stable();
    }

    /** Returns the labels that all hypotheses have in common from now on. */
    Labels stableLabels() {
        return settlement.stableLabels();
    }

    /** Returns the number of prefixes for which there was ever need at a time. */
    int mostNodes() {
        return tree.size();
    }

    /** Returns about how many bytes of memory the search holds. */
    long bytes() {
        long prefixes = BYTES_OF_A_PREFIX * stayBlank.length;
        return tree.bytes()
                + prefixes
                + (guide == null ? 0 : BYTES_OF_WORD_STATES + BYTES_OF_A_GUIDED_NODE * tree.capacity());
    }

    /** Returns whether the last frame is silent on most paths of the best prefix: a blank, or a label that is silent. */
    boolean endsIn(IntPredicate silent) {
        int best = beam.best();
        if (beam.size == 0 || beam.blank[best] > beam.label[best]) {
            return true;
        }
        int last = tree.label(beam.node[best]);
        return last == PrefixTree.NONE || silent.test(last);
    }

    /** Returns whether a label of the best prefix satisfies the condition. */
    boolean bestHas(IntPredicate condition) {
        int last = beam.size == 0 ? tree.root() : beam.node[beam.best()];
        for (int node = last; node != tree.root(); node = tree.parent(node)) {
            if (condition.test(tree.label(node))) {
                return true;
            }
        }
        LabelList settled = tree.settled();
        for (int u = settled.size() - 1; u >= 0; u--) {
            if (condition.test(settled.get(u))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the labels of the prefix at {@code slot}. */
    Labels labels(int slot) {
        return tree.labels(beam.node[slot]);
    }

    /** Returns ln p of the paths of the prefix at {@code slot} that end in a blank. */
    double blankLogProb(int slot) {
        return beam.blank[slot];
    }

    /** Returns ln p of the paths of the prefix at {@code slot}. */
    double logProb(int slot) {
        return beam.total[slot];
    }

    /** Returns what the prefix at {@code slot} is ranked by until the last frame. */
    double score(int slot) {
        return beam.total[slot] + beam.bonus[slot];
    }

    /** Returns whether a hypothesis may end with the prefix at {@code slot}. */
    boolean mayEnd(int slot) {
        return guide == null || guide.mayEnd(beam.node[slot]);
    }

    /** Returns the parts of the final score of the prefix at {@code slot}, after the last frame. */
    ScoreParts parts(int slot) {
        double acoustic = Math.min(0, beam.total[slot]); // no rounding above 0
        return guide == null ? ScoreParts.ofAcoustic(acoustic) : guide.parts(beam.node[slot], acoustic);
    }
}
