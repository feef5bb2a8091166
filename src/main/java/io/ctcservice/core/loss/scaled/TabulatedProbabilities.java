package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.math.RowProducts;
import java.util.Arrays;

/**
 * Label probabilities gathered from those of all classes: for few classes. Where there is a way back, those of short
 * utterances are kept for it.
 */
final class TabulatedProbabilities extends LabelProbabilities {

    /** The most memory that may be kept until the backward pass: about what fits into a core's cache. */
    private static final long KEPT_BYTES = 1 << 20;

    private final Scratch scratch;

    /** The indices of {@link #classes} in the table. */
    private final long[] places;

    /** The tables of each segment, null before they are filled; one for all if they are not kept. */
    private final Segment[] segments;

    private final double[] scaled = new double[StateRows.SEGMENT];
    private Segment last;

    TabulatedProbabilities(RecursionInput input, boolean returning) {
        super(input, returning);
        this.scratch = input.scratch();
        this.places = scratch.longs(classes.length);
        for (int i = 0; i < places.length; i++) {
            places[i] = classes[i];
        }
        this.segments = new Segment[keptSegments(input.layout())];
        this.last = new Segment(scratch, classes.length, vocabSize);
    }

    /** Returns the number of segments to keep: all or none. */
    private int keptSegments(StateLayout layout) {
        boolean fits = (long) layout.frames() * (classes.length + vocabSize) * Double.BYTES <= KEPT_BYTES;
        return returning && fits ? layout.segments() : 0;
    }

    @Override
    SegmentProbabilities fill(int start, int frames, int from, int to) {
        int segment = start / StateRows.SEGMENT;
        if (segments.length == 0) {
            int margin = returning ? StateRows.GROUP : 0;
            fill(last, start, frames, Math.max(from - margin, 0), Math.min(to + margin, places.length));
        } else if (segments[segment] != null) {
            last = segments[segment];
        } else {
            last = segment == 0 ? last : new Segment(scratch, classes.length, vocabSize);
            segments[segment] = last;
            fill(last, start, frames, 0, classes.length - StateRows.GROUP); // no path comes to the last group
        }
        return last.rows;
    }

    private void fill(Segment segment, int start, int frames, int from, int to) {
        tabulate(segment, start, frames);
        math.products()
                .gather(
                        segment.table,
                        vocabSize,
                        frames,
                        segment.factors,
                        places,
                        from,
                        to,
                        segment.rows.labels,
                        segment.rows.stride);
        for (int f = 0; f < frames; f++) {
            segment.rows.blanks[f] = segment.table[f * vocabSize + blank] * segment.factors[f];
        }
    }

    private void tabulate(Segment segment, int start, int frames) {
        double[] factors = segment.factors;
        if (emissions.areModerateLogits()) {
            math.sums().exponentialSums(scores, start * vocabSize, frames, vocabSize, factors, segment.table);
            for (int f = 0; f < frames; f++) {
                factors[f] = 1 / factors[f];
            }
        } else {
            normalise(start, frames);
            Arrays.fill(factors, 1);
            exponentials(scores, start * vocabSize, vocabSize, frames, vocabSize, segment.table, 0, vocabSize);
        }
    }

    @Override
    SegmentProbabilities last() {
        return last.rows;
    }

    /**
     * Writes probability − sum for all classes in the frames of the segment last filled.
     *
     * @param sums {@code [SEGMENT][V]}
     * @param to {@code [T][V]}
     */
    void writeGradient(int start, int frames, double[] sums, float[] to) {
        for (int f = 0; f < frames; f++) {
            scaled[f] = last.factors[f] * scale(start + f);
        }
        math.products().multiplySubtract(last.table, scaled, sums, frames, vocabSize, to, start * vocabSize);
    }

    private static final class Segment {

        final SegmentProbabilities rows;

        /** The values that times their frame's factor are the probabilities of the classes, {@code [SEGMENT][V]}. */
        final double[] table;

        final double[] factors = new double[StateRows.SEGMENT];

        Segment(Scratch scratch, int stride, int vocabSize) {
            this.rows = SegmentProbabilities.plain(stride, scratch);
            this.table = scratch.doubles(StateRows.SEGMENT * vocabSize + RowProducts.SLACK);
        }
    }
}
