package io.ctcservice.core.loss.scaled.vector;

import io.ctcservice.core.loss.scaled.StateRows;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The choice of one exponent for each pair in the next segment. */
final class SharedExponents {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final LongVector INDICES = LongVector.zero(LONGS).addIndex(1);

    /** The number of vectors that hold 16 pairs. */
    private static final int WINDOW = 16 / LANES;

    // the source lanes of a vector that moves along the pairs by this many: the vector that it moves towards, or itself
    static final LongVector BEHIND_1 = INDICES.add(LANES - 1);
    static final LongVector AHEAD_1 = ahead(1);
    private static final LongVector BEHIND_2 = INDICES.add(Math.max(LANES - 2, 0));
    private static final LongVector BEHIND_4 = INDICES.add(Math.max(LANES - 4, 0));
    private static final LongVector AHEAD_2 = ahead(2);
    private static final LongVector AHEAD_4 = ahead(4);

    private SharedExponents() {}

    private static LongVector ahead(int states) {
        var lanes = new long[LANES];
        Arrays.setAll(lanes, lane -> (lane + states + LANES) % (2 * LANES));
        return LongVector.fromArray(LONGS, lanes, 0);
    }

    static boolean choose(StateRows states, int from, int to) {
        if (states.sharing) {
            if (states.neighbour < 0) {
                findWindowsBehind(states, from, to);
            } else {
                findWindowsAhead(states, from, to);
            }
        } else {
            findPeaks(states, from, to);
            widen(states.peaks, states.morePeaks, states.neighbour, from, to);
            widen(states.morePeaks, states.peaks, 2 * states.neighbour, from, to);
            widen(states.peaks, states.morePeaks, 4 * states.neighbour, from, to);
            widen(states.morePeaks, states.peaks, 8 * states.neighbour, from, to);
            widen(states.peaks, states.morePeaks, states.neighbour, from, to);
        }
        boolean right = rescale(states, from, to);
        if (right) {
            states.adoptNext(from, to);
        }
        return right;
    }

    /**
     * Finds for each pair the largest exponent of those that can flow into it, in one pass, where label and blank have one
     * exponent already: of what is behind it in its vector and of as many whole vectors before as make up 16 pairs.
     */
    private static void findWindowsBehind(StateRows states, int from, int to) {
        int row = states.row * states.stride;
        int v = 0;
        Arrays.fill(states.peaks, 0, WINDOW, StateRows.NONE);
        Arrays.fill(states.morePeaks, from - StateRows.GROUP, from, StateRows.NONE);
        var none = LongVector.broadcast(LONGS, StateRows.NONE);
        for (int i = from; i < to; i += LANES) {
            var peaks = peaks(states, row, i);
            peaks = peaks.max(BEHIND_1.selectFrom(none, peaks));
            peaks = LANES < 4 ? peaks : peaks.max(BEHIND_2.selectFrom(none, peaks));
            peaks = LANES < 8 ? peaks : peaks.max(BEHIND_4.selectFrom(none, peaks));
            states.peaks[v + WINDOW] = peaks.lane(LANES - 1);
            peaks.max(window(states.peaks, v)).intoArray(states.morePeaks, i);
            v++;
        }
    }

    private static void findWindowsAhead(StateRows states, int from, int to) {
        int row = states.row * states.stride;
        int v = 0;
        Arrays.fill(states.peaks, 0, WINDOW, StateRows.NONE);
        Arrays.fill(states.morePeaks, to, to + StateRows.GROUP, StateRows.NONE);
        var none = LongVector.broadcast(LONGS, StateRows.NONE);
        for (int i = to - LANES; i >= from; i -= LANES) {
            var peaks = peaks(states, row, i);
            peaks = peaks.max(AHEAD_1.selectFrom(none, peaks));
            peaks = LANES < 4 ? peaks : peaks.max(AHEAD_2.selectFrom(none, peaks));
            peaks = LANES < 8 ? peaks : peaks.max(AHEAD_4.selectFrom(none, peaks));
            states.peaks[v + WINDOW] = peaks.lane(0);
            peaks.max(window(states.peaks, v)).intoArray(states.morePeaks, i);
            v++;
        }
    }

    private static LongVector peaks(StateRows states, int row, int i) {
        var labels = DoubleVector.fromArray(DOUBLES, states.labels, row + i).reinterpretAsLongs();
        var blanks = DoubleVector.fromArray(DOUBLES, states.blanks, row + i).reinterpretAsLongs();
        return exponent(labels.max(blanks), LongVector.fromArray(LONGS, states.shared, i));
    }

