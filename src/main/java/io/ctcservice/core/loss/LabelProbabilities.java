package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;

/**
 * The probabilities of a target's classes in the frames of a segment: worked out once for each class, then spread over
 * the labels. Not thread-safe.
 */
final class LabelProbabilities {

    /** A logarithm of a probability beyond this has an exponent too large to be added up over the frames. */
    private static final double FARTHEST = 0x1p35;

    private final RowKernel kernel;
    private final Emissions emissions;
    private final float[] scores;
    private final int vocabSize;

    /** The classes of the table, or all of them in order. */
    private final int[] classes;

    private final boolean wholeRows;
    private final int size;
    private final float[] picked;

    /** Probabilities of the classes of the table, {@code [SEGMENT][size]}. */
    private final double[] table;

    /** Place in the table of the label of each slot, the blank's where there is no label; {@code [stride]}. */
    private final long[] index;

    private final int blankIndex;
    private final double[] logProbs;
    private final long[] exponents;
    private final double[] occupancy;

    /** The slots that have labels. */
    private final int first;

    private final int last;
    private boolean beyondRange;

    LabelProbabilities(RowKernel kernel, Emissions emissions, ExtendedTarget target, SlotLayout layout) {
        this.kernel = kernel;
        this.emissions = emissions;
        this.scores = emissions.scores().borrowArray();
        this.vocabSize = emissions.vocabSize();
        var labels = target.labels().toArray();
        var distinct = distinct(labels, target.blank());
        this.wholeRows = vocabSize <= 2 * distinct.length;
        this.classes = wholeRows ? allClasses(vocabSize) : distinct;
        this.size = classes.length;
        this.picked = new float[wholeRows ? 0 : size];
        this.table = new double[Slots.SEGMENT * size + RowKernel.SLACK];
        this.blankIndex = Arrays.binarySearch(classes, target.blank());
        this.index = new long[layout.stride()];
        Arrays.fill(index, blankIndex);
        for (int u = 0; u < labels.length; u++) {
            index[layout.forwardFirst() + u] = Arrays.binarySearch(classes, labels[u]);
        }
        this.logProbs = new double[size];
        this.exponents = new long[size];
        this.occupancy = new double[size];
        this.first = layout.forwardFirst();
        this.last = first + labels.length;
    }

    private static int[] distinct(int[] labels, int blank) {
        var sorted = Arrays.copyOf(labels, labels.length + 1);
        sorted[labels.length] = blank;
        Arrays.sort(sorted);
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    private static int[] allClasses(int vocabSize) {
        var classes = new int[vocabSize];
        Arrays.setAll(classes, v -> v);
        return classes;
    }

    /** Writes the probabilities of the slots {@code [from, to)} in {@code frames} frames from {@code start} on. */
    void fill(SegmentRows rows, int start, int frames, int from, int to) {
        for (int f = 0; f < frames; f++) {
            tabulateFrame(start + f, f * size);
            kernel.gather(table, f * size, size, index, from, to, rows.labels, f * rows.stride);
            rows.blanks[f] = table[f * size + blankIndex];
        }
    }

    /** Works out the probabilities of the classes in a segment, which {@link #fill} also does. */
    void tabulate(int start, int frames) {
        for (int f = 0; f < frames; f++) {
            tabulateFrame(start + f, f * size);
        }
    }

    private void tabulateFrame(int t, int at) {
        int row = t * vocabSize;
        if (emissions.kind() == ScoreKind.PROBS) {
            for (int c = 0; c < size; c++) {
                table[at + c] = scores[row + classes[c]];
            }
            return;
        }
        double shift = emissions.kind() == ScoreKind.LOGITS ? emissions.logRowSum(t) : 0;
        if (wholeRows) {
            kernel.exponentials(scores, row, vocabSize, shift, table, at);
        } else {
            for (int c = 0; c < size; c++) {
                picked[c] = scores[row + classes[c]];
            }
            kernel.exponentials(picked, 0, size, shift, table, at);
        }
    }

    /**
     * Writes the same probabilities as fractions and exponents, in which none is too small.
     *
     * @return false if a finite one is so small that not even that will do
     */
    boolean fillExactly(SegmentRows rows, int start, int frames, int from, int to) {
        for (int f = 0; f < frames; f++) {
            int t = start + f;
            for (int c = 0; c < size; c++) {
                logProbs[c] = emissions.kind() == ScoreKind.PROBS
                        ? Math.log(scores[t * vocabSize + classes[c]])
                        : emissions.logProb(t, classes[c]);
                beyondRange |= logProbs[c] < -FARTHEST && logProbs[c] > Double.NEGATIVE_INFINITY;
            }
            kernel.split(logProbs, exponents, 0, size);
            for (int i = from; i < to; i++) {
                rows.labels[f * rows.stride + i] = logProbs[(int) index[i]];
                rows.labelExponents[f * rows.stride + i] = exponents[(int) index[i]];
            }
            rows.blanks[f] = logProbs[blankIndex];
            rows.blankExponents[f] = exponents[blankIndex];
        }
        return !beyondRange;
    }

    /** Adds up the posteriors of a frame of the states of each class; those of other slots than these are 0. */
    void sumOverLabels(Posteriors posteriors, int f, int from, int to) {
        Arrays.fill(occupancy, 0);
        int row = f * posteriors.stride;
        for (int i = Math.max(from, first); i < Math.min(to, last); i++) {
            occupancy[(int) index[i]] += posteriors.labels[row + i];
        }
        occupancy[blankIndex] += posteriors.blanks[f];
    }

    /**
     * Writes softmax − occupancy, or the occupancy, of the frame that {@link #sumOverLabels} was last asked about.
     *
     * @param f its place in the segment last filled
     * @param t its place in the utterance
     */
    void write(int f, int t, boolean gradient, float[] values) {
        int row = t * vocabSize;
        if (!gradient) {
            for (int c = 0; c < size; c++) {
                values[row + classes[c]] = (float) occupancy[c];
            }
            return;
        }
        double scale = emissions.kind() == ScoreKind.LOGITS ? 1 : Math.exp(-emissions.logRowSum(t));
        if (wholeRows) {
            for (int v = 0; v < vocabSize; v++) {
                values[row + v] = (float) (table[f * size + v] * scale - occupancy[v]);
            }
            return;
        }
        softmax(t, row, (float) scale, values);
        for (int c = 0; c < size; c++) {
            values[row + classes[c]] = (float) (table[f * size + c] * scale - occupancy[c]);
        }
    }

    private void softmax(int t, int row, float scale, float[] values) {
        if (emissions.kind() == ScoreKind.PROBS) {
            for (int i = row; i < row + vocabSize; i++) {
                values[i] = scores[i] * scale;
            }
        } else {
            kernel.softmax(scores, row, vocabSize, emissions.logRowSum(t), values, row);
        }
    }
}
