package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;

/** The probabilities of a target's labels in the frames of a segment. Not thread-safe. */
abstract sealed class LabelProbabilities permits TabulatedProbabilities, PickedProbabilities {

    /** Up to so many classes, or as many as there are labels, whole rows are cheapest. */
    private static final int FEW_CLASSES = 32;

    /** A logarithm of a probability beyond this has an exponent too large to be added up over the frames. */
    private static final double FARTHEST = 0x1p35;

    final RowKernel kernel;
    final Emissions emissions;
    final float[] scores;
    final int vocabSize;
    final int blank;

    /** Class of the label of each slot, the blank where there is no label; {@code [stride]}. */
    final int[] classes;

    /** Whether there is a way back. */
    final boolean returning;

    private SegmentRows exactRows = SegmentRows.exact(0);
    private final double[] shifts = new double[Slots.SEGMENT];
    private final double[] blankLogProb = new double[1];
    private final long[] blankExponent = new long[1];
    private boolean inRange = true;

    LabelProbabilities(Problem problem, boolean returning) {
        this.kernel = problem.kernel();
        this.emissions = problem.emissions();
        this.scores = emissions.scores().borrowArray();
        this.vocabSize = emissions.vocabSize();
        this.blank = problem.target().blank();
        this.returning = returning;
        this.classes = new int[problem.layout().stride()];
        Arrays.fill(classes, blank);
        var labels = problem.target().labels().toArray();
        System.arraycopy(labels, 0, classes, problem.layout().forwardFirst(), labels.length);
    }

    /** @param returning whether there is a way back */
    static LabelProbabilities of(Problem problem, boolean returning) {
        int few = Math.max(FEW_CLASSES, problem.layout().targetLength());
        return problem.emissions().vocabSize() <= few
                ? new TabulatedProbabilities(problem, returning)
                : new PickedProbabilities(problem, returning);
    }

    /**
     * Returns the probabilities in {@code frames} frames from {@code start} on, of the slots {@code [from, to)} at least;
     * where there is a way back also of what it reads on, by less than a group on either side.
     */
    abstract SegmentRows fill(int start, int frames, int from, int to);

    /** Returns what was last filled. */
    abstract SegmentRows last();

    /** Returns what makes the probabilities of a frame, as they were filled, sum to 1. */
    final double scale(int t) {
        return emissions.kind() == ScoreKind.LOGITS ? 1 : Math.exp(-emissions.logRowSum(t));
    }

    /** Returns what is to be subtracted from the scores of each frame before exp. */
    final double[] shifts(int start, int frames) {
        for (int f = 0; f < frames; f++) {
            shifts[f] = emissions.kind() == ScoreKind.LOGITS ? emissions.logRowSum(start + f) : 0;
        }
        return shifts;
    }

    /** Writes the probabilities of some rows of scores, with the {@link #shifts} last asked for. */
    final void exponentials(
            float[] from, int start, int stride, int frames, int columns, double[] to, int toStart, int toStride) {
        if (emissions.kind() != ScoreKind.PROBS) {
            kernel.exponentials(from, start, stride, frames, columns, shifts, to, toStart, toStride);
            return;
        }
        for (int f = 0; f < frames; f++) {
            for (int i = 0; i < columns; i++) {
                to[toStart + f * toStride + i] = from[start + f * stride + i];
            }
        }
    }

    /** Returns the same probabilities as fractions and exponents, in which none is too small. */
    final SegmentRows fillExactly(int start, int frames, int from, int to) {
        if (exactRows.stride == 0) {
            exactRows = SegmentRows.exact(classes.length);
        }
        for (int f = 0; f < frames; f++) {
            int row = f * classes.length;
            for (int i = from; i < to; i++) {
                exactRows.labels[row + i] = logProb(start + f, classes[i]);
            }
            kernel.split(exactRows.labels, exactRows.labelExponents, row + from, row + to);
            blankLogProb[0] = logProb(start + f, blank);
            kernel.split(blankLogProb, blankExponent, 0, 1);
            exactRows.blanks[f] = blankLogProb[0];
            exactRows.blankExponents[f] = blankExponent[0];
        }
        return exactRows;
    }

    private double logProb(int t, int v) {
        double logProb = emissions.logProb(t, v);
        inRange &= !(logProb < -FARTHEST && logProb > Double.NEGATIVE_INFINITY);
        return logProb;
    }

    /** Returns whether no probability but 0 was so small that not even {@link #fillExactly} can hold it. */
    final boolean inRange() {
        return inRange;
    }
}
