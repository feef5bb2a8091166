package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.HashMap;

/**
 * The log-probabilities of the labels of a target in one frame at a time: each class is looked up once per frame,
 * however often it occurs. Not thread-safe.
 */
public final class FrameScores {

    private final Emissions emissions;
    private final int blank;
    private final int[] classes;
    private final int[] columnOfLabel;
    private final boolean needsBest;
    private final double[] column;
    private double blankScore;
    private double bestScore;

    public FrameScores(Emissions emissions, AlignmentTarget target) {
        this.emissions = emissions;
        this.blank = target.blank();
        this.columnOfLabel = new int[target.length()];
        var columns = new HashMap<Integer, Integer>();
        for (int u = 0; u < target.length(); u++) {
            columnOfLabel[u] = columns.computeIfAbsent(target.label(u), label -> columns.size());
        }
        this.classes = new int[columns.size()];
        columns.forEach((label, at) -> classes[at] = label);
        this.needsBest = target.absorbingGaps().length > 0;
        this.column = new double[classes.length];
    }

    /** Moves to frame {@code t}. */
    public void read(int t) {
        blankScore = emissions.logProb(t, blank);
        bestScore = needsBest ? emissions.logProb(t, emissions.bestClass(t)) : Double.NaN;
        emissions.logProbs(t, classes, column);
    }

    /** Returns ln p of the blank in this frame. */
    public double blank() {
        return blankScore;
    }

    /**
     * Returns ln p of the best class in this frame: the score of a gap that absorbs. NaN if no gap of the target does.
     */
    double best() {
        return bestScore;
    }

    /** Returns ln p of label {@code u} in this frame. */
    public double label(int u) {
        return column[columnOfLabel[u]];
    }

    /** Returns the number of different classes of the target. */
    int columns() {
        return column.length;
    }

    /** Returns which of the different classes label {@code u} is. */
    int columnOf(int u) {
        return columnOfLabel[u];
    }

    /** Returns ln p of one of the different classes in this frame. */
    double column(int i) {
        return column[i];
    }

    /** Writes ln p of the labels {@code [from, to)} to the same indices of {@code scores}. */
    void copyLabels(double[] scores, int from, int to) {
        for (int u = from; u < to; u++) {
            scores[u] = column[columnOfLabel[u]];
        }
    }
}
