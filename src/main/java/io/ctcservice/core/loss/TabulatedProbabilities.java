package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;

/** Works out the probabilities of all classes and spreads them over the labels: for few classes. */
final class TabulatedProbabilities extends LabelProbabilities {

    /** {@link #classes} as places in the table. */
    private final long[] places;

    private final SegmentRows rows;

    /** What times its frame's factor is the probability of each class, {@code [SEGMENT][V]}. */
    private final double[] table;

    private final double[] factors = new double[Slots.SEGMENT];

    TabulatedProbabilities(
            RowKernel kernel, Emissions emissions, ExtendedTarget target, SlotLayout layout, boolean returning) {
        super(kernel, emissions, target, layout, returning);
        this.places = new long[classes.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = classes[i];
        }
        this.rows = SegmentRows.plain(layout.stride());
        this.table = new double[Slots.SEGMENT * vocabSize + RowKernel.SLACK];
    }

    @Override
    SegmentRows fill(int start, int frames, int from, int to) {
        tabulate(start, frames);
        int margin = returning ? RowKernel.GROUP : 0;
        kernel.gather(
                table,
                vocabSize,
                frames,
                factors,
                places,
                Math.max(from - margin, 0),
                Math.min(to + margin, places.length),
                rows.labels,
                rows.stride);
        for (int f = 0; f < frames; f++) {
            rows.blanks[f] = table[f * vocabSize + blank] * factors[f];
        }
        return rows;
    }

    private void tabulate(int start, int frames) {
        if (emissions.areModerateLogits()) {
            kernel.exponentialSums(scores, start * vocabSize, frames, vocabSize, factors, table);
            for (int f = 0; f < frames; f++) {
                factors[f] = 1 / factors[f];
            }
        } else {
            shifts(start, frames);
            Arrays.fill(factors, 1);
            exponentials(scores, start * vocabSize, vocabSize, frames, vocabSize, table, 0, vocabSize);
        }
    }

    @Override
    SegmentRows last() {
        return rows;
    }

    /**
     * Writes probability · scale − sum for all classes in a frame of the segment last filled.
     *
     * @param sums {@code [SEGMENT][V]}
     */
    void writeDifferences(int frame, double scale, double[] sums, float[] to, int row) {
        kernel.differences(table, factors[frame] * scale, sums, frame * vocabSize, vocabSize, to, row);
    }
}
