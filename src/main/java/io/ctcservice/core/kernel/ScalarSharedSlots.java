package io.ctcservice.core.kernel;

import java.util.Arrays;

/** The recursion with one exponent for each slot, fixed for a segment, in plain loops. */
final class ScalarSharedSlots {

    private static final int GROUP = RowKernel.GROUP;

    private ScalarSharedSlots() {}

    static boolean share(Slots slots, int from, int to) {
        findPeaks(slots, from, to);
        widen(slots.peaks, slots.morePeaks, slots.neighbour, from, to);
        widen(slots.morePeaks, slots.peaks, 2 * slots.neighbour, from, to);
        widen(slots.peaks, slots.morePeaks, 4 * slots.neighbour, from, to);
        widen(slots.morePeaks, slots.peaks, 8 * slots.neighbour, from, to);
        widen(slots.peaks, slots.morePeaks, slots.neighbour, from, to);
        if (rescale(slots, from, to) && carry(slots, from, to)) {
            slots.adoptNext();
            return true;
        }
        return false;
    }

    private static void findPeaks(Slots slots, int from, int to) {
        var labelExponents = slots.currentLabelExponents();
        var blankExponents = slots.currentBlankExponents();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        for (int i = from; i < to; i++) {
            long label = exponent(slots.labels[row + i], labelExponents[exponents + i]);
            long blank = exponent(slots.blanks[row + i], blankExponents[exponents + i]);
            slots.peaks[i] = Math.max(label, blank);
        }
        int outside = slots.neighbour < 0 ? from - GROUP : to;
        Arrays.fill(slots.peaks, outside, outside + GROUP, Slots.NONE);
        Arrays.fill(slots.morePeaks, outside, outside + GROUP, Slots.NONE);
    }

    private static void widen(long[] peaks, long[] wider, int shift, int from, int to) {
        for (int i = from; i < to; i++) {
            wider[i] = Math.max(peaks[i], peaks[i + shift]);
        }
    }

    private static boolean rescale(Slots slots, int from, int to) {
        var labelExponents = slots.currentLabelExponents();
        var blankExponents = slots.currentBlankExponents();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        long least = 0;
        for (int i = from; i < to; i++) {
            long shared = slots.morePeaks[i] - Slots.TOP;
            double label = slots.labels[row + i];
            double blank = slots.blanks[row + i];
            long labelShift = labelExponents[exponents + i] - shared;
            long blankShift = blankExponents[exponents + i] - shared;
            least = Math.min(least, label == 0 ? 0 : exponent(label, labelShift));
            least = Math.min(least, blank == 0 ? 0 : exponent(blank, blankShift));
            slots.labels[i] = label == 0 ? 0 : times(label, labelShift);
            slots.blanks[i] = blank == 0 ? 0 : times(blank, blankShift);
            slots.nextShared[i] = shared;
        }
        return least >= Slots.LEAST_SHARED;
    }

