package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.ScoreKind;

/**
 * Label probabilities computed from the scores of the labels alone: for many classes. Where there is a way back, they
 * are kept for it as far as they fit into a budget.
 */
final class PickedProbabilities extends LabelProbabilities {

    /** The number of floats in a cache line. */
    private static final int FLOATS_AT_ONCE = 16;

    /** The most memory that may be kept until the backward pass. */
    private static final long KEPT_BYTES = 16L << 20;

    private final Scratch scratch;

    /** The scores of the pairs' labels, {@code [SEGMENT][stride]}. */
    private final float[] picked;

    /** The rows of each segment, null before they are filled; empty if they are not kept. */
    private final SegmentProbabilities[] kept;

    /** Whether nearly every part of a row is used, so that it is cheaper to read all of it in order first. */
    private final boolean dense;

    /** The result of reading, kept so that the compiler does not remove the read. */
    float largestMagnitude;

    private SegmentProbabilities rows;

    PickedProbabilities(RecursionInput input, boolean returning) {
        super(input, returning);
        this.scratch = input.scratch();
        this.dense = input.layout().targetLength() >= vocabSize / FLOATS_AT_ONCE;
        this.picked = new float[StateRows.SEGMENT * classes.length];
        this.kept = new SegmentProbabilities[keptSegments(input.layout())];
        this.rows = SegmentProbabilities.plain(classes.length, scratch);
    }

    /** Returns the number of segments to keep: all or none. */
    private int keptSegments(StateLayout layout) {
        boolean fits = (long) layout.segments() * StateRows.SEGMENT * classes.length * Double.BYTES <= KEPT_BYTES;
        return returning && fits ? layout.segments() : 0;
    }

    @Override
    SegmentProbabilities fill(int start, int frames, int from, int to) {
        int segment = start / StateRows.SEGMENT;
        if (kept.length == 0) {
            pick(start, frames, returning ? 0 : from, returning ? classes.length : to);
        } else if (kept[segment] != null) {
            rows = kept[segment];
        } else {
            rows = segment == 0 ? rows : SegmentProbabilities.plain(classes.length, scratch);
            kept[segment] = rows;
            pick(start, frames, 0, classes.length);
        }
        return rows;
    }

    private void pick(int start, int frames, int from, int to) {
        normalise(start, frames);
        if (emissions.kind() == ScoreKind.PROBS) {
            pickProbabilities(start, frames, from, to);
        } else {
            pickScores(start, frames, from, to);
            exponentials(picked, from, rows.stride, frames, to - from, rows.labels, from, rows.stride);
        }
        blanks(start, frames, rows.blanks);
    }

    private void pickProbabilities(int start, int frames, int from, int to) {
        for (int f = 0; f < frames; f++) {
            int row = (start + f) * vocabSize;
            int at = f * rows.stride;
            double factor = factor(f);
            for (int i = from; i < to; i++) {
                rows.labels[at + i] = scores[row + classes[i]] * factor;
            }
        }
    }

    private void pickScores(int start, int frames, int from, int to) {
        int f = 0;
        for (; f <= frames - 4; f += 4) {
            pickFour(start + f, f * classes.length, from, to);
        }
        for (; f < frames; f++) {
            int row = (start + f) * vocabSize;
            for (int i = from; i < to; i++) {
                picked[f * classes.length + i] = scores[row + classes[i]];
            }
        }
    }

    /** Picks the scores of four frames at once, so that the processor waits for all of their rows at the same time. */
    private void pickFour(int t, int at, int from, int to) {
        int stride = classes.length;
        int row = t * vocabSize;
        if (dense) {
            largestMagnitude = math.sums().largestMagnitude(scores, row, row + 4 * vocabSize);
        }
        for (int i = from; i < to; i++) {
            int place = row + classes[i];
            picked[at + i] = scores[place];
            picked[at + stride + i] = scores[place + vocabSize];
            picked[at + 2 * stride + i] = scores[place + 2 * vocabSize];
            picked[at + 3 * stride + i] = scores[place + 3 * vocabSize];
        }
    }

    @Override
    SegmentProbabilities last() {
        return rows;
    }
}
