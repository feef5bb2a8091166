package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.math.Exponential;
import java.util.Arrays;

/**
 * The backward run of {@link ScalarSharedRecursion}. Four pairs at a time are taken through all frames in registers, and
 * multiplied with the forward variable on the way: to write whole rows of sums first and read them again takes three
 * times as long.
 */
final class ScalarRetreat {

    private static final double MOST = Posteriors.MOST;

    private final StateRows states;
    private final SegmentProbabilities rows;
    private final int frames;
    private final StateRows forward;
    private final Posteriors posteriors;

    ScalarRetreat(StateRows states, SegmentProbabilities rows, int frames, StateRows forward, Posteriors posteriors) {
        this.states = states;
        this.rows = rows;
        this.frames = frames;
        this.forward = forward;
        this.posteriors = posteriors;
    }

    /**
     * Runs all pairs through the frames.
     *
     * @return a number whose sign bit is set if a state that paths have reached came below {@link StateRows#LEAST}
     */
    long run(int from, int to) {
        findRoots(from, to);
        Arrays.fill(states.border, 0);
        Arrays.fill(posteriors.blanks, 0);
        long lost = 0;
        int i = to - 4;
        for (; i >= states.settledFrom; i -= 4) {
            lost |= four(i);
        }
        for (i += 3; i >= from; i--) {
            lost |= one(i);
        }
        return lost;
    }

    private void findRoots(int from, int to) {
        double root = 1 / Math.sqrt(posteriors.mantissa);
        for (int i = from; i < to; i++) {
            long backward = states.shared[i] - posteriors.exponent;
            posteriors.labelRoots[i] = root * halfPower(forward.shared[i + states.offset] + backward);
            posteriors.blankRoots[i] = root * halfPower(forward.shared[i + states.offset + 1] + backward);
        }
    }

    /** Returns 2^(d/2), 0 below the normal range, 2^1000 where it would be more. */
    private static double halfPower(long d) {
        return ScalarSharedRecursion.power(Math.min(d >> 1, 1000)) * ((d & 1) == 0 ? 1 : Exponential.SQRT_2);
    }

