package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;

/**
 * The forward recursion that carries, with the probability of the summed paths, the mean of their ln p, within a band of
 * states around the best path.
 *
 * <p>Both are taken relative to the best path: with w the ratio of a path's probability to that of the best, a state holds
 * m = Σ w and r = Σ w ln w. So the entropy ln m − r / m is no difference of large logarithms, and a step is multiply and
 * add, with one exp a class and frame. Each state has an exponent of its own ({@link Weights}): nothing underflows.
 *
 * @see <a href="https://aclanthology.org/D09-1005/">Li and Eisner 2009, the expectation semiring</a>
 */
final class BandedExpectation {

    private final Emissions emissions;
    private final AlignmentTarget target;
    private final Alignment alignment;
    private final int[] path;
    private final FrameScores frame;
    private final FrameWeights factors;
    private final Weights gaps;
    private final Weights labels; // label u is at u + 1
    private final Weights sum = new Weights(1);

    BandedExpectation(Emissions emissions, AlignmentTarget target, Alignment alignment) {
        this.emissions = emissions;
        this.target = target;
        this.alignment = alignment;
        this.path = alignment.framePath();
        this.frame = new FrameScores(emissions, target);
        this.factors = new FrameWeights(frame);
        this.gaps = new Weights(target.length() + 1);
        this.labels = new Weights(target.length() + 2);
    }

    /**
     * Returns the distribution over the paths within {@code width} labels of the best path, in plain doubles where these
     * are enough. O(T·width).
     */
    static PathDistribution within(int width, Emissions emissions, AlignmentTarget target, Alignment alignment) {
        return alignment.logProb() >= UnscaledExpectation.LEAST_LOG_PROB
                ? new UnscaledExpectation(emissions, target, alignment).within(width)
                : new BandedExpectation(emissions, target, alignment).within(width);
    }

    /** Returns the distribution over the paths within {@code width} labels of the best path. O(T·width). */
    PathDistribution within(int width) {
        gaps.clear();
        labels.clear();
        gaps.setOne(0);
        int from = 0;
        double best = 0;
        for (int t = 0; t < path.length; t++) {
            Cancellation.checkAt(t);
            frame.read(t);
            double reference = emissions.logProb(t, path[t]);
            best += reference;
            factors.read(reference);
            int centre = Viterbi.gapOf(alignment.state(t));
            int to = Math.min(target.length(), (int) Math.min(t, (long) centre + width));
            for (; from < centre - width; from++) {
                gaps.clear(from);
                labels.clear(from + 1);
            }
            for (int u = to; u >= from; u--) {
                advance(u);
            }
        }
        int length = target.length();
        sum.setSum(0, gaps, length, labels, length);
        double logSum = sum.log(0);
        return new PathDistribution(Math.min(0, best + logSum), Math.max(0, logSum - sum.mean(0)));
    }

    /** Advances label u and the gap before it, in place, and therefore from the last label to the first. */
    private void advance(int u) {
        if (u < target.length()) {
            if (target.canFollow(u)) {
                labels.add(u + 1, gaps, u, labels, u);
            } else {
                labels.add(u + 1, gaps, u);
            }
            factors.multiply(labels, u + 1, frame.columnOf(u));
        }
        gaps.add(u, labels, u);
        factors.multiply(gaps, u, target.absorbs(u) ? factors.best() : factors.blank());
    }
}
