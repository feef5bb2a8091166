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
        long lost = 0;
        for (int f = 0; f < frames; f++) {
            step(slots, rows, f, slots.start(f), slots.start(f + 1), from, to);
            lost |= lost(slots, f, slots.start(f + 1), from, to);
        }
        slots.row = slots.start(frames) / slots.stride;
        return (lost >= 0 && !overflown(slots, from, to)) || failed(slots);
    }

    private static void step(Slots slots, SegmentRows rows, int frame, int at, int next, int from, int to) {
        int row = frame * rows.stride + slots.offset;
        double blankProbability = rows.blanks[frame];
        var labels = slots.labels;
        var blanks = slots.blanks;
        for (int i = from; i < to; i++) {
            double label = labels[at + i];
            double blank = blanks[at + i];
            double entering = labels[at + i + slots.neighbour];
            blanks[next + i] = (blank + slots.carry[i] * entering) * blankProbability;
            labels[next + i] = (label + blank + slots.skipCarry[i] * entering) * rows.labels[row + i];
        }
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