    /** Returns the largest of the peaks of the vectors that make up the 16 pairs before vector {@code v}. */
    private static long window(long[] peaks, int v) {
        long largest = StateRows.NONE;
        for (int k = 0; k < WINDOW; k++) {
            largest = Math.max(largest, peaks[v + k]);
        }
        return largest;
    }

    private static void findPeaks(StateRows states, int from, int to) {
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        for (int i = from; i < to; i += LANES) {
            var labels = DoubleVector.fromArray(DOUBLES, states.labels, row + i).reinterpretAsLongs();
            var blanks = DoubleVector.fromArray(DOUBLES, states.blanks, row + i).reinterpretAsLongs();
            var label = exponent(labels, LongVector.fromArray(LONGS, labelExponents, exponents + i));
            var blank = exponent(blanks, LongVector.fromArray(LONGS, blankExponents, exponents + i));
            label.max(blank).intoArray(states.peaks, i);
        }
        int outside = states.neighbour < 0 ? from - StateRows.GROUP : to;
        Arrays.fill(states.peaks, outside, outside + StateRows.GROUP, StateRows.NONE);
        Arrays.fill(states.morePeaks, outside, outside + StateRows.GROUP, StateRows.NONE);
    }

    static LongVector exponent(LongVector mantissas, LongVector exponents) {
        var sum = mantissas.lanewise(VectorOperators.LSHR, 52).add(exponents).sub(1023);
        return sum.blend(StateRows.NONE, mantissas.eq(0));
    }

    private static void widen(long[] peaks, long[] wider, int shift, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            LongVector.fromArray(LONGS, peaks, i)
                    .max(LongVector.fromArray(LONGS, peaks, i + shift))
                    .intoArray(wider, i);
        }
    }

    /**
     * Scales the mantissas of the current row to the exponents that the windows ask for, into row 0, and finds the factors
     * between neighbours. Too long for the compiler to inline: within its callers it would lose its registers.
     */
    private static boolean rescale(StateRows states, int from, int to) {
        var windows = states.morePeaks;
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        var least = LongVector.zero(LONGS);
        var widest = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            var here = LongVector.fromArray(LONGS, windows, i);
            var shared = here.sub(StateRows.TOP);
            shared.intoArray(states.nextShared, i);
            var labels = DoubleVector.fromArray(DOUBLES, states.labels, row + i).reinterpretAsLongs();
            var noLabel = labels.eq(0);
            var labelShift = LongVector.fromArray(LONGS, labelExponents, exponents + i)
                    .sub(shared)
                    .blend(0, noLabel);
            labels.add(labelShift.lanewise(VectorOperators.LSHL, 52))
                    .reinterpretAsDoubles()
                    .intoArray(states.labels, i);
            labels = labels.lanewise(VectorOperators.LSHR, 52).add(labelShift);
            least = least.min(labels.sub(1023).blend(0, noLabel));
            var blanks = DoubleVector.fromArray(DOUBLES, states.blanks, row + i).reinterpretAsLongs();
            var noBlank = blanks.eq(0);
            var blankShift = LongVector.fromArray(LONGS, blankExponents, exponents + i)
                    .sub(shared)
                    .blend(0, noBlank);
            blanks.add(blankShift.lanewise(VectorOperators.LSHL, 52))
                    .reinterpretAsDoubles()
                    .intoArray(states.blanks, i);
            blanks = blanks.lanewise(VectorOperators.LSHR, 52).add(blankShift);
            least = least.min(blanks.sub(1023).blend(0, noBlank));
            var there = LongVector.fromArray(LONGS, windows, i + states.neighbour);
            var none = here.min(there).eq(StateRows.NONE);
            var difference = there.sub(here).blend(-1L << 50, none);
            widest = widest.max(difference.abs().blend(0, none));
            var carry = power(difference);
            carry.intoArray(states.carry, i);
            carry.mul(DoubleVector.fromArray(DOUBLES, states.skip, i)).intoArray(states.skipCarry, i);
        }
        return least.reduceLanes(VectorOperators.MIN) >= StateRows.LEAST_SHARED
                && widest.reduceLanes(VectorOperators.MAX) <= StateRows.WIDEST_CARRY;
    }

    /** Returns 2^d, 0 where that is below the normal range. */
    static DoubleVector power(LongVector d) {
        return d.add(1023).max(0).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }
}
