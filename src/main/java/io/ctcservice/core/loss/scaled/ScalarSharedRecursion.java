package io.ctcservice.core.loss.scaled;

import java.util.Arrays;

/** The {@link SharedRecursion} in plain loops. */
public final class ScalarSharedRecursion implements SharedRecursion {

    private static final int GROUP = StateRows.GROUP;

    @Override
    public boolean share(StateRows states, int from, int to) {
        findPeaks(states, from, to);
        widen(states.peaks, states.morePeaks, states.neighbour, from, to);
        widen(states.morePeaks, states.peaks, 2 * states.neighbour, from, to);
        widen(states.peaks, states.morePeaks, 4 * states.neighbour, from, to);
        widen(states.morePeaks, states.peaks, 8 * states.neighbour, from, to);
        widen(states.peaks, states.morePeaks, states.neighbour, from, to);
        if (rescale(states, from, to) && carry(states, from, to)) {
            states.adoptNext(from, to);
            return true;
        }
        return false;
    }

    private static void findPeaks(StateRows states, int from, int to) {
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        for (int i = from; i < to; i++) {
            long label = exponent(states.labels[row + i], labelExponents[exponents + i]);
            long blank = exponent(states.blanks[row + i], blankExponents[exponents + i]);
            states.peaks[i] = Math.max(label, blank);
        }
        int outside = states.neighbour < 0 ? from - GROUP : to;
        Arrays.fill(states.peaks, outside, outside + GROUP, StateRows.NONE);
        Arrays.fill(states.morePeaks, outside, outside + GROUP, StateRows.NONE);
    }

    private static void widen(long[] peaks, long[] wider, int shift, int from, int to) {
        for (int i = from; i < to; i++) {
            wider[i] = Math.max(peaks[i], peaks[i + shift]);
        }
    }

    private static boolean rescale(StateRows states, int from, int to) {
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        long least = 0;
        for (int i = from; i < to; i++) {
            long shared = states.morePeaks[i] - StateRows.TOP;
            double label = states.labels[row + i];
            double blank = states.blanks[row + i];
            long labelShift = labelExponents[exponents + i] - shared;
            long blankShift = blankExponents[exponents + i] - shared;
            least = Math.min(least, label == 0 ? 0 : exponent(label, labelShift));
            least = Math.min(least, blank == 0 ? 0 : exponent(blank, blankShift));
            states.labels[i] = label == 0 ? 0 : times(label, labelShift);
            states.blanks[i] = blank == 0 ? 0 : times(blank, blankShift);
            states.nextShared[i] = shared;
        }
        return least >= StateRows.LEAST_SHARED;
    }