    private static double times(double mantissa, long exponent) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(mantissa) + (exponent << 52));
    }

    private static boolean carry(Slots slots, int from, int to) {
        var peaks = slots.morePeaks;
        long widest = 0;
        for (int i = from; i < to; i++) {
            long here = peaks[i];
            long there = peaks[i + slots.neighbour];
            boolean none = here == Slots.NONE || there == Slots.NONE;
            widest = Math.max(widest, none ? 0 : Math.abs(there - here));
            slots.carry[i] = none ? 0 : power(there - here);
            slots.skipCarry[i] = slots.carry[i] * slots.skip[i];
        }
        return widest <= Slots.WIDEST_CARRY;
    }

    static boolean advance(Slots slots, SegmentRows rows, int from, int to, int frames) {
        Arrays.fill(slots.border, 0);
        long lost = 0;
        int i = from;
        for (; i < slots.settledTo; i += 4) {
            lost |= advanceFour(slots, rows, i, frames);
        }
        for (; i < to; i++) {
            lost |= advanceOne(slots, rows, i, frames);
        }
        slots.row = slots.start(frames) / slots.stride;
        return (lost >= 0 && !overflown(slots, from, to)) || failed(slots);
    }

    /**
     * Runs four slots through the frames, from row 0 to the last, so that the processor works on several sums at a time.
     *
     * @return a number whose sign bit is set if a state came below {@link Slots#LEAST}
     */
    private static long advanceFour(Slots slots, SegmentRows rows, int i, int frames) {
        var labels = slots.labels;
        var blanks = slots.blanks;
        var border = slots.border;
        var probabilities = rows.labels;
        boolean recorded = slots.recorded;
        double label0 = labels[i];
        double label1 = labels[i + 1];
        double label2 = labels[i + 2];
        double label3 = labels[i + 3];
        double blank0 = blanks[i];
        double blank1 = blanks[i + 1];
        double blank2 = blanks[i + 2];
        double blank3 = blanks[i + 3];
        double carry0 = slots.carry[i];
        double carry1 = slots.carry[i + 1];
        double carry2 = slots.carry[i + 2];
        double carry3 = slots.carry[i + 3];
        double skip0 = slots.skipCarry[i];
        double skip1 = slots.skipCarry[i + 1];
        double skip2 = slots.skipCarry[i + 2];
        double skip3 = slots.skipCarry[i + 3];
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
                int next = (f + 1) * slots.stride + i;
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
        int last = slots.start(frames) + i;
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
        return Double.doubleToRawLongBits(state) - Slots.LEAST;
    }

    /** As {@link #advanceFour}, for a slot that paths are only just entering. */
    private static long advanceOne(Slots slots, SegmentRows rows, int i, int frames) {
        double label = slots.labels[i];
        double blank = slots.blanks[i];
        long lost = 0;
        for (int f = 0; f < frames; f++) {
            double enter = slots.border[f];
            slots.border[f] = label;
            label = (label + blank + slots.skipCarry[i] * enter) * rows.labels[f * rows.stride + i];
            blank = (blank + slots.carry[i] * enter) * rows.blanks[f];
            lost |= i <= slots.lastLabel[f] ? below(label) : 0;
            lost |= i <= slots.lastBlank[f] ? below(blank) : 0;
            slots.labels[slots.start(f + 1) + i] = label;
            slots.blanks[slots.start(f + 1) + i] = blank;
        }
        return lost;
    }

    /** Returns a number whose sign bit is set if a state that paths have reached is below {@link Slots#LEAST}. */
    private static long lost(Slots slots, int f, int row, int from, int to) {
        long lost = 0;
        for (int i = Math.max(from, slots.firstLabel[f]); i <= Math.min(to - 1, slots.lastLabel[f]); i++) {
            lost |= Double.doubleToRawLongBits(slots.labels[row + i]) - Slots.LEAST;
        }
        for (int i = Math.max(from, slots.firstBlank[f]); i <= Math.min(to - 1, slots.lastBlank[f]); i++) {
            lost |= Double.doubleToRawLongBits(slots.blanks[row + i]) - Slots.LEAST;
        }
        return lost;
    }

    private static boolean overflown(Slots slots, int from, int to) {
        long roomAbove = 0;
        long roomBelow = 0;
        int row = slots.row * slots.stride;
        for (int i = from; i < to; i++) {
            long label = Double.doubleToRawLongBits(slots.labels[row + i]);
            long blank = Double.doubleToRawLongBits(slots.blanks[row + i]);
            roomAbove |= (Slots.LARGEST - label) | (Slots.LARGEST - blank);
            roomBelow |= (label - Slots.LEAST_ROOMY) | (blank - Slots.LEAST_ROOMY);
        }
        slots.roomy = roomBelow >= 0;
        return roomAbove < 0;
    }

    private static boolean failed(Slots slots) {
        slots.row = 0;
        return false;
    }

    static boolean retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        findRoots(slots, from, to, forward, posteriors);
        long lost = 0;
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            int next = slots.start(step + 1);
            sum(slots, slots.start(step), next, from, to);
            multiply(slots, next, from, to, forward, frame, posteriors);
            emit(slots, rows, frame, next, from, to);
            lost |= lost(slots, step, next, from, to);
        }
        slots.row = slots.start(frames) / slots.stride;
        return (lost >= 0 && !overflown(slots, from, to)) || failed(slots);
    }

    private static void findRoots(Slots slots, int from, int to, Slots forward, Posteriors posteriors) {
        double root = 1 / Math.sqrt(posteriors.mantissa);
        for (int i = from; i < to; i++) {
            long backward = slots.shared[i] - posteriors.exponent;
            posteriors.labelRoots[i] = root * halfPower(forward.shared[i + slots.offset] + backward);
            posteriors.blankRoots[i] = root * halfPower(forward.shared[i + slots.offset + 1] + backward);
        }
    }

    /** Returns 2^(d/2), 0 below the normal range, 2^1000 where it would be more. */
    private static double halfPower(long d) {
        return power(Math.min(d >> 1, 1000)) * ((d & 1) == 0 ? 1 : Exponential.SQRT_2);
    }

    private static void sum(Slots slots, int at, int next, int from, int to) {
        for (int i = from; i < to; i++) {
            double blank = slots.blanks[at + i];
            double entering = slots.labels[at + i + slots.neighbour];
            slots.blanks[next + i] = blank + slots.carry[i] * entering;
            slots.labels[next + i] = slots.labels[at + i] + blank + slots.skipCarry[i] * entering;
        }
    }

    private static void multiply(
            Slots slots, int row, int from, int to, Slots forward, int frame, Posteriors posteriors) {
        int forwardRow = forward.start(frame + 1) + slots.offset;
        int posteriorRow = frame * posteriors.stride + slots.offset;
        double blanks = 0;
        for (int i = from; i < to; i++) {
            double labelRoot = posteriors.labelRoots[i];
            double label = Math.min(forward.labels[forwardRow + i] * labelRoot, Posteriors.MOST);
            posteriors.labels[posteriorRow + i] = label * slots.labels[row + i] * labelRoot;
            double blankRoot = posteriors.blankRoots[i];
            double blank = Math.min(forward.blanks[forwardRow + i + 1] * blankRoot, Posteriors.MOST);
            blanks += blank * slots.blanks[row + i] * blankRoot;
        }
        posteriors.blanks[frame] = blanks;
    }

    private static void emit(Slots slots, SegmentRows rows, int frame, int next, int from, int to) {
        int row = frame * rows.stride + slots.offset;
        for (int i = from; i < to; i++) {
            slots.labels[next + i] *= rows.labels[row + i];
            slots.blanks[next + i] *= rows.blanks[frame];
        }
    }

    static long exponent(double mantissa, long exponent) {
        return mantissa == 0 ? Slots.NONE : (Double.doubleToRawLongBits(mantissa) >>> 52) - 1023 + exponent;
    }

    /** Returns 2^d, 0 where that is below the normal range. */
    static double power(long d) {
        return Double.longBitsToDouble(Math.max(d + 1023, 0) << 52);
    }
}
