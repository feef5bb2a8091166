package io.ctcservice.core.spot;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.FrameScores;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A Viterbi search for a phrase that may begin in any frame: one pass finds, for each frame, the best window that ends
 * there. The states are the labels and the gaps between them, without the gaps at the ends. To be {@linkplain #restart started}
 * first. Not thread-safe.
 */
final class PhraseSearch {

    private final FrameScores frame;
    private final boolean[] canFollow;
    private final boolean[] mayRepeat;
    private final double[] gaps; // gap u is the one before label u; gap 0 stays log zero
    private final double[] labels;
    private final int[] gapStarts;
    private final int[] labelStarts;

    /** @param mayRepeat which classes may stand in a row, with blanks between, where one is in the phrase */
    PhraseSearch(Emissions emissions, Labels phrase, int blank, IntPredicate mayRepeat) {
        var target = AlignmentTarget.of(phrase.toArray(), blank);
        int length = phrase.length();
        this.frame = new FrameScores(emissions, target);
        this.canFollow = new boolean[length];
        this.mayRepeat = new boolean[length];
        for (int u = 0; u < length; u++) {
            canFollow[u] = target.canFollow(u);
            this.mayRepeat[u] = mayRepeat.test(target.label(u));
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
     * Advances to frame {@code t}. Of equal windows the one that starts first stays.
     *
     * @param best ln p of the best class of the frame
     * @param entry the score with which the phrase begins in this frame, at most 0
     */
    void advance(int t, double best, double entry) {
        frame.read(t);
        double blankRatio = frame.blank() - best;
        double behind = LogMath.LOG_ZERO; // of the gap behind label u before this frame
        int behindStart = t;
        for (int u = labels.length - 1; u > 0; u--) {
            double gap = gaps[u];
            int gapStart = gapStarts[u];
            enter(u, gap, gapStart);
            if (canFollow[u]) {
                enter(u, labels[u - 1], labelStarts[u - 1]);
            }
            if (mayRepeat[u]) {
                enter(u, behind, behindStart);
            }
            labels[u] += frame.label(u) - best;
            if (isBetter(labels[u - 1], labelStarts[u - 1], gap, gapStart)) {
                gaps[u] = labels[u - 1];
                gapStarts[u] = labelStarts[u - 1];
            }
            gaps[u] += blankRatio;
            behind = gap;
            behindStart = gapStart;
        }
        enter(0, entry, t);
        labels[0] += frame.label(0) - best;
    }

    private void enter(int u, double score, int start) {
        if (isBetter(score, start, labels[u], labelStarts[u])) {
            labels[u] = score;
            labelStarts[u] = start;
        }
    }

    private static boolean isBetter(double score, int start, double than, int thanStart) {
        return score > than || (score == than && start < thanStart);
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
