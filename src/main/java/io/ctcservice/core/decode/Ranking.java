package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The ranking of the prefixes that are alive at the end of a search. Immutable.
 *
 * @param exact computes the exact probability of those that are returned
 * @param most the number that is returned
 * @param guided whether the search has a language model, hot words or a lexicon
 * @param grouping the words of labels; of hypotheses that differ only in their spaces the best is returned
 */
record Ranking(ExactScore exact, int most, boolean guided, Optional<WordGrouping> grouping) {

    /** A prefix with which a hypothesis may end. */
    private record Ended(int slot, ScoreParts parts, double score) {}

    private record Scored(Labels labels, ScoreParts parts, double score) {}

    /**
     * Returns the best hypotheses, at least one: where no prefix is alive with which one may end, the labels that were settled.
     *
     * @param emissions all that the search has read; empty if they were not kept
     */
    List<Hypothesis> of(PrefixSearch search, Optional<Emissions> emissions) {
        var ended = new ArrayList<Ended>();
        double logSum = LogMath.LOG_ZERO;
        for (int slot = 0; slot < search.size(); slot++) {
            ScoreParts parts = search.parts(slot);
            if (search.mayEnd(slot) && parts.total() != LogMath.LOG_ZERO) {
                ended.add(new Ended(slot, parts, parts.total()));
                logSum = LogMath.logAdd(logSum, parts.total());
            }
        }
        return ended.isEmpty()
                ? List.of(settled(search.stableLabels(), emissions))
                : hypotheses(best(search, ended), logSum, emissions);
    }

    private Hypothesis settled(Labels labels, Optional<Emissions> emissions) {
        double logProb = emissions
                .map(all -> exact.logProb(all, labels, LogMath.LOG_ZERO))
                .orElse(Double.NaN);
        return new Hypothesis(
                labels, ScoreParts.ofAcoustic(LogMath.LOG_ZERO), logProb, 0); // the search has no path of it
    }

    /** Returns the best hypotheses, without those that differ from a better one only in their spaces. */
    private List<Scored> best(PrefixSearch search, List<Ended> all) {
        all.sort(Comparator.comparingDouble(Ended::score).reversed());
        var texts = new HashSet<Object>();
        var best = new ArrayList<Scored>();
        for (int i = 0; i < all.size() && best.size() < most; i++) {
            Ended one = all.get(i);
            var labels = search.labels(one.slot());
            if (most == 1 || texts.add(withoutSpaces(labels))) {
                best.add(new Scored(labels, one.parts(), one.score()));
            }
        }
        return best;
    }

    private Object withoutSpaces(Labels labels) {
        return grouping.<Object>map(
                        by -> WhiteSpace.RUN.matcher(by.text(labels)).replaceAll(""))
                .orElse(labels);
    }

    private List<Hypothesis> hypotheses(List<Scored> all, double logSum, Optional<Emissions> emissions) {
        double[] logProbs = emissions.map(read -> logProbs(all, read)).orElseGet(() -> unknown(all.size()));
        var hypotheses = new ArrayList<Hypothesis>();
        for (int i = 0; i < logProbs.length; i++) {
            Scored one = all.get(i);
            double logConfidence = guided ? one.score() - logSum : logProbs[i];
            double confidence = Math.min(1, Math.exp(logConfidence));
            hypotheses.add(new Hypothesis(one.labels(), one.parts(), logProbs[i], confidence));
        }
        return List.copyOf(hypotheses);
    }

    private double[] logProbs(List<Scored> all, Emissions emissions) {
        // the paths that the search has summed are a part of all
        double least =
                all.stream().mapToDouble(one -> one.parts().acoustic()).min().orElse(LogMath.LOG_ZERO);
        return exact.logProbs(emissions, all.stream().map(Scored::labels).toList(), least);
    }

    private static double[] unknown(int size) {
        var logProbs = new double[size];
        Arrays.fill(logProbs, Double.NaN);
        return logProbs;
    }
}
