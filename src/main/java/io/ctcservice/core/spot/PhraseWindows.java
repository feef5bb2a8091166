package io.ctcservice.core.spot;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.LogMath;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The best window of a phrase for each frame that it may end in, of those that reach a threshold. Not thread-safe.
 */
final class PhraseWindows {

    static final Comparator<Detection> BEST_FIRST = Comparator.comparingDouble(Detection::score)
            .reversed()
            .thenComparingInt(detection -> detection.start() - detection.end()) // of equal scores the longest
            .thenComparingInt(Detection::start);

    private static final int NONE = -1;

    private final PhraseSearch search;
    private final double[] best;
    private final double[] before;
    private final double[] after;
    private final double threshold;
    private final int[] starts; // of the window that ends before each frame, or none
    private final double[] scores;

    /**
     * @param best ln p of the best class of each frame, {@code [T]}
     * @param before the score of beginning before each frame, {@code [T + 1]}, at most 0
     * @param after the score of ending before each frame, {@code [T + 1]}, at most 0
     */
    PhraseWindows(PhraseSearch search, double[] best, double[] before, double[] after, double threshold) {
        this.search = search;
        this.best = best;
        this.before = before;
        this.after = after;
        this.threshold = threshold;
        this.starts = new int[best.length + 1];
        this.scores = new double[best.length + 1];
        search(0, best.length);
    }

    private void search(int from, int to) {
        search.restart();
        for (int t = from; t < to; t++) {
            Cancellation.checkAt(t);
            search.advance(t, best[t], before[t]);
            double score = search.score() + after[t + 1];
            boolean isFound = score >= threshold && score > LogMath.LOG_ZERO;
            starts[t + 1] = isFound ? search.start() : NONE;
            scores[t + 1] = Math.min(0, score);
        }
    }

    /** Searches frames {@code [from, to)} again for windows that begin in frame {@code from} or later. */
    void searchAgain(int from, int to) {
        int last = to;
        while (last > from && (starts[last] == NONE || starts[last] >= from)) {
            last--;
        }
        search(from, last);
    }

    /** Returns the best window in frames {@code [from, to)}; none that ends there may begin before. */
    Optional<Detection> best(int from, int to) {
        return IntStream.rangeClosed(from + 1, to)
                .filter(end -> starts[end] != NONE)
                .mapToObj(end -> new Detection(starts[end], end, scores[end]))
                .min(BEST_FIRST);
    }
}
