package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.math.RowMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The occupancy of the classes in the frames of a segment: sums of the posteriors over the states of each class. Writes
 * the rows of the occupancy or of the gradient. Not thread-safe.
 */
final class ClassOccupancy {

    /** The number of further pairs per first pair from which whole runs are cheaper. */
    private static final int MANY_TIMES = 2;

    /** The number of frames that are summed at a time. */
    private static final int TOGETHER = 4;

    private final RowMath math;
    private final Emissions emissions;
    private final LabelProbabilities probabilities;
    private final int vocabSize;

    private final int blank;

    /** The classes of the target, in the order of their first occurrence; {@link #firsts} of them. */
    private final int[] classes;

    /**
     * The first pair of each of these classes, and the index of its sum: the class itself where whole rows are used.
     */
    private final int[] firstPairs;

    private final int[] firstPlaces;
    private int firsts;

    /** The other pairs, and the indices of their sums; {@link #more} of them. */
    private final int[] morePairs;

    private final int[] morePlaces;
    private int more;

    private final int blankPlace;

    /** The number of sums per frame. */
    private final int width;

    /** {@code [SEGMENT][width]}. */
    private final double[] sums;

    /** The pairs ordered by class, null where the two lists are cheaper. */
    private final @Nullable StatesByClass runs;

    ClassOccupancy(RecursionInput input, LabelProbabilities probabilities) {
        this.math = input.math().rows();
        this.emissions = input.emissions();
        this.probabilities = probabilities;
        this.vocabSize = emissions.vocabSize();
        this.blank = input.target().blank();
        var labels = input.target().labels().toArray();
        this.classes = new int[labels.length];
        this.firstPairs = new int[labels.length];
        this.firstPlaces = new int[labels.length];
        this.morePairs = new int[labels.length];
        this.morePlaces = new int[labels.length];
        boolean wholeRows = probabilities instanceof TabulatedProbabilities;
        int firstPair = input.layout().forwardFirst();
        var places = list(labels, wholeRows, firstPair);
        this.blankPlace = wholeRows ? blank : firsts;
        this.width = wholeRows ? vocabSize : firsts + 1;
        this.sums = input.scratch().doubles(StateRows.SEGMENT * width);
        this.runs = more > MANY_TIMES * firsts ? new StatesByClass(places, width, firstPair) : null;
    }

    /** Lists the pairs; returns the index of each pair's sum. */
    private int[] list(int[] labels, boolean wholeRows, int firstPair) {
        var places = new int[labels.length];
        var placeOf = new int[vocabSize];
        Arrays.fill(placeOf, -1);
        for (int u = 0; u < labels.length; u++) {
            int label = labels[u];
            if (placeOf[label] < 0) {
                placeOf[label] = wholeRows ? label : firsts;
                classes[firsts] = label;
                firstPairs[firsts] = firstPair + u;
                firstPlaces[firsts++] = placeOf[label];
            } else {
                morePairs[more] = firstPair + u;
                morePlaces[more++] = placeOf[label];
            }
            places[u] = placeOf[label];
        }
        return places;
    }

    /** Sums the posteriors of {@code frames} frames. */
    void sum(Posteriors posteriors, int frames) {
        if (runs != null) {
            runs.sum(posteriors, frames, sums);
        } else {
            int f = 0;
            for (; f <= frames - TOGETHER; f += TOGETHER) {
                sumTogether(posteriors.labels, f * posteriors.stride, posteriors.stride, f * width);
            }
            for (; f < frames; f++) {
                sumOne(posteriors.labels, f * posteriors.stride, f * width);
            }
        }
        for (int f = 0; f < frames; f++) {
            sums[f * width + blankPlace] = posteriors.blanks[f];
        }
    }

    private void sumTogether(double[] labels, int at, int stride, int to) {
        for (int i = 0; i < firsts; i++) {
            int from = at + firstPairs[i];
            int place = to + firstPlaces[i];
            sums[place] = labels[from];
            sums[place + width] = labels[from + stride];
            sums[place + 2 * width] = labels[from + 2 * stride];
            sums[place + 3 * width] = labels[from + 3 * stride];
        }
        for (int i = 0; i < more; i++) {
            int from = at + morePairs[i];
            int place = to + morePlaces[i];
            sums[place] += labels[from];
            sums[place + width] += labels[from + stride];
            sums[place + 2 * width] += labels[from + 2 * stride];
            sums[place + 3 * width] += labels[from + 3 * stride];
        }
    }

    private void sumOne(double[] labels, int at, int to) {
        for (int i = 0; i < firsts; i++) {
            sums[to + firstPlaces[i]] = labels[at + firstPairs[i]];
        }
        for (int i = 0; i < more; i++) {
            sums[to + morePlaces[i]] += labels[at + morePairs[i]];
        }
    }

    /** Writes the occupancy of the frames last summed, {@code [T][V]}, from frame {@code start} on. */
    void writeOccupancy(int start, int frames, float[] values) {
        for (int f = 0; f < frames; f++) {
            int row = (start + f) * vocabSize;
            for (int i = 0; i < firsts; i++) {
                values[row + classes[i]] = (float) sums[f * width + firstPlaces[i]];
            }
            values[row + blank] = (float) sums[f * width + blankPlace];
        }
    }

    /** Writes softmax − occupancy of the frames last summed, whose probabilities are those last filled. */
    void writeGradient(int start, int frames, float[] values) {
        if (probabilities instanceof TabulatedProbabilities table) {
            table.writeGradient(start, frames, sums, values);
            return;
        }
        for (int f = 0; f < frames; f++) {
            softmax(start + f, values);
            correct(probabilities.last(), f, probabilities.scale(start + f), values, (start + f) * vocabSize);
        }
    }

    private void softmax(int t, float[] values) {
        float[] scores = emissions.scores().borrowArray();
        int row = t * vocabSize;
        double top = emissions.rowTop(t);
        double logSum = emissions.logRowSum(t);
        if (emissions.kind() == ScoreKind.PROBS) {
            float scale = (float) Math.exp(-logSum);
            for (int i = row; i < row + vocabSize; i++) {
                values[i] = scores[i] * scale;
            }
            return;
        }
        math.softmax().write(scores, row, vocabSize, top == 0 ? logSum : top, values, row);
        float factor =
                top == 0 ? 1 : (float) Math.exp(-logSum); // for scores so large the shift was the highest of the row
        for (int i = row; i < row + vocabSize && factor != 1; i++) {
            values[i] *= factor;
        }
    }

    /** Rewrites the classes that have an occupancy, in float64 up to the difference. */
    private void correct(SegmentProbabilities rows, int f, double scale, float[] values, int row) {
        int labels = f * rows.stride;
        int at = f * width;
        for (int i = 0; i < firsts; i++) {
            values[row + classes[i]] = (float) (rows.labels[labels + firstPairs[i]] * scale - sums[at + i]);
        }
        values[row + blank] = (float) (rows.blanks[f] * scale - sums[at + blankPlace]);
    }
}
