package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;

/**
 * The probabilities of a target's labels in the frames of a segment. Where there are few classes, those of all classes are
 * worked out and spread over the labels, else those of the labels alone. Not thread-safe.
 */
final class LabelProbabilities {

    /** Up to so many classes, whole rows are cheapest. */
    private static final int FEW_CLASSES = 32;

    /** A logarithm of a probability beyond this has an exponent too large to be added up over the frames. */
    private static final double FARTHEST = 0x1p35;

    private final RowKernel kernel;
    private final Emissions emissions;
    private final float[] scores;
    private final int vocabSize;
    private final int blank;

    /** Class of the label of each slot, the blank where there is no label; {@code [stride]}. */
    private final int[] classes;

    /** The same as places in {@link #table}; whole rows only. */
    private final long[] places;

    private final boolean wholeRows;

    /** Probabilities of all classes, {@code [SEGMENT][V]}; whole rows only. */
    private final double[] table;

    /** Scores of the slots' labels, {@code [SEGMENT][stride]}; not for whole rows. */
    private final float[] picked;

    private final double[] shifts = new double[Slots.SEGMENT];
    private final double[] blankLogProb = new double[1];
    private final long[] blankExponent = new long[1];
    private boolean beyondRange;

    LabelProbabilities(RowKernel kernel, Emissions emissions, ExtendedTarget target, SlotLayout layout) {
        this.kernel = kernel;
        this.emissions = emissions;
        this.scores = emissions.scores().borrowArray();
        this.vocabSize = emissions.vocabSize();
        this.blank = target.blank();
        var labels = target.labels().toArray();
        this.classes = new int[layout.stride()];
        Arrays.fill(classes, blank);
        for (int u = 0; u < labels.length; u++) {
            classes[layout.forwardFirst() + u] = labels[u];
        }
        this.wholeRows = vocabSize <= Math.max(FEW_CLASSES, labels.length);
        this.places = wholeRows ? Arrays.stream(classes).asLongStream().toArray() : new long[0];
        this.table = new double[wholeRows ? Slots.SEGMENT * vocabSize + RowKernel.SLACK : 0];
        this.picked = new float[wholeRows ? 0 : Slots.SEGMENT * layout.stride()];
    }

    /** Returns whether {@link #table} is what {@link #tabulate} fills. */
    boolean wholeRows() {
        return wholeRows;
    }

    /** Returns the probabilities of all classes in the frames of the segment last filled or tabulated, {@code [][V]}. */
    double[] table() {
        return table;
    }

    /** Writes the probabilities of the slots {@code [from, to)} in {@code frames} frames from {@code start} on. */
    void fill(SegmentRows rows, int start, int frames, int from, int to) {
        tabulate(start, frames);
        if (wholeRows) {
            kernel.gather(table, vocabSize, frames, places, from, to, rows.labels, rows.stride);
            for (int f = 0; f < frames; f++) {
                rows.blanks[f] = table[f * vocabSize + blank];
            }
        } else {
            pick(start, frames, from, to);
            exponentials(picked, from, rows.stride, frames, to - from, rows.labels, from, rows.stride);
            exponentials(scores, start * vocabSize + blank, vocabSize, frames, 1, rows.blanks, 0, 1);
        }
    }

    /** Works out the probabilities of all classes in a segment, which {@link #fill} also does; whole rows only. */
    void tabulate(int start, int frames) {
        for (int f = 0; f < frames; f++) {
            shifts[f] = emissions.kind() == ScoreKind.LOGITS ? emissions.logRowSum(start + f) : 0;
        }
        if (wholeRows) {
            exponentials(scores, start * vocabSize, vocabSize, frames, vocabSize, table, 0, vocabSize);
        }
    }

    private void pick(int start, int frames, int from, int to) {
        for (int f = 0; f < frames; f++) {
            int row = (start + f) * vocabSize;
            int at = f * classes.length;
            for (int i = from; i < to; i++) {
                picked[at + i] = scores[row + classes[i]];
            }
        }
    }

    private void exponentials(
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

    /**
     * Writes the same probabilities as fractions and exponents, in which none is too small.
     *
     * @return false if a finite one is so small that not even that will do
     */
    boolean fillExactly(SegmentRows rows, int start, int frames, int from, int to) {
        for (int f = 0; f < frames; f++) {
            int row = f * rows.stride;
            for (int i = from; i < to; i++) {
                rows.labels[row + i] = logProb(start + f, classes[i]);
            }
            kernel.split(rows.labels, rows.labelExponents, row + from, row + to);
            blankLogProb[0] = logProb(start + f, blank);
            kernel.split(blankLogProb, blankExponent, 0, 1);
            rows.blanks[f] = blankLogProb[0];
            rows.blankExponents[f] = blankExponent[0];
        }
        return !beyondRange;
    }

    private double logProb(int t, int v) {
        double logProb = emissions.logProb(t, v);
        beyondRange |= logProb < -FARTHEST && logProb > Double.NEGATIVE_INFINITY;
        return logProb;
    }
}
