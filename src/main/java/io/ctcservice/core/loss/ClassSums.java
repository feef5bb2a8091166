package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums the posteriors of a segment's states over the states of each class, and writes the rows of the occupancy or of the
 * gradient. Not thread-safe.
 */
final class ClassSums {

    /** Frames that are summed at a time: as many independent sums. */
    private static final int TOGETHER = 8;

    private final RowKernel kernel;
    private final Emissions emissions;
    private final LabelProbabilities probabilities;
    private final int vocabSize;

    /** The classes that are summed: the target's and the blank, or all in order where whole rows are worked on. */
    private final int[] classes;

    private final int blankPlace;

    /** Slots of the labels, ordered by class. */
    private final int[] slots;

    /** Where in {@link #slots} each class starts, {@code [classes + 1]}. */
    private final int[] starts;

    /** {@code [SEGMENT][classes]}. */
    private final double[] sums;

    ClassSums(
            RowKernel kernel,
            Emissions emissions,
            ExtendedTarget target,
            SlotLayout layout,
            LabelProbabilities probabilities) {
        this.kernel = kernel;
        this.emissions = emissions;
        this.probabilities = probabilities;
        this.vocabSize = emissions.vocabSize();
        var labels = target.labels().toArray();
        this.classes = probabilities instanceof TabulatedProbabilities
                ? IntStream.range(0, vocabSize).toArray()
                : IntStream.concat(Arrays.stream(labels), IntStream.of(target.blank()))
                        .sorted()
                        .distinct()
                        .toArray();
        this.blankPlace = Arrays.binarySearch(classes, target.blank());
        this.starts = new int[classes.length + 1];
        this.slots = new int[labels.length];
        order(labels, layout.forwardFirst());
        this.sums = new double[Slots.SEGMENT * classes.length];
    }

    private void order(int[] labels, int firstSlot) {
        var places = new int[labels.length];
        for (int u = 0; u < labels.length; u++) {
            places[u] = Arrays.binarySearch(classes, labels[u]);
            starts[places[u] + 1]++;
        }
        for (int c = 0; c < classes.length; c++) {
            starts[c + 1] += starts[c];
        }
        var next = starts.clone();
        for (int u = 0; u < labels.length; u++) {
            slots[next[places[u]]++] = firstSlot + u;
        }
    }

    /** Sums the posteriors of {@code frames} frames. */
    void sum(Posteriors posteriors, int frames) {
        int f = 0;
        for (; f <= frames - TOGETHER; f += TOGETHER) {
            sumTogether(posteriors.labels, f * posteriors.stride, posteriors.stride, f * classes.length);
        }
        for (; f < frames; f++) {
            sumOne(posteriors.labels, f * posteriors.stride, f * classes.length);
        }
        for (f = 0; f < frames; f++) {
            sums[f * classes.length + blankPlace] += posteriors.blanks[f];
        }
    }

    private void sumTogether(double[] labels, int at, int stride, int to) {
        int size = classes.length;
        for (int c = 0; c < size; c++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            double sum5 = 0;
            double sum6 = 0;
            double sum7 = 0;
            for (int p = starts[c]; p < starts[c + 1]; p++) {
                int i = at + slots[p];
                sum0 += labels[i];
                sum1 += labels[i + stride];
                sum2 += labels[i + 2 * stride];
                sum3 += labels[i + 3 * stride];
                sum4 += labels[i + 4 * stride];
                sum5 += labels[i + 5 * stride];
                sum6 += labels[i + 6 * stride];
                sum7 += labels[i + 7 * stride];
            }
            sums[to + c] = sum0;
            sums[to + size + c] = sum1;
            sums[to + 2 * size + c] = sum2;
            sums[to + 3 * size + c] = sum3;
            sums[to + 4 * size + c] = sum4;
            sums[to + 5 * size + c] = sum5;
            sums[to + 6 * size + c] = sum6;
            sums[to + 7 * size + c] = sum7;
        }
    }

    private void sumOne(double[] labels, int at, int to) {
        for (int c = 0; c < classes.length; c++) {
            double sum = 0;
            for (int p = starts[c]; p < starts[c + 1]; p++) {
                sum += labels[at + slots[p]];
            }
            sums[to + c] = sum;
        }
    }

    /** Writes the occupancy of the frames last summed, {@code [T][V]}, from frame {@code start} on. */
    void writeOccupancy(int start, int frames, float[] values) {
        for (int f = 0; f < frames; f++) {
            int row = (start + f) * vocabSize;
            for (int c = 0; c < classes.length; c++) {
                values[row + classes[c]] = (float) sums[f * classes.length + c];
            }
        }
    }

    /** Writes softmax − occupancy of the frames last summed, whose probabilities are those last filled. */
    void writeGradient(int start, int frames, float[] values) {
        for (int f = 0; f < frames; f++) {
            int t = start + f;
            double scale = emissions.kind() == ScoreKind.LOGITS ? 1 : Math.exp(-emissions.logRowSum(t));
            if (probabilities instanceof TabulatedProbabilities table) {
                table.writeDifferences(f, scale, sums, values, t * vocabSize);
            } else {
                softmax(t, (float) scale, values);
                correct(probabilities.last(), f, scale, values, t * vocabSize);
            }
        }
    }

    private void softmax(int t, float scale, float[] values) {
        float[] scores = emissions.scores().borrowArray();
        int row = t * vocabSize;
        if (emissions.kind() == ScoreKind.PROBS) {
            for (int i = row; i < row + vocabSize; i++) {
                values[i] = scores[i] * scale;
            }
        } else {
            kernel.softmax(scores, row, vocabSize, emissions.logRowSum(t), values, row);
        }
    }

    /** Writes the classes that have an occupancy, in float64 up to the difference. */
    private void correct(SegmentRows rows, int f, double scale, float[] values, int row) {
        for (int c = 0; c < classes.length; c++) {
            double probability = c == blankPlace ? rows.blanks[f] : rows.labels[f * rows.stride + slots[starts[c]]];
            values[row + classes[c]] = (float) (probability * scale - sums[f * classes.length + c]);
        }
    }
}
