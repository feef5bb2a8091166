package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.ScoreParts;

/**
 * A hypothesis: a label sequence for the emissions, with its scores.
 *
 * @param labels the decoded labels, no blanks
 * @param parts what the search ranked it by
 * @param logProb {@code ln p(labels | emissions)} in nats, summed over all paths: exact, independent of pruning;
 *     NaN where its lattice is larger than the decoder may compute
 * @param confidence a probability in [0, 1] that this hypothesis is correct. Where the search uses nothing but
 *     the emissions it is p(labels | emissions), the network's own; where a language model, hot words or a lexicon
 *     guide it, exp(score) over the sum of exp(score) of all hypotheses that were alive when the search ended. NaN
 *     where it would be p(labels | emissions) and that is not known
 */
public record Hypothesis(Labels labels, ScoreParts parts, double logProb, double confidence) {

    /** Returns the sum of the parts, which ranks the hypotheses of an utterance. */
    public double score() {
        return parts.total();
    }
}
