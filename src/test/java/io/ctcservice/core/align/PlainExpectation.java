package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * The forward recursion in log space, the reference for {@link BandedExpectation}: it carries, with each ln α, the entropy
 * of the summed paths, within a band of states around the best path.
 *
 * @see <a href="https://aclanthology.org/D09-1005/">Li and Eisner 2009, the expectation semiring</a>
 */
final class PlainExpectation {

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final Alignment alignment;
    private final FrameScores frame;
    private final double[] gaps;
    private final double[] gapEntropies;
    private final double[] labels; // labels[u + 1] is label u
    private final double[] labelEntropies;
    private double sum;
    private double entropy;

    PlainExpectation(Emissions emissions, AlignmentTarget target, Alignment alignment) {
        this.emissions = emissions;
        this.target = target;
        this.alignment = alignment;
        this.frame = new FrameScores(emissions, target);
        this.gaps = new double[target.length() + 1];
        this.gapEntropies = new double[gaps.length];
        this.labels = new double[gaps.length + 1];
        this.labelEntropies = new double[labels.length];
    }

    /** Returns the distribution over the paths within {@code width} labels of the best path. O(T·width). */
    PathDistribution within(int width) {
        Arrays.fill(gaps, LogMath.LOG_ZERO);
        Arrays.fill(labels, LogMath.LOG_ZERO);
        gaps[0] = 0;
        gapEntropies[0] = 0;
        int from = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            frame.read(t);
            int centre = Viterbi.gapOf(alignment.state(t));
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
        combine(gaps[length], gapEntropies[length], labels[length], labelEntropies[length], LogMath.LOG_ZERO, 0);
        return new PathDistribution(Math.min(0, sum), Math.max(0, entropy));
    }

    /** Advances label u and the gap before it, in place, and therefore from the last label to the first. */
    private void advance(int u) {
        if (u < target.length()) {
            double skipped = target.canFollow(u) ? labels[u] : LogMath.LOG_ZERO;
            combine(labels[u + 1], labelEntropies[u + 1], gaps[u], gapEntropies[u], skipped, labelEntropies[u]);
            labels[u + 1] = sum + frame.label(u);
            labelEntropies[u + 1] = entropy;
        }
        combine(gaps[u], gapEntropies[u], labels[u], labelEntropies[u], LogMath.LOG_ZERO, 0);
        double score = target.absorbs(u) ? frame.best() : frame.blank();
        gaps[u] = sum + score;
        gapEntropies[u] = entropy;
    }

    /**
     * Sets {@link #sum} and {@link #entropy} to those of three sets of paths together: H = Σ q (H of the set − ln q),
     * with q the share of each set. So no difference of large logarithms comes in.
     */
    private void combine(double a, double ofA, double b, double ofB, double c, double ofC) {
        double largest = Math.max(a, Math.max(b, c));
        if (largest == LogMath.LOG_ZERO) {
            sum = LogMath.LOG_ZERO;
            entropy = 0;
            return;
        }
        double wa = Math.exp(a - largest);
        double wb = Math.exp(b - largest);
        double wc = Math.exp(c - largest);
        double total = wa + wb + wc;
        double logTotal = Math.log(total);
        sum = largest + logTotal;
        entropy = logTotal
                + (weighted(wa, ofA + largest - a) + weighted(wb, ofB + largest - b) + weighted(wc, ofC + largest - c))
                        / total;
    }

    /** Returns weight · value, 0 for weight 0: a set without probability has an infinite value. */
    private static double weighted(double weight, double value) {
        return weight == 0 ? 0 : weight * value;
    }
}
