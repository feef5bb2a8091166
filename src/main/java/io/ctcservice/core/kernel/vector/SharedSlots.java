package io.ctcservice.core.kernel.vector;

import io.ctcservice.core.kernel.Exponential;
import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The recursion with one exponent for each slot, fixed for a segment: multiply and add. */
final class SharedSlots {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final LongVector MOST = LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Posteriors.MOST));
    private static final LongVector INDICES = LongVector.zero(LONGS).addIndex(1);

    private SharedSlots() {}

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
        for (int i = from; i < to; i += LANES) {
            var labels = DoubleVector.fromArray(DOUBLES, slots.labels, row + i).reinterpretAsLongs();
            var blanks = DoubleVector.fromArray(DOUBLES, slots.blanks, row + i).reinterpretAsLongs();
            var label = exponent(labels, LongVector.fromArray(LONGS, labelExponents, exponents + i));
            var blank = exponent(blanks, LongVector.fromArray(LONGS, blankExponents, exponents + i));
            label.max(blank).intoArray(slots.peaks, i);
        }
        int outside = slots.neighbour < 0 ? from - RowKernel.GROUP : to;
        Arrays.fill(slots.peaks, outside, outside + RowKernel.GROUP, Slots.NONE);
        Arrays.fill(slots.morePeaks, outside, outside + RowKernel.GROUP, Slots.NONE);
    }

    static LongVector exponent(LongVector mantissas, LongVector exponents) {
        var sum = mantissas.lanewise(VectorOperators.LSHR, 52).add(exponents).sub(1023);
        return sum.blend(Slots.NONE, mantissas.eq(0));
    }

    private static void widen(long[] peaks, long[] wider, int shift, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            LongVector.fromArray(LONGS, peaks, i)
                    .max(LongVector.fromArray(LONGS, peaks, i + shift))
                    .intoArray(wider, i);
        }
    }

    private static boolean rescale(Slots slots, int from, int to) {
        var labelExponents = slots.currentLabelExponents();
        var blankExponents = slots.currentBlankExponents();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        var least = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            var shared = LongVector.fromArray(LONGS, slots.morePeaks, i).sub(Slots.TOP);
            shared.intoArray(slots.nextShared, i);
            var labelShift =
                    LongVector.fromArray(LONGS, labelExponents, exponents + i).sub(shared);
            least = least.min(rescale(slots.labels, row, i, labelShift));
            var blankShift =
                    LongVector.fromArray(LONGS, blankExponents, exponents + i).sub(shared);
            least = least.min(rescale(slots.blanks, row, i, blankShift));
        }
        return least.reduceLanes(VectorOperators.MIN) >= Slots.LEAST_SHARED;
    }

    /** Multiplies with 2^shift, into row 0; returns the exponents of the products, 0 where they are 0. */
    private static LongVector rescale(double[] mantissas, int row, int i, LongVector shift) {
        var bits = DoubleVector.fromArray(DOUBLES, mantissas, row + i).reinterpretAsLongs();
        var zero = bits.eq(0);
        bits.add(shift.lanewise(VectorOperators.LSHL, 52))
                .blend(0, zero)
                .reinterpretAsDoubles()
                .intoArray(mantissas, i);
        return bits.lanewise(VectorOperators.LSHR, 52).add(shift).sub(1023).blend(0, zero);
    }

    private static boolean carry(Slots slots, int from, int to) {
        var peaks = slots.morePeaks;
        var widest = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            var here = LongVector.fromArray(LONGS, peaks, i);
            var there = LongVector.fromArray(LONGS, peaks, i + slots.neighbour);
            var none = here.min(there).eq(Slots.NONE);
            var difference = there.sub(here).blend(-1L << 50, none);
            widest = widest.max(difference.abs().blend(0, none));
            var carry = power(difference);
            carry.intoArray(slots.carry, i);
            carry.mul(DoubleVector.fromArray(DOUBLES, slots.skip, i)).intoArray(slots.skipCarry, i);
        }
        return widest.reduceLanes(VectorOperators.MAX) <= Slots.WIDEST_CARRY;
    }

    /** Returns 2^d, 0 where that is below the normal range. */
    static DoubleVector power(LongVector d) {
        return d.add(1023).max(0).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    static boolean advance(Slots slots, SegmentRows rows, int from, int to, int frames) {
        var labels = slots.labels;
        var blanks = slots.blanks;
        var carry = slots.carry;
        var skipCarry = slots.skipCarry;
        var probabilities = rows.labels;
        int neighbour = slots.neighbour;
        int settledFrom = slots.settledFrom;
        int settledTo = slots.settledTo;
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        long leastAtEdge = Long.MAX_VALUE;
        for (int f = 0; f < frames; f++) {
            int at = slots.start(f);
            int next = slots.start(f + 1);
            int row = f * rows.stride + slots.offset;
            var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[f]);
            for (int i = settledFrom; i < settledTo; i += LANES) {
                var label = DoubleVector.fromArray(DOUBLES, labels, at + i);
                var blank = DoubleVector.fromArray(DOUBLES, blanks, at + i);
                var entering = DoubleVector.fromArray(DOUBLES, labels, at + i + neighbour);
                var nextBlank = entering.fma(DoubleVector.fromArray(DOUBLES, carry, i), blank)
                        .mul(blankProbability);
                var nextLabel = entering.fma(DoubleVector.fromArray(DOUBLES, skipCarry, i), label.add(blank))
                        .mul(DoubleVector.fromArray(DOUBLES, probabilities, row + i));
                nextBlank.intoArray(blanks, next + i);
                nextLabel.intoArray(labels, next + i);
                least = least.min(nextBlank.reinterpretAsLongs()).min(nextLabel.reinterpretAsLongs());
            }
            if (from < settledFrom) {
                leastAtEdge = Math.min(leastAtEdge, edge(slots, rows, f, from, settledFrom));
            }
            if (settledTo < to) {
                leastAtEdge = Math.min(leastAtEdge, edge(slots, rows, f, settledTo, to));
            }
        }
        return verdict(slots, from, to, frames, Math.min(leastAtEdge, least.reduceLanes(VectorOperators.MIN)));
    }

    /** One frame of groups that paths are only just entering: those of their states that are still 0 are right. */
    private static long edge(Slots slots, SegmentRows rows, int f, int from, int to) {
        int at = slots.start(f);
        int next = slots.start(f + 1);
        int row = f * rows.stride + slots.offset;
        for (int i = from; i < to; i += LANES) {
            var label = DoubleVector.fromArray(DOUBLES, slots.labels, at + i);
            var blank = DoubleVector.fromArray(DOUBLES, slots.blanks, at + i);
            var entering = DoubleVector.fromArray(DOUBLES, slots.labels, at + i + slots.neighbour);
            entering.fma(DoubleVector.fromArray(DOUBLES, slots.carry, i), blank)
                    .mul(rows.blanks[f])
                    .intoArray(slots.blanks, next + i);
            entering.fma(DoubleVector.fromArray(DOUBLES, slots.skipCarry, i), label.add(blank))
                    .mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i))
                    .intoArray(slots.labels, next + i);
        }
        return leastReached(slots, f, next, from, to);
    }

    /** Returns the least of the values of a row, as bits, leaving out the states that no path has reached. */
    private static long leastReached(Slots slots, int f, int row, int from, int to) {
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int i = from; i < to; i += LANES) {
            var blanks = DoubleVector.fromArray(DOUBLES, slots.blanks, row + i).reinterpretAsLongs();
            var labels = DoubleVector.fromArray(DOUBLES, slots.labels, row + i).reinterpretAsLongs();
            least = least.min(blanks.blend(
                            Long.MAX_VALUE,
                            INDICES.lt(slots.firstBlank[f] - i)
                                    .or(INDICES.compare(VectorOperators.GT, slots.lastBlank[f] - i))))
                    .min(labels.blend(
                            Long.MAX_VALUE,
                            INDICES.lt(slots.firstLabel[f] - i)
                                    .or(INDICES.compare(VectorOperators.GT, slots.lastLabel[f] - i))));
        }
        return least.reduceLanes(VectorOperators.MIN);
    }

    private static boolean verdict(Slots slots, int from, int to, int frames, long least) {
        int row = slots.start(frames);
        var largest = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            largest = largest.max(DoubleVector.fromArray(DOUBLES, slots.labels, row + i)
                            .reinterpretAsLongs())
                    .max(DoubleVector.fromArray(DOUBLES, slots.blanks, row + i).reinterpretAsLongs());
        }
        boolean right = least >= Slots.LEAST && largest.reduceLanes(VectorOperators.MAX) <= Slots.LARGEST;
        slots.row = right ? row / slots.stride : 0;
        return right;
    }

    static boolean retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        findRoots(slots, from, to, forward, posteriors);
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        long leastAtEdge = Long.MAX_VALUE;
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            int next = slots.start(step + 1);
            posteriors.blanks[frame] = retreat(slots, rows, from, to, step, frame, forward, posteriors);
            for (int i = slots.settledFrom; i < to; i += LANES) {
                least = least.min(DoubleVector.fromArray(DOUBLES, slots.blanks, next + i)
                                .reinterpretAsLongs())
                        .min(DoubleVector.fromArray(DOUBLES, slots.labels, next + i)
                                .reinterpretAsLongs());
            }
            if (from < slots.settledFrom) {
                leastAtEdge = Math.min(leastAtEdge, leastReached(slots, step, next, from, slots.settledFrom));
            }
        }
        return verdict(slots, from, to, frames, Math.min(leastAtEdge, least.reduceLanes(VectorOperators.MIN)));
    }

    /** One frame; returns the sum of the posteriors of the blanks. */
    private static double retreat(
            Slots slots,
            SegmentRows rows,
            int from,
            int to,
            int step,
            int frame,
            Slots forward,
            Posteriors posteriors) {
        var labels = slots.labels;
        var blanks = slots.blanks;
        var carry = slots.carry;
        var skipCarry = slots.skipCarry;
        var probabilities = rows.labels;
        var forwardLabels = forward.labels;
        var forwardBlanks = forward.blanks;
        var labelRoots = posteriors.labelRoots;
        var blankRoots = posteriors.blankRoots;
        var labelPosteriors = posteriors.labels;
        int at = slots.start(step);
        int entering = at + slots.neighbour;
        int next = slots.start(step + 1);
        int row = frame * rows.stride + slots.offset;
        int forwardRow = forward.start(frame + 1) + slots.offset;
        int posteriorRow = frame * posteriors.stride + slots.offset;
        var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[frame]);
        var sumOfBlanks = DoubleVector.zero(DOUBLES);
        for (int i = from; i < to; i += LANES) {
            var blank = DoubleVector.fromArray(DOUBLES, blanks, at + i);
            var enter = DoubleVector.fromArray(DOUBLES, labels, entering + i);
            var blankAfter = enter.fma(DoubleVector.fromArray(DOUBLES, carry, i), blank);
            var labelAfter = enter.fma(
                    DoubleVector.fromArray(DOUBLES, skipCarry, i),
                    DoubleVector.fromArray(DOUBLES, labels, at + i).add(blank));
            blankAfter.mul(blankProbability).intoArray(blanks, next + i);
            labelAfter
                    .mul(DoubleVector.fromArray(DOUBLES, probabilities, row + i))
                    .intoArray(labels, next + i);
            product(forwardLabels, forwardRow + i, labelRoots, i, labelAfter)
                    .intoArray(labelPosteriors, posteriorRow + i);
            sumOfBlanks = sumOfBlanks.add(product(forwardBlanks, forwardRow + i + 1, blankRoots, i, blankAfter));
        }
        return sumOfBlanks.reduceLanes(VectorOperators.ADD);
    }

    private static DoubleVector product(double[] forward, int at, double[] roots, int i, DoubleVector after) {
        var root = DoubleVector.fromArray(DOUBLES, roots, i);
        return DoubleVector.fromArray(DOUBLES, forward, at)
                .mul(root)
                .reinterpretAsLongs()
                .min(MOST)
                .reinterpretAsDoubles()
                .mul(after)
                .mul(root);
    }

    private static void findRoots(Slots slots, int from, int to, Slots forward, Posteriors posteriors) {
        double root = 1 / Math.sqrt(posteriors.mantissa);
        for (int i = from; i < to; i += LANES) {
            var backward = LongVector.fromArray(LONGS, slots.shared, i).sub(posteriors.exponent);
            var label = LongVector.fromArray(LONGS, forward.shared, i + slots.offset);
            var blank = LongVector.fromArray(LONGS, forward.shared, i + slots.offset + 1);
            halfPower(label.add(backward)).mul(root).intoArray(posteriors.labelRoots, i);
            halfPower(blank.add(backward)).mul(root).intoArray(posteriors.blankRoots, i);
        }
    }

    /** Returns 2^(d/2), 0 below the normal range, about 2^1000 where it would be more. */
    private static DoubleVector halfPower(LongVector d) {
        VectorMask<Long> odd = d.and(1).eq(1);
        var power = power(d.lanewise(VectorOperators.ASHR, 1).min(1000));
        return power.mul(Exponential.SQRT_2, odd.cast(DOUBLES));
    }
}
