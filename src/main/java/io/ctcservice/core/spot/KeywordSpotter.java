package io.ctcservice.core.spot;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A search for phrases in the emissions of one utterance. All that does not depend on the phrase is computed once, so
 * that many phrases are cheap: O(T·V) for the utterance, O(T·U) for each phrase, whatever the number of places it might
 * start at. Immutable and thread-safe.
 *
 * <p>Scores are log-ratios: ln p of the best path that reads as the phrase in a window of frames, minus ln p of the best
 * path of all in the same frames. They are sums over frames of differences that are at most 0, so that longer windows
 * need no other scale.
 */
public final class KeywordSpotter {

    private static final Comparator<Detection> BEST_FIRST = Comparator.comparingDouble(Detection::score)
            .reversed()
            .thenComparingInt(detection -> detection.start() - detection.end()) // of equal scores the longest
            .thenComparingInt(Detection::start);

    private final Emissions emissions;
    private final int blank;
    private final Optional<WordBoundaries> boundaries;
    private final double[] best;
    private final double[] before;
    private final double[] after;

    /**
     * @param boundaries where given, phrases are found as whole words only
     * @throws CtcInputException naming {@code blank} if the emissions lack it
     */
    public KeywordSpotter(Emissions emissions, int blank, Optional<WordBoundaries> boundaries) {
        int frames = emissions.frames();
        this.emissions = emissions;
        this.blank = Labels.requireBlank(blank, emissions.vocabSize());
        this.boundaries = boundaries;
        this.best = new double[frames];
        for (int t = 0; t < frames; t++) {
            Cancellation.checkAt(t);
            best[t] = emissions.logProb(t, emissions.bestClass(t));
        }
        this.before = new double[frames + 1];
        this.after = new double[frames + 1];
        boundaries.ifPresent(this::scoreBoundaries);
    }

    /**
     * Computes, for each place between frames, the score of a word boundary right before it or right after it: a
     * boundary class, then blanks only; or nothing but blanks up to the end of the utterance.
     */
    private void scoreBoundaries(WordBoundaries words) {
        int[] classesBefore = words.before();
        int[] classesAfter = words.after();
        for (int t = 0; t < best.length; t++) {
            Cancellation.checkAt(t);
            before[t + 1] = Math.max(likeliest(t, classesBefore), before[t] + ratio(t, blank));
        }
        for (int t = best.length - 1; t >= 0; t--) {
            Cancellation.checkAt(t);
            after[t] = Math.max(likeliest(t, classesAfter), after[t + 1] + ratio(t, blank));
        }
    }

    private double likeliest(int t, int[] classes) {
        double likeliest = Double.NEGATIVE_INFINITY;
        for (int v : classes) {
            likeliest = Math.max(likeliest, ratio(t, v));
        }
        return likeliest;
    }

    private double ratio(int t, int v) {
        return emissions.logProb(t, v) - best[t];
    }

    /**
     * Returns the spans of the phrase, best first; they do not overlap: of those that would, the best stays.
     *
     * @param labels the phrase, at least one label
     * @param threshold the least score; log zero for all windows that are possible at all
     * @throws CtcInputException naming {@code labels} if there is none, {@code labels/u} if the emissions lack it, or
     *     {@code threshold} if it is NaN
     */
    public List<Detection> find(Labels labels, double threshold) {
        if (labels.length() == 0) {
            throw new CtcInputException("labels", "an empty phrase", "at least one label");
        }
        labels.requireClasses(emissions.vocabSize(), blank);
        if (Double.isNaN(threshold)) {
            throw new CtcInputException("threshold", threshold, "a number");
        }
        var candidates = candidates(labels, threshold);
        candidates.sort(BEST_FIRST);
        return withoutOverlaps(candidates);
    }

    /** Returns for each end frame the best window that ends there, if it reaches the threshold. */
    private List<Detection> candidates(Labels labels, double threshold) {
        boolean needsBefore = boundaries.map(b -> b.needsBefore(labels)).orElse(false);
        boolean needsAfter = boundaries.map(b -> b.needsAfter(labels)).orElse(false);
        var search = new PhraseSearch(emissions, labels, blank);
        var candidates = new ArrayList<Detection>();
        for (int t = 0; t < best.length; t++) {
            Cancellation.checkAt(t);
            search.advance(t, best[t], needsBefore ? before[t] : 0);
            double score = search.score() + (needsAfter ? after[t + 1] : 0);
            if (score >= threshold && score > LogMath.LOG_ZERO) {
                candidates.add(new Detection(search.start(), t + 1, Math.min(0, score)));
            }
        }
        return candidates;
    }

    private static List<Detection> withoutOverlaps(List<Detection> bestFirst) {
        var kept = new ArrayList<Detection>();
        var byStart = new TreeMap<Integer, Detection>();
        for (Detection candidate : bestFirst) {
            // those kept do not overlap one another, so that only the last that starts before the end can overlap
            var neighbour = byStart.lowerEntry(candidate.end());
            if (neighbour == null || !neighbour.getValue().overlaps(candidate)) {
                kept.add(candidate);
                byStart.put(candidate.start(), candidate);
            }
        }
        return kept;
    }
}
