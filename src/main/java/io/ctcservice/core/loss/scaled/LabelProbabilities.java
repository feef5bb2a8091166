package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.math.RowMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The probabilities of a target's labels in the frames of a segment. Not thread-safe. */
abstract sealed class LabelProbabilities permits TabulatedProbabilities, PickedProbabilities {

    /**
     * The largest number of classes for which whole rows are always cheapest; also where there are at most as many
     * classes as labels.
     */
    private static final int FEW_CLASSES = 32;

    /** The ln p below which a probability counts as 0: its exponent is too large to be added up over the frames. */
    private static final double LEAST_LOG_PROB = -0x1p35;

    final RowMath math;
    final Emissions emissions;
    final float[] scores;
    final int vocabSize;
    final int blank;

    /** The class of the label of each pair, the blank if there is no label; {@code [stride]}. */
    final int[] classes;

    /** Whether a backward pass follows. */
    final boolean returning;

    private SegmentProbabilities exactRows = SegmentProbabilities.exact(0);
    private @Nullable ExactClasses exactClasses;
    private final double[] shifts = new double[StateRows.SEGMENT];
    private final double[] factors = new double[StateRows.SEGMENT];
    private final double[] blankLogProb = new double[1];
    private final long[] blankExponent = new long[1];
    private boolean tooSmall;

    LabelProbabilities(RecursionInput input, boolean returning) {
        this.math = input.math().rows();
        this.emissions = input.emissions();
        this.scores = emissions.scores().borrowArray();
        this.vocabSize = emissions.vocabSize();
        this.blank = input.target().blank();
        this.returning = returning;
        this.classes = new int[input.layout().stride()];
        Arrays.fill(classes, blank);
        var labels = input.target().labels().toArray();
        System.arraycopy(labels, 0, classes, input.layout().forwardFirst(), labels.length);
    }

    /** @param returning whether a backward pass follows */
    static LabelProbabilities of(RecursionInput input, boolean returning) {
        int few = Math.max(FEW_CLASSES, input.layout().targetLength());
        boolean computed =
                returning || input.emissions().kind() != ScoreKind.PROBS; // else there is nothing to do but to pick
        return computed && input.emissions().vocabSize() <= few
                ? new TabulatedProbabilities(input, returning)
                : new PickedProbabilities(input, returning);
    }

    /**
     * Returns the probabilities in {@code frames} frames from {@code start} on, of the pairs {@code [from, to)} at least;
     * where there is a way back also of what it reads on, by less than a group on either side.
     */
    abstract SegmentProbabilities fill(int start, int frames, int from, int to);

    /** Returns the probabilities last filled. */
    abstract SegmentProbabilities last();

    /** Returns the factor that makes the probabilities of a frame, as they were filled, sum to 1. */
    final double scale(int t) {
        return emissions.kind() == ScoreKind.LOGITS ? 1 : Math.exp(emissions.logDivisor(t) - emissions.logRowSum(t));
    }

    /** Prepares {@link #exponentials} and {@link #blanks} of these frames. */
    final void normalise(int start, int frames) {
        for (int f = 0; f < frames; f++) {
            double top = emissions.rowTop(start + f);
            double logDivisor = emissions.logDivisor(start + f);
            boolean once = top == 0 && emissions.kind() != ScoreKind.PROBS; // else the shift alone is not enough
            shifts[f] = once ? logDivisor : top;
            factors[f] = once ? 1 : Math.exp(-logDivisor);
        }
    }

    /** Returns what a score of the frame that was normalised as number {@code f} is multiplied by. */
    final double factor(int f) {
        return factors[f];
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
        math.exponentials().write(from, start, stride, frames, columns, shifts, to, toStart, toStride);
        for (int f = 0; f < frames; f++) {
            for (int i = 0; i < columns && factors[f] != 1; i++) {
                to[toStart + f * toStride + i] = inRange(to[toStart + f * toStride + i] * factors[f]);
            }
        }
    }

    /**
     * Returns a probability, or 0 where it is below the normal range and so not right to rounding: of 0 the recursion
     * notices that something was lost.
     */
    private static double inRange(double probability) {
        return probability < Double.MIN_NORMAL ? 0 : probability;
    }

    /** Writes the probabilities of the blank in the frames that were last normalised. */
    final void blanks(int start, int frames, double[] to) {
        boolean probs = emissions.kind() == ScoreKind.PROBS;
        for (int f = 0; f < frames; f++) {
            to[f] = scores[(start + f) * vocabSize + blank] - (probs ? 0 : shifts[f]);
        }
        if (!probs) {
            math.exponentials().replace(to, 0, frames);
        }
        for (int f = 0; f < frames; f++) {
            to[f] = inRange(to[f] * factors[f]);
        }
    }

    /** Returns the same probabilities as fractions and exponents, which hold nearly all small values. */
    final SegmentProbabilities fillExactly(int start, int frames, int from, int to) {
        var known = exactClasses;
        if (known == null) {
            known = new ExactClasses(emissions, math.exponentials(), classes);
            exactClasses = known;
            exactRows = SegmentProbabilities.exact(classes.length);
        }
        for (int f = 0; f < frames; f++) {
            int row = f * classes.length;
            if (to - from > known.size() && known.read(start + f, LEAST_LOG_PROB)) {
                known.write(from, to, exactRows.labels, exactRows.labelExponents, row);
            } else {
                fillOneByOne(start + f, from, to, row);
            }
            blankLogProb[0] = logProb(start + f, blank);
            math.exponentials().split(blankLogProb, blankExponent, 0, 1);
            exactRows.blanks[f] = blankLogProb[0];
            exactRows.blankExponents[f] = blankExponent[0];
        }
        return exactRows;
    }

    private void fillOneByOne(int t, int from, int to, int row) {
        for (int i = from; i < to; i++) {
            exactRows.labels[row + i] = logProb(t, classes[i]);
        }
        math.exponentials().split(exactRows.labels, exactRows.labelExponents, row + from, row + to);
    }

    private double logProb(int t, int v) {
        double logProb = emissions.logProb(t, v);
        if (logProb >= LEAST_LOG_PROB) {
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
        return !tooSmall || likelihood.ln() > LEAST_LOG_PROB / 2;
    }
}
