package io.ctcservice.core.spot;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.LogMath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The best window of a phrase for each frame that it may end in, of those that reach a threshold. Not thread-safe.
 */
final class PhraseWindows {

    private static final Comparator<Detection> BEST_FIRST = Comparator.comparingDouble(Detection::score)
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

    /** Searches frames {@code [from, to)} for windows that begin in frame {@code from} or later. */
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

    /** Returns the best window, then the best of those that do not overlap it, and so on. Call it once. */
    List<Detection> withoutOverlaps() {
        var found = new ArrayList<Detection>();
        var covered = new BitSet(best.length);
        var queue = new PriorityQueue<>(BEST_FIRST);
        for (int end = 1; end <= best.length; end++) {
            enqueue(end, queue);
        }
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            int end = next.end();
            int behind = covered.previousSetBit(end - 1) + 1;
            if (behind == end) {
                continue; // no window that ends here is free
            }
            if (starts[end] == next.start() && next.start() >= behind) {
                found.add(next);
                covered.set(next.start(), end);
                continue;
            }
            if (starts[end] != NONE && starts[end] < behind) {
                search(behind, lastFromBefore(behind, end));
            }
            enqueue(end, queue);
        }
        return found;
    }

    private void enqueue(int end, Queue<Detection> queue) {
        if (starts[end] != NONE) {
            queue.add(new Detection(starts[end], end, scores[end]));
        }
    }

    /** Returns the last of the windows from {@code end} on that begin before a frame: they end one after the other. */
    private int lastFromBefore(int frame, int end) {
        int last = end;
        for (int e = end + 1; e <= best.length && starts[e] < frame; e++) {
            if (starts[e] != NONE) {
                last = e;
            }
        }
        return last;
    }
}