    private static double times(double mantissa, long exponent) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(mantissa) + (exponent << 52));
    }

    private static boolean carry(StateRows states, int from, int to) {
        var peaks = states.morePeaks;
        long widest = 0;
        for (int i = from; i < to; i++) {
            long here = peaks[i];
            long there = peaks[i + states.neighbour];
            boolean none = here == StateRows.NONE || there == StateRows.NONE;
            widest = Math.max(widest, none ? 0 : Math.abs(there - here));
            states.carry[i] = none ? 0 : power(there - here);
            states.skipCarry[i] = states.carry[i] * states.skip[i];
        }
        return widest <= StateRows.WIDEST_CARRY;
    }

    @Override
    public boolean advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        Arrays.fill(states.border, 0);
        long lost = 0;
        int i = from;
        for (; i < states.settledTo; i += 4) {
            lost |= advanceFour(states, rows, i, frames);
        }
        for (; i < to; i++) {
            lost |= advanceOne(states, rows, i, frames);
        }
        states.row = states.start(frames) / states.stride;
        return (lost >= 0 && !overflown(states, from, to)) || failed(states);
    }

    /**
     * Runs four pairs through the frames, from row 0 to the last, so that the processor computes several sums at a
     * time.
     *
     * @return a number whose sign bit is set if a state came below {@link StateRows#LEAST}
     */
    private static long advanceFour(StateRows states, SegmentProbabilities rows, int i, int frames) {
        var labels = states.labels;
        var blanks = states.blanks;
        var border = states.border;
        var probabilities = rows.labels;
        boolean recorded = states.recorded;
        double label0 = labels[i];
        double label1 = labels[i + 1];
        double label2 = labels[i + 2];
        double label3 = labels[i + 3];
        double blank0 = blanks[i];
        double blank1 = blanks[i + 1];
        double blank2 = blanks[i + 2];
        double blank3 = blanks[i + 3];
        double carry0 = states.carry[i];
        double carry1 = states.carry[i + 1];
        double carry2 = states.carry[i + 2];
        double carry3 = states.carry[i + 3];
        double skip0 = states.skipCarry[i];
        double skip1 = states.skipCarry[i + 1];
        double skip2 = states.skipCarry[i + 2];
        double skip3 = states.skipCarry[i + 3];
        long lost = 0;
        for (int f = 0; f < frames; f++) {
            int row = f * rows.stride + i;
            double blankProbability = rows.blanks[f];
            double enter0 = border[f];
            double enter1 = label0;
            double enter2 = label1;
            double enter3 = label2;
            border[f] = label3;
            label0 = (label0 + blank0 + skip0 * enter0) * probabilities[row];
            label1 = (label1 + blank1 + skip1 * enter1) * probabilities[row + 1];
            label2 = (label2 + blank2 + skip2 * enter2) * probabilities[row + 2];
            label3 = (label3 + blank3 + skip3 * enter3) * probabilities[row + 3];
            blank0 = (blank0 + carry0 * enter0) * blankProbability;
            blank1 = (blank1 + carry1 * enter1) * blankProbability;
            blank2 = (blank2 + carry2 * enter2) * blankProbability;
            blank3 = (blank3 + carry3 * enter3) * blankProbability;
            lost |= below(label0) | below(label1) | below(label2) | below(label3);
            lost |= below(blank0) | below(blank1) | below(blank2) | below(blank3);
            if (recorded) {
                int next = (f + 1) * states.stride + i;
                labels[next] = label0;
                labels[next + 1] = label1;
                labels[next + 2] = label2;
                labels[next + 3] = label3;
                blanks[next] = blank0;
                blanks[next + 1] = blank1;
                blanks[next + 2] = blank2;
                blanks[next + 3] = blank3;
            }
        }
        int last = states.start(frames) + i;
        labels[last] = label0;
        labels[last + 1] = label1;
        labels[last + 2] = label2;
        labels[last + 3] = label3;
        blanks[last] = blank0;
        blanks[last + 1] = blank1;
        blanks[last + 2] = blank2;
        blanks[last + 3] = blank3;
        return lost;
    }

    private static long below(double state) {
        return Double.doubleToRawLongBits(state) - StateRows.LEAST;
    }

    /** Runs one pair that paths are only just entering through the frames, as {@link #advanceFour} does. */
    private static long advanceOne(StateRows states, SegmentProbabilities rows, int i, int frames) {
        var border = states.border;
        double label = states.labels[i];
        double blank = states.blanks[i];
        double carry = states.carry[i];
        double skip = states.skipCarry[i];
        long lost = 0;
        for (int f = 0; f < frames; f++) {
            double enter = border[f];
            border[f] = label;
            label = (label + blank + skip * enter) * rows.labels[f * rows.stride + i];
            blank = (blank + carry * enter) * rows.blanks[f];
            lost |= i <= states.lastLabel[f] ? below(label) : 0;
            lost |= i <= states.lastBlank[f] ? below(blank) : 0;
            states.labels[states.start(f + 1) + i] = label;
            states.blanks[states.start(f + 1) + i] = blank;
        }
        return lost;
    }

    private static boolean overflown(StateRows states, int from, int to) {
        long roomAbove = 0;
        long roomBelow = 0;
        int row = states.row * states.stride;
        for (int i = from; i < to; i++) {
            long label = Double.doubleToRawLongBits(states.labels[row + i]);
            long blank = Double.doubleToRawLongBits(states.blanks[row + i]);
            roomAbove |= (StateRows.LARGEST - label) | (StateRows.LARGEST - blank);
            roomBelow |= (label - StateRows.LEAST_ROOMY) | (blank - StateRows.LEAST_ROOMY);
        }
        states.roomy = roomBelow >= 0;
        return roomAbove < 0;
    }

    private static boolean failed(StateRows states) {
        states.row = 0;
        return false;
    }

    @Override
    public boolean retreat(
            StateRows states,
            SegmentProbabilities rows,
            int from,
            int to,
            int frames,
            StateRows forward,
            Posteriors posteriors) {
        long lost = new ScalarRetreat(states, rows, frames, forward, posteriors).run(from, to);
        states.row = states.start(frames) / states.stride;
        return (lost >= 0 && !overflown(states, from, to)) || failed(states);
    }

    static long exponent(double mantissa, long exponent) {
        return mantissa == 0 ? StateRows.NONE : (Double.doubleToRawLongBits(mantissa) >>> 52) - 1023 + exponent;
    }

    /** Returns 2^d, 0 where that is below the normal range. */
    static double power(long d) {
        return Double.longBitsToDouble(Math.max(d + 1023, 0) << 52);
    }
}
