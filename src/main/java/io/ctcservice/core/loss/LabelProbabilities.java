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

    /** Probabilities below exp(−this) count as 0: their exponents are too large to be added up over the frames. */
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
    private final double[] factors = new double[Slots.SEGMENT];
    private final double[] blankLogProb = new double[1];
    private final long[] blankExponent = new long[1];
    private boolean tooSmall;

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
        return emissions.kind() == ScoreKind.LOGITS ? 1 : Math.exp(emissions.logDivisor(t) - emissions.logRowSum(t));
    }

    /** Makes ready for {@link #exponentials} and {@link #blanks} of these frames. */
    final void normalise(int start, int frames) {
        for (int f = 0; f < frames; f++) {
            double top = emissions.rowTop(start + f);
            double logDivisor = emissions.logDivisor(start + f);
            boolean once = top == 0 && emissions.kind() != ScoreKind.PROBS; // else the shift cannot do it all
            shifts[f] = once ? logDivisor : top;
            factors[f] = once ? 1 : Math.exp(-logDivisor);
        }
    }

    /** Writes the probabilities of some rows of scores, those of the frames that were last normalised. */
    final void exponentials(
            float[] from, int start, int stride, int frames, int columns, double[] to, int toStart, int toStride) {
        if (emissions.kind() == ScoreKind.PROBS) {
            for (int f = 0; f < frames; f++) {
                for (int i = 0; i < columns; i++) {
                    to[toStart + f * toStride + i] = from[start + f * stride + i] * factors[f];
                }
            }
            return;
        }
        kernel.exponentials(from, start, stride, frames, columns, shifts, to, toStart, toStride);
        for (int f = 0; f < frames; f++) {
            for (int i = 0; i < columns && factors[f] != 1; i++) {
                to[toStart + f * toStride + i] *= factors[f];
            }
        }
    }

    /** Writes the probabilities of the blank in the frames that were last normalised. */
    final void blanks(int start, int frames, double[] to) {
        boolean probs = emissions.kind() == ScoreKind.PROBS;
        for (int f = 0; f < frames; f++) {
            to[f] = scores[(start + f) * vocabSize + blank] - (probs ? 0 : shifts[f]);
        }
        if (!probs) {
            kernel.exponentiate(to, 0, frames);
        }
        for (int f = 0; f < frames; f++) {
            to[f] *= factors[f];
        }
    }

    /** Returns the same probabilities as fractions and exponents, in which hardly any is too small. */
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
        if (logProb >= -FARTHEST) {
            return logProb;
        }
        tooSmall |= logProb > Double.NEGATIVE_INFINITY;
        return Double.NEGATIVE_INFINITY;
    }

    /**
     * Returns whether this likelihood is right: no probability but 0 was taken for 0, or the likelihood is so much larger
     * than each of these that the paths through them add nothing to it.
     */
    final boolean isRight(ScaledValue likelihood) {
        return !tooSmall || likelihood.ln() > -FARTHEST / 2;
    }
}
