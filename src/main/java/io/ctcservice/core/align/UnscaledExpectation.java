package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.math.RowMath;

/**
 * The recursion of {@link BandedExpectation} in plain doubles, in loops that the compiler makes vectors of: for best paths
 * whose ln p is at least {@value #LEAST_LOG_PROB}.
 *
 * <p>There nothing that counts can be lost. All paths through a state at frame t together weigh at most what their
 * prefixes up to t weigh times Π 1/p(best path) over the later frames. So weights are below e^600, and what falls below the
 * smallest double, e^−744, could never have come to more than e^−144 of the best path.
 */
final class UnscaledExpectation {

    /** The least ln p of a best path, in nats. */
    static final double LEAST_LOG_PROB = -600;

    /** A finite replacement of log zero where it is multiplied by 0. */
    private static final double LOWEST = -1e6;

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final Alignment alignment;
    private final int[] path;
    private final FrameScores frame;
    private final double[] classLogs;
    private final double[] classFactors; // the last one is the blank's
    private final double[] factors;
    private final double[] logs;
    private final double[] follows; // 1 where a label may follow the one before without a blank
    private Row row;
    private Row next;

    UnscaledExpectation(Emissions emissions, AlignmentTarget target, Alignment alignment) {
        int length = target.length();
        this.emissions = emissions;
        this.target = target;
        this.alignment = alignment;
        this.path = alignment.framePath();
        this.frame = new FrameScores(emissions, target);
        this.classLogs = new double[frame.columns() + 1];
        this.classFactors = new double[classLogs.length];
        this.factors = new double[length];
        this.logs = new double[length];
        this.follows = new double[length];
        for (int u = 0; u < length; u++) {
            follows[u] = target.canFollow(u) ? 1 : 0;
        }
        this.row = new Row(length);
        this.next = new Row(length);
    }

    /** The states of a frame: Σ w and Σ w ln w of gaps, and of labels, where label u is at u + 1. */
    private static final class Row {

        final double[] gaps;
        final double[] gapLogs;
        final double[] labels;
        final double[] labelLogs;

        Row(int length) {
            this.gaps = new double[length + 1];
            this.gapLogs = new double[length + 1];
            this.labels = new double[length + 1];
            this.labelLogs = new double[length + 1];
        }
    }

    /** Returns the distribution over the paths within {@code width} labels of the best path. O(T·width). */
    PathDistribution within(int width) {
        int length = target.length();
        row = new Row(length);
        next = new Row(length);
        row.gaps[0] = 1;
        double best = 0;
        for (int t = 0; t < path.length; t++) {
            Cancellation.checkAt(t);
            frame.read(t);
            double reference = emissions.logProb(t, path[t]);
            best += reference;
            int centre = Viterbi.gapOf(alignment.state(t));
            int from = Math.max(0, centre - width);
            int to = (int) Math.min(Math.min(length, t), (long) centre + width);
            row.labels[from] = 0; // the label before the band
            row.labelLogs[from] = 0;
            readFactors(from, to, reference);
            advanceLabels(from, Math.min(to, length - 1));
            advanceGaps(from, to, reference);
            var swap = row;
            row = next;
            next = swap;
        }
        double sum = row.gaps[length] + row.labels[length];
        double logSum = Math.log(sum);
        double mean = (row.gapLogs[length] + row.labelLogs[length]) / sum;
        return new PathDistribution(Math.min(0, best + logSum), Math.max(0, logSum - mean));
    }

    private void readFactors(int from, int to, double reference) {
        int blank = frame.columns();
        for (int i = 0; i <= blank; i++) {
            double logProb = i < blank ? frame.column(i) : frame.blank();
            classLogs[i] = Math.max(LOWEST, logProb - reference);
            classFactors[i] = classLogs[i];
        }
        RowMath.chosen().exponentials().replace(classFactors, 0, classFactors.length);
        for (int u = from; u < Math.min(to + 1, factors.length); u++) {
            int column = frame.columnOf(u);
            factors[u] = classFactors[column];
            logs[u] = classLogs[column];
        }
    }

    /** Advances labels {@code [from, last]}. */
    private void advanceLabels(int from, int last) {
        double[] gaps = row.gaps;
        double[] gapLogs = row.gapLogs;
        double[] labels = row.labels;
        double[] labelLogs = row.labelLogs;
        double[] toLabels = next.labels;
        double[] toLogs = next.labelLogs;
        for (int u = from; u <= last; u++) {
            double sum = labels[u + 1] + gaps[u] + follows[u] * labels[u];
            double sumLogs = labelLogs[u + 1] + gapLogs[u] + follows[u] * labelLogs[u];
            toLabels[u + 1] = sum * factors[u];
            toLogs[u + 1] = (sumLogs + sum * logs[u]) * factors[u];
        }
    }

    /** Advances gaps {@code [from, to]}: with the blank, or where they absorb with the best class. */
    private void advanceGaps(int from, int to, double reference) {
        double factor = classFactors[frame.columns()];
        double log = classLogs[frame.columns()];
        for (int u = from; u <= to; u++) {
            double sum = row.gaps[u] + row.labels[u];
            next.gaps[u] = sum * factor;
            next.gapLogs[u] = (row.gapLogs[u] + row.labelLogs[u] + sum * log) * factor;
        }
        for (int u : target.absorbingGaps()) {
            if (u >= from && u <= to) {
                double ratio = frame.best() - reference;
                double sum = row.gaps[u] + row.labels[u];
                next.gaps[u] = sum * Math.exp(ratio);
                next.gapLogs[u] = (row.gapLogs[u] + row.labelLogs[u] + sum * ratio) * Math.exp(ratio);
            }
        }
    }
}
