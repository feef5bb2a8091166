package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.Slots;

/** Keeps every row from the one run, which is cheapest while all of them fit into the processor's cache. */
final class RecordedRows extends ForwardRows {

    private static final long MOST_BYTES = 256 << 10;

    private final ForwardSweep sweep;
    private final Recording[] recordings;

    RecordedRows(Problem problem, LabelProbabilities probabilities) {
        super(problem, probabilities);
        this.sweep = new ForwardSweep(problem, probabilities, true);
        this.recordings = new Recording[segments];
    }

    /** Returns whether the rows of all frames are few enough. */
    static boolean fit(SlotLayout layout) {
        return 2L * Double.BYTES * layout.stride() * layout.frames() <= MOST_BYTES;
    }

    @Override
    void run() {
        for (int segment = 0; segment < segments; segment++) {
            advance(sweep, segment);
            recordings[segment] = sweep.takeRows();
        }
    }

    @Override
    ScaledValue total() {
        return sweep.total();
    }

    @Override
    Slots rows(int segment) {
        var slots = sweep.slots();
        recordings[segment].restore(slots);
        if (slots.sharing) {
            fill(segment);
        }
        return slots;
    }
}