    /** Runs four pairs that paths have reached through the frames: too long a method, but one loop in registers. */
    private long four(int i) {
        var border = states.border;
        var probabilities = rows.labels;
        var labels = posteriors.labels;
        var blanks = posteriors.blanks;
        var forwardLabels = forward.labels;
        var forwardBlanks = forward.blanks;
        double label0 = states.labels[i];
        double label1 = states.labels[i + 1];
        double label2 = states.labels[i + 2];
        double label3 = states.labels[i + 3];
        double blank0 = states.blanks[i];
        double blank1 = states.blanks[i + 1];
        double blank2 = states.blanks[i + 2];
        double blank3 = states.blanks[i + 3];
        double carry0 = states.carry[i];
        double carry1 = states.carry[i + 1];
        double carry2 = states.carry[i + 2];
        double carry3 = states.carry[i + 3];
        double skip0 = states.skipCarry[i];
        double skip1 = states.skipCarry[i + 1];
        double skip2 = states.skipCarry[i + 2];
        double skip3 = states.skipCarry[i + 3];
        double labelRoot0 = posteriors.labelRoots[i];
        double labelRoot1 = posteriors.labelRoots[i + 1];
        double labelRoot2 = posteriors.labelRoots[i + 2];
        double labelRoot3 = posteriors.labelRoots[i + 3];
        double blankRoot0 = posteriors.blankRoots[i];
        double blankRoot1 = posteriors.blankRoots[i + 1];
        double blankRoot2 = posteriors.blankRoots[i + 2];
        double blankRoot3 = posteriors.blankRoots[i + 3];
        long lost = 0;
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            double blankProbability = rows.blanks[frame];
            double enter3 = border[step];
            border[step] = label0;
            double after0 = label0 + blank0 + skip0 * label1;
            double after1 = label1 + blank1 + skip1 * label2;
            double after2 = label2 + blank2 + skip2 * label3;
            double after3 = label3 + blank3 + skip3 * enter3;
            blank0 += carry0 * label1;
            blank1 += carry1 * label2;
            blank2 += carry2 * label3;
            blank3 += carry3 * enter3;
            int met = (frame + 1) * forward.stride + states.offset + i;
            blanks[frame] += (limit(forwardBlanks[met + 1] * blankRoot0) * blank0 * blankRoot0
                            + limit(forwardBlanks[met + 2] * blankRoot1) * blank1 * blankRoot1)
                    + (limit(forwardBlanks[met + 3] * blankRoot2) * blank2 * blankRoot2
                            + limit(forwardBlanks[met + 4] * blankRoot3) * blank3 * blankRoot3);
            int to = frame * posteriors.stride + states.offset + i;
            labels[to] = limit(forwardLabels[met] * labelRoot0) * after0 * labelRoot0;
            labels[to + 1] = limit(forwardLabels[met + 1] * labelRoot1) * after1 * labelRoot1;
            labels[to + 2] = limit(forwardLabels[met + 2] * labelRoot2) * after2 * labelRoot2;
            labels[to + 3] = limit(forwardLabels[met + 3] * labelRoot3) * after3 * labelRoot3;
            int row = frame * rows.stride + states.offset + i;
            label0 = after0 * probabilities[row];
            label1 = after1 * probabilities[row + 1];
            label2 = after2 * probabilities[row + 2];
            label3 = after3 * probabilities[row + 3];
            blank0 *= blankProbability;
            blank1 *= blankProbability;
            blank2 *= blankProbability;
            blank3 *= blankProbability;
            lost |= below(label0) | below(label1) | below(label2) | below(label3);
            lost |= below(blank0) | below(blank1) | below(blank2) | below(blank3);
        }
        int last = states.start(frames) + i;
        states.labels[last] = label0;
        states.labels[last + 1] = label1;
        states.labels[last + 2] = label2;
        states.labels[last + 3] = label3;
        states.blanks[last] = blank0;
        states.blanks[last + 1] = blank1;
        states.blanks[last + 2] = blank2;
        states.blanks[last + 3] = blank3;
        return lost;
    }

    /** Returns the lesser of a value and {@link Posteriors#MOST}; Math.min would mind NaN and the sign of zero. */
    private static double limit(double value) {
        return value > MOST ? MOST : value;
    }

    private static long below(double state) {
        return Double.doubleToRawLongBits(state) - StateRows.LEAST;
    }

    /** Runs one pair that paths may only just be entering through the frames. */
    private long one(int i) {
        var border = states.border;
        double label = states.labels[i];
        double blank = states.blanks[i];
        double carry = states.carry[i];
        double skip = states.skipCarry[i];
        double labelRoot = posteriors.labelRoots[i];
        double blankRoot = posteriors.blankRoots[i];
        long lost = 0;
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            double enter = border[step];
            border[step] = label;
            double labelAfter = label + blank + skip * enter;
            double blankAfter = blank + carry * enter;
            int met = (frame + 1) * forward.stride + states.offset + i;
            posteriors.labels[frame * posteriors.stride + states.offset + i] =
                    limit(forward.labels[met] * labelRoot) * labelAfter * labelRoot;
            posteriors.blanks[frame] += limit(forward.blanks[met + 1] * blankRoot) * blankAfter * blankRoot;
            label = labelAfter * rows.labels[frame * rows.stride + states.offset + i];
            blank = blankAfter * rows.blanks[frame];
            lost |= i >= states.firstLabel[step] ? below(label) : 0;
            lost |= i >= states.firstBlank[step] ? below(blank) : 0;
        }
        states.labels[states.start(frames) + i] = label;
        states.blanks[states.start(frames) + i] = blank;
        return lost;
    }
}
