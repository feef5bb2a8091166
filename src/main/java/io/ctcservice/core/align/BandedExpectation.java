package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * The forward recursion in log space that carries, with each ln α, the expectation of ln p(path) over the paths it sums,
 * within a band of states around the best path. H = ln Z − E[ln p(path)].
 *
 * @see <a href="https://aclanthology.org/D09-1005/">Li and Eisner 2009, the expectation semiring</a>
 */
final class BandedExpectation {

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final Alignment alignment;
    private final FrameScores frame;
    private final double[] gaps;
    private final double[] gapMeans;
    private final double[] labels; // labels[u + 1] is label u
    private final double[] labelMeans;
    private double sum;
    private double mean;

    BandedExpectation(Emissions emissions, AlignmentTarget target, Alignment alignment) {
        this.emissions = emissions;
        this.target = target;
        this.alignment = alignment;
        this.frame = new FrameScores(emissions, target);
        this.gaps = new double[target.length() + 1];
        this.gapMeans = new double[gaps.length];
        this.labels = new double[gaps.length + 1];
        this.labelMeans = new double[labels.length];
    }

    /** Returns what the paths amount to that stay within {@code width} labels of the best. O(T·width). */
    PathDistribution within(int width) {
        Arrays.fill(gaps, LogMath.LOG_ZERO);
        Arrays.fill(labels, LogMath.LOG_ZERO);
        gaps[0] = 0;
        gapMeans[0] = 0;
        int from = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            frame.read(t);
            int centre = alignment.state(t) >> 1;
            int to = Math.min(target.length(), (int) Math.min(t, (long) centre + width));
            for (; from < centre - width; from++) {
                gaps[from] = LogMath.LOG_ZERO;
                labels[from + 1] = LogMath.LOG_ZERO;
            }
            for (int u = to; u >= from; u--) {
                advance(u);
            }
        }
        int length = target.length();
        combine(gaps[length], gapMeans[length], labels[length], labelMeans[length], LogMath.LOG_ZERO, 0);
        return new PathDistribution(sum, Math.max(0, sum - mean));
    }

    /** Advances label u and the gap before it, in place, so from the last to the first. */
    private void advance(int u) {
        if (u < target.length()) {
            double skipped = target.canFollow(u) ? labels[u] : LogMath.LOG_ZERO;
            combine(labels[u + 1], labelMeans[u + 1], gaps[u], gapMeans[u], skipped, labelMeans[u]);
            labels[u + 1] = sum + frame.label(u);
            labelMeans[u + 1] = mean + frame.label(u);
        }
        combine(gaps[u], gapMeans[u], labels[u], labelMeans[u], LogMath.LOG_ZERO, 0);
        double score = target.absorbs(u) ? frame.best() : frame.blank();
        gaps[u] = sum + score;
        gapMeans[u] = mean + score;
    }

    /** Sets {@link #sum} and {@link #mean} to those of three sets of paths together; the mean is 0 where the sum is. */
    private void combine(double a, double meanOfA, double b, double meanOfB, double c, double meanOfC) {
        double largest = Math.max(a, Math.max(b, c));
        if (largest == LogMath.LOG_ZERO) {
            sum = LogMath.LOG_ZERO;
            mean = 0;
            return;
        }
        double wa = Math.exp(a - largest);
        double wb = Math.exp(b - largest);
        double wc = Math.exp(c - largest);
        double total = wa + wb + wc;
        sum = largest + Math.log(total);
        mean = (weighted(wa, meanOfA) + weighted(wb, meanOfB) + weighted(wc, meanOfC)) / total;
    }

    /** A set without probability may have a mean of log zero. */
    private static double weighted(double weight, double mean) {
        return weight == 0 ? 0 : weight * mean;
    }
}
