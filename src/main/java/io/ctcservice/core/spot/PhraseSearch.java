package io.ctcservice.core.spot;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.FrameScores;
import java.util.Arrays;

/**
 * A Viterbi search for a phrase that may begin in any frame: one pass finds, for each frame, the best window that ends
 * there. The states are the labels and the gaps between them, without the gaps at the ends. To be {@linkplain #restart started}
 * first. Not thread-safe.
 */
final class PhraseSearch {

    private final FrameScores frame;
    private final boolean[] canFollow;
    private final double[] gaps; // gap u is the one before label u; gap 0 stays log zero
    private final double[] labels;
    private final int[] gapStarts;
    private final int[] labelStarts;

    PhraseSearch(Emissions emissions, Labels phrase, int blank) {
        var target = AlignmentTarget.of(phrase.toArray(), blank);
        int length = phrase.length();
        this.frame = new FrameScores(emissions, target);
        this.canFollow = new boolean[length];
        for (int u = 0; u < length; u++) {
            canFollow[u] = target.canFollow(u);
        }
        this.gaps = new double[length];
        this.labels = new double[length];
        this.gapStarts = new int[length];
        this.labelStarts = new int[length];
    }

    /** Begins before a frame: the phrase begins in it or later. */
    void restart() {
        Arrays.fill(gaps, LogMath.LOG_ZERO);
        Arrays.fill(labels, LogMath.LOG_ZERO);
    }

    /**
     * Advances to frame {@code t}. Of equal windows the one that starts first stays: the best path to a state never starts later than
     * those to the states before it.
     *
     * @param best ln p of the best class of the frame
     * @param entry the score with which the phrase begins in this frame, at most 0
     */
    void advance(int t, double best, double entry) {
        frame.read(t);
        double blankRatio = frame.blank() - best;
        for (int u = labels.length - 1; u > 0; u--) {
            enter(u, gaps[u], gapStarts[u]);
            if (canFollow[u]) {
                enter(u, labels[u - 1], labelStarts[u - 1]);
            }
            labels[u] += frame.label(u) - best;
            if (labels[u - 1] > gaps[u]) {
                gaps[u] = labels[u - 1];
                gapStarts[u] = labelStarts[u - 1];
            }
            gaps[u] += blankRatio;
        }
        enter(0, entry, t);
        labels[0] += frame.label(0) - best;
    }

    private void enter(int u, double score, int start) {
        if (score > labels[u]) {
            labels[u] = score;
            labelStarts[u] = start;
        }
    }

    /** Returns the score of the best window that ends in the current frame. */
    double score() {
        return labels[labels.length - 1];
    }

    /** Returns the first frame of that window. */
    int start() {
        return labelStarts[labels.length - 1];
    }
}
