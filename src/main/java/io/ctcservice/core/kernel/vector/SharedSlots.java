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
                least = least.min(edge(slots, rows, f, from, settledFrom));
            }
            if (settledTo < to) {
                least = least.min(edge(slots, rows, f, settledTo, to));
            }
        }
        return verdict(slots, from, to, frames, least);
    }

    /** One frame of groups that paths are only just entering: those of their states that are still 0 are right. */
    private static LongVector edge(Slots slots, SegmentRows rows, int f, int from, int to) {
        int at = slots.start(f);
        int next = slots.start(f + 1);
        int row = f * rows.stride + slots.offset;
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int i = from; i < to; i += LANES) {
            var label = DoubleVector.fromArray(DOUBLES, slots.labels, at + i);
            var blank = DoubleVector.fromArray(DOUBLES, slots.blanks, at + i);
            var entering = DoubleVector.fromArray(DOUBLES, slots.labels, at + i + slots.neighbour);
            var nextBlank = entering.fma(DoubleVector.fromArray(DOUBLES, slots.carry, i), blank)
                    .mul(rows.blanks[f]);
            var nextLabel = entering.fma(DoubleVector.fromArray(DOUBLES, slots.skipCarry, i), label.add(blank))
                    .mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i));
            nextBlank.intoArray(slots.blanks, next + i);
            nextLabel.intoArray(slots.labels, next + i);
            least = least.min(reached(nextBlank, i, slots.firstBlank[f], slots.lastBlank[f]))
                    .min(reached(nextLabel, i, slots.firstLabel[f], slots.lastLabel[f]));
        }
        return least;
    }

    private static LongVector reached(DoubleVector values, int i, int first, int last) {
        var indices = INDICES.add(i);
        var outside = indices.lt(first).or(indices.compare(VectorOperators.GT, last));
        return values.reinterpretAsLongs().blend(Long.MAX_VALUE, outside);
    }

    private static boolean verdict(Slots slots, int from, int to, int frames, LongVector least) {
        int row = slots.start(frames);
        var largest = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            largest = largest.max(LongVector.zero(LONGS))
                    .max(DoubleVector.fromArray(DOUBLES, slots.labels, row + i).reinterpretAsLongs())
                    .max(DoubleVector.fromArray(DOUBLES, slots.blanks, row + i).reinterpretAsLongs());
        }
        boolean right = least.reduceLanes(VectorOperators.MIN) >= Slots.LEAST
                && largest.reduceLanes(VectorOperators.MAX) <= Slots.LARGEST;
        slots.row = right ? row / slots.stride : 0;
        return right;
    }

    static boolean retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        findRoots(slots, from, to, forward, posteriors);
        int neighbour = slots.neighbour;
        int offset = slots.offset;
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            int at = slots.start(step);
            int next = slots.start(step + 1);
            int row = frame * rows.stride + offset;
            int forwardRow = forward.start(frame + 1) + offset;
            int posteriorRow = frame * posteriors.stride + offset;
            boolean allReached = from == slots.settledFrom;
            var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[frame]);
            var sumOfBlanks = DoubleVector.zero(DOUBLES);
            for (int i = from; i < to; i += LANES) {
                var label = DoubleVector.fromArray(DOUBLES, slots.labels, at + i);
                var blank = DoubleVector.fromArray(DOUBLES, slots.blanks, at + i);
                var entering = DoubleVector.fromArray(DOUBLES, slots.labels, at + i + neighbour);
                var blankAfter = entering.fma(DoubleVector.fromArray(DOUBLES, slots.carry, i), blank);
                var labelAfter = entering.fma(DoubleVector.fromArray(DOUBLES, slots.skipCarry, i), label.add(blank));
                var nextBlank = blankAfter.mul(blankProbability);
                var nextLabel = labelAfter.mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i));
                nextBlank.intoArray(slots.blanks, next + i);
                nextLabel.intoArray(slots.labels, next + i);
                if (allReached || i >= slots.settledFrom) {
                    least = least.min(nextBlank.reinterpretAsLongs()).min(nextLabel.reinterpretAsLongs());
                } else {
                    least = least.min(reached(nextBlank, i, slots.firstBlank[step], slots.lastBlank[step]))
                            .min(reached(nextLabel, i, slots.firstLabel[step], slots.lastLabel[step]));
                }
                var labelRoot = DoubleVector.fromArray(DOUBLES, posteriors.labelRoots, i);
                var blankRoot = DoubleVector.fromArray(DOUBLES, posteriors.blankRoots, i);
                product(forward.labels, forwardRow + i, labelRoot, labelAfter)
                        .intoArray(posteriors.labels, posteriorRow + i);
                sumOfBlanks = sumOfBlanks.add(product(forward.blanks, forwardRow + i + 1, blankRoot, blankAfter));
            }
            posteriors.blanks[frame] = sumOfBlanks.reduceLanes(VectorOperators.ADD);
        }
        return verdict(slots, from, to, frames, least);
    }

    private static DoubleVector product(double[] forward, int i, DoubleVector root, DoubleVector after) {
        return DoubleVector.fromArray(DOUBLES, forward, i)
                .mul(root)
                .reinterpretAsLongs()
                .min(Double.doubleToRawLongBits(Posteriors.MOST))
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
