package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.Arrays;

/**
 * The confidence in the label of a span of frames: the CTC probability that these frames, taken alone, collapse to that
 * label, over the probability that they collapse to any one label or to none.
 *
 * <p>Three states for each label, in probabilities rescaled every frame: still blank, in the label, blank again. In a
 * span of one frame this is softmax. Not thread-safe.
 */
public final class SpanPosterior {

    private final Emissions emissions;
    private final int blank;
    private final double[] inside;
    private final double[] after;

    public SpanPosterior(Emissions emissions, int blank) {
        this.emissions = emissions;
        this.blank = blank;
        this.inside = new double[emissions.vocabSize()];
        this.after = new double[emissions.vocabSize()];
    }

    /** Returns the confidence in [0, 1] of {@code label} in frames {@code [start, end)}. O((end − start)·V). */
    public double confidence(int label, int start, int end) {
        if (end - start == 1) {
            return Math.min(1, emissions.softmax(start, label));
        }
        Arrays.fill(inside, 0);
        Arrays.fill(after, 0);
        double before = 1;
        double total = 1;
        for (int t = start; t < end && total > 0; t++) {
            double blankProb = emissions.softmax(t, blank);
            double next = before * blankProb / total;
            double sum = next;
            for (int v = 0; v < inside.length; v++) {
                if (v != blank) {
                    after[v] = (after[v] + inside[v]) * blankProb / total;
                    inside[v] = (inside[v] + before) * emissions.softmax(t, v) / total;
                    sum += after[v] + inside[v];
                }
            }
            before = next;
            total = sum;
        }
        return total > 0 ? Math.min(1, (inside[label] + after[label]) / total) : 0;
    }
}
