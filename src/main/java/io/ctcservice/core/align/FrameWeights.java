package io.ctcservice.core.align;

/**
 * The probabilities of one frame relative to that of the best path there, for {@link Weights}: of the classes of the
 * target in their columns, then of the blank and of the best class.
 */
final class FrameWeights {

    private static final double UNIT = Weights.BITS * Math.log(2);

    private final FrameScores frame;
    private final double[] factor;
    private final long[] bits;
    private final double[] log;

    FrameWeights(FrameScores frame) {
        this.frame = frame;
        this.factor = new double[frame.columns() + 2];
        this.bits = new long[factor.length];
        this.log = new double[factor.length];
    }

    /** Reads the frame that the scores are at; {@code reference} is ln p of the best path there. */
    void read(double reference) {
        for (int i = 0; i < frame.columns(); i++) {
            set(i, frame.column(i) - reference);
        }
        set(blank(), frame.blank() - reference);
        double best = frame.best();
        if (!Double.isNaN(best)) {
            set(best(), best - reference);
        }
    }

    private void set(int i, double ratio) {
        if (ratio == Double.NEGATIVE_INFINITY) {
            factor[i] = 0;
            bits[i] = 0;
            log[i] = 0;
        } else {
            bits[i] = (long) Math.rint(ratio / UNIT);
            factor[i] = Math.exp(ratio - bits[i] * UNIT);
            log[i] = ratio;
        }
    }

    int blank() {
        return factor.length - 2;
    }

    int best() {
        return factor.length - 1;
    }

    /** Multiplies a set of paths by the probability in one column. */
    void multiply(Weights weights, int set, int column) {
        weights.multiply(set, factor[column], bits[column], log[column]);
    }
}
