package io.ctcservice.core.loss.scaled;

/** Forward rows that are all kept from the one run, which is cheapest while they fit into the processor's cache. */
final class KeptRows implements ForwardRows {

    private static final long MOST_BYTES = 256 << 10;

    private final ForwardSweep sweep;
    private final KeptSegment[] kept;

    KeptRows(RecursionInput input, LabelProbabilities probabilities) {
        this.sweep = new ForwardSweep(input, probabilities, true);
        this.kept = new KeptSegment[input.layout().segments()];
    }

    /** Returns whether the rows of all frames are few enough. */
    static boolean fit(StateLayout layout) {
        return 2L * Double.BYTES * layout.stride() * layout.frames() <= MOST_BYTES;
    }

    @Override
    public void run() {
        for (int segment = 0; segment < kept.length; segment++) {
            sweep.advance(segment);
            kept[segment] = sweep.takeRows();
        }
    }

    @Override
    public ScaledValue likelihood() {
        return sweep.likelihood();
    }

    @Override
    public StateRows rows(int segment) {
        var states = sweep.states();
        kept[segment].restore(states);
        if (states.sharing) {
            sweep.fill(segment);
        }
        return states;
    }
}
