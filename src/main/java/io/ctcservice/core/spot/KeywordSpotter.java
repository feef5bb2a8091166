package io.ctcservice.core.spot;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import java.util.List;
import java.util.Optional;

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

    private final Emissions emissions;
    private final int blank;
    private final Optional<WordBoundaries> boundaries;
    private final double[] best;
    private final double[] before;
    private final double[] after;
    private final double[] anywhere;

    /**
     * @param boundaries where given, phrases are found as whole words only, and delimiters in a row within one count as one
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
        this.anywhere = new double[frames + 1];
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
     * Returns the spans of the phrase, best first: the best of all windows of frames, then the best of those that do not
     * overlap it, and so on. Of equal scores the longest is the better, then the first.
     *
     * <p>Windows that begin in a better one are searched for anew behind it: a few frames as a rule, O(T·U) for each detection at
     * worst, where each is better than all behind it and waiting costs nothing.
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
        boolean needsBefore = boundaries.map(b -> b.needsBefore(labels)).orElse(false);
        boolean needsAfter = boundaries.map(b -> b.needsAfter(labels)).orElse(false);
        return new PhraseWindows(
                        new PhraseSearch(emissions, labels, blank, this::mayRepeat),
                        best,
                        needsBefore ? before : anywhere,
                        needsAfter ? after : anywhere,
                        threshold)
                .withoutOverlaps();
    }

    private boolean mayRepeat(int v) {
        return boundaries.map(words -> words.separates(v)).orElse(false);
    }
}
