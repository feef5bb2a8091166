package io.ctcservice.core.loss.scaled.vector;

import static io.ctcservice.core.loss.scaled.vector.SharedExponents.AHEAD_1;
import static io.ctcservice.core.loss.scaled.vector.SharedExponents.BEHIND_1;
import static io.ctcservice.core.loss.scaled.vector.SharedExponents.power;

import io.ctcservice.core.loss.scaled.Posteriors;
import io.ctcservice.core.loss.scaled.SegmentProbabilities;
import io.ctcservice.core.loss.scaled.SharedRecursion;
import io.ctcservice.core.loss.scaled.StateRows;
import io.ctcservice.core.math.Exponential;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The {@link SharedRecursion} on vectors. */
final class VectorSharedRecursion implements SharedRecursion {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final LongVector MOST = LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Posteriors.MOST));
    private static final LongVector INDICES = LongVector.zero(LONGS).addIndex(1);

    @Override
    public boolean share(StateRows states, int from, int to) {
        return SharedExponents.choose(states, from, to);
    }

    @Override
    public boolean advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        Arrays.fill(states.border, 0);
        long least = Long.MAX_VALUE;
        int i = from;
        for (; i + 3 * LANES <= states.settledTo; i += 3 * LANES) {
            least = Math.min(least, advanceThree(states, rows, i, frames));
        }
        for (; i < to; i += LANES) {
            least = Math.min(least, advanceOne(states, rows, i, frames, i >= states.settledTo));
        }
        return verdict(states, from, to, frames, least);
    }

    /** Runs three vectors of pairs through the frames, from row 0 to the last; returns the least value, as bits. */
    private static long advanceThree(StateRows states, SegmentProbabilities rows, int i, int frames) {
        var labels = states.labels;
        var blanks = states.blanks;
        var border = states.border;
        var probabilities = rows.labels;
        boolean recorded = states.recorded;
        var label0 = DoubleVector.fromArray(DOUBLES, labels, i);
        var label1 = DoubleVector.fromArray(DOUBLES, labels, i + LANES);
        var label2 = DoubleVector.fromArray(DOUBLES, labels, i + 2 * LANES);
        var blank0 = DoubleVector.fromArray(DOUBLES, blanks, i);
        var blank1 = DoubleVector.fromArray(DOUBLES, blanks, i + LANES);
        var blank2 = DoubleVector.fromArray(DOUBLES, blanks, i + 2 * LANES);
        var carry0 = DoubleVector.fromArray(DOUBLES, states.carry, i);
        var carry1 = DoubleVector.fromArray(DOUBLES, states.carry, i + LANES);
        var carry2 = DoubleVector.fromArray(DOUBLES, states.carry, i + 2 * LANES);
        var skip0 = DoubleVector.fromArray(DOUBLES, states.skipCarry, i);
        var skip1 = DoubleVector.fromArray(DOUBLES, states.skipCarry, i + LANES);
        var skip2 = DoubleVector.fromArray(DOUBLES, states.skipCarry, i + 2 * LANES);
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int f = 0; f < frames; f++) {
            int row = f * rows.stride + i;
            var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[f]);
            var enter0 = move(BEHIND_1, DoubleVector.broadcast(DOUBLES, border[f]), label0);
            var enter1 = move(BEHIND_1, label0, label1);
            var enter2 = move(BEHIND_1, label1, label2);
            border[f] = label2.lane(LANES - 1);
            label0 = enter0.fma(skip0, label0.add(blank0)).mul(DoubleVector.fromArray(DOUBLES, probabilities, row));
            label1 = enter1.fma(skip1, label1.add(blank1))
                    .mul(DoubleVector.fromArray(DOUBLES, probabilities, row + LANES));
            label2 = enter2.fma(skip2, label2.add(blank2))
                    .mul(DoubleVector.fromArray(DOUBLES, probabilities, row + 2 * LANES));
            blank0 = enter0.fma(carry0, blank0).mul(blankProbability);
            blank1 = enter1.fma(carry1, blank1).mul(blankProbability);
            blank2 = enter2.fma(carry2, blank2).mul(blankProbability);
            least = least.min(label0.reinterpretAsLongs())
                    .min(label1.reinterpretAsLongs())
                    .min(label2.reinterpretAsLongs())
                    .min(blank0.reinterpretAsLongs())
                    .min(blank1.reinterpretAsLongs())
                    .min(blank2.reinterpretAsLongs());
            if (recorded) {
                int next = (f + 1) * states.stride + i;
                label0.intoArray(labels, next);
                label1.intoArray(labels, next + LANES);
                label2.intoArray(labels, next + 2 * LANES);
                blank0.intoArray(blanks, next);
                blank1.intoArray(blanks, next + LANES);
                blank2.intoArray(blanks, next + 2 * LANES);
            }
        }
        int last = states.start(frames) + i;
        label0.intoArray(labels, last);
        label1.intoArray(labels, last + LANES);
        label2.intoArray(labels, last + 2 * LANES);
        blank0.intoArray(blanks, last);
        blank1.intoArray(blanks, last + LANES);
        blank2.intoArray(blanks, last + 2 * LANES);
        return least.reduceLanes(VectorOperators.MIN);
    }

    /** @param edge whether paths are only just entering, so that some zeros are right */
    private static long advanceOne(StateRows states, SegmentProbabilities rows, int i, int frames, boolean edge) {
        var border = states.border;
        boolean recorded = states.recorded;
        var label = DoubleVector.fromArray(DOUBLES, states.labels, i);
        var blank = DoubleVector.fromArray(DOUBLES, states.blanks, i);
        var carry = DoubleVector.fromArray(DOUBLES, states.carry, i);
        var skip = DoubleVector.fromArray(DOUBLES, states.skipCarry, i);
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int f = 0; f < frames; f++) {
            var enter = move(BEHIND_1, DoubleVector.broadcast(DOUBLES, border[f]), label);
            border[f] = label.lane(LANES - 1);
            label = enter.fma(skip, label.add(blank))
                    .mul(DoubleVector.fromArray(DOUBLES, rows.labels, f * rows.stride + i));
            blank = enter.fma(carry, blank).mul(rows.blanks[f]);
            var labelBits = label.reinterpretAsLongs();
            var blankBits = blank.reinterpretAsLongs();
            if (edge) {
                labelBits =
                        labelBits.blend(Long.MAX_VALUE, INDICES.compare(VectorOperators.GT, states.lastLabel[f] - i));
                blankBits =
                        blankBits.blend(Long.MAX_VALUE, INDICES.compare(VectorOperators.GT, states.lastBlank[f] - i));
            }
            least = least.min(labelBits).min(blankBits);
            if (recorded) {
                label.intoArray(states.labels, (f + 1) * states.stride + i);
                blank.intoArray(states.blanks, (f + 1) * states.stride + i);
            }
        }
        label.intoArray(states.labels, states.start(frames) + i);
        blank.intoArray(states.blanks, states.start(frames) + i);
        return least.reduceLanes(VectorOperators.MIN);
    }

    /** Returns the values shifted by one pair, with the values of {@code border} at the free end. */
    private static DoubleVector move(LongVector lanes, DoubleVector border, DoubleVector values) {
        return lanes.selectFrom(border.reinterpretAsLongs(), values.reinterpretAsLongs())
                .reinterpretAsDoubles();
    }

    private static boolean verdict(StateRows states, int from, int to, int frames, long least) {
        int row = states.start(frames);
        var largest = LongVector.zero(LONGS);
        var smallest = LongVector.zero(LONGS).add(Long.MAX_VALUE);
        for (int i = from; i < to; i += LANES) {
            var labels = DoubleVector.fromArray(DOUBLES, states.labels, row + i).reinterpretAsLongs();
            var blanks = DoubleVector.fromArray(DOUBLES, states.blanks, row + i).reinterpretAsLongs();
            largest = largest.max(labels).max(blanks);
            smallest = smallest.min(labels).min(blanks);
        }
        states.roomy = smallest.reduceLanes(VectorOperators.MIN) >= StateRows.LEAST_ROOMY;
        boolean right = least >= StateRows.LEAST && largest.reduceLanes(VectorOperators.MAX) <= StateRows.LARGEST;
        states.row = right ? row / states.stride : 0;
        return right;
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
        findRoots(states, from, to, forward, posteriors);
        Arrays.fill(states.border, 0);
        Arrays.fill(posteriors.blankSums, 0);
        long least = Long.MAX_VALUE;
        for (int i = to - LANES; i >= from; i -= LANES) {
            least = Math.min(least, retreat(states, rows, i, frames, i < states.settledFrom, forward, posteriors));
        }
        for (int frame = 0; frame < frames; frame++) {
            posteriors.blanks[frame] = DoubleVector.fromArray(DOUBLES, posteriors.blankSums, frame * LANES)
                    .reduceLanes(VectorOperators.ADD);
        }
        return verdict(states, from, to, frames, least);
    }

    private static long retreat(
            StateRows states,
            SegmentProbabilities rows,
            int i,
            int frames,
            boolean edge,
            StateRows forward,
            Posteriors posteriors) {
        var border = states.border;
        var blankSums = posteriors.blankSums;
        var label = DoubleVector.fromArray(DOUBLES, states.labels, i);
        var blank = DoubleVector.fromArray(DOUBLES, states.blanks, i);
        var carry = DoubleVector.fromArray(DOUBLES, states.carry, i);
        var skip = DoubleVector.fromArray(DOUBLES, states.skipCarry, i);
        var labelRoot = DoubleVector.fromArray(DOUBLES, posteriors.labelRoots, i);
        var blankRoot = DoubleVector.fromArray(DOUBLES, posteriors.blankRoots, i);
        var least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            var enter = move(AHEAD_1, DoubleVector.broadcast(DOUBLES, border[step]), label);
            border[step] = label.lane(0);
            var labelAfter = enter.fma(skip, label.add(blank));
            var blankAfter = enter.fma(carry, blank);
            label = labelAfter.mul(
                    DoubleVector.fromArray(DOUBLES, rows.labels, frame * rows.stride + states.offset + i));
            blank = blankAfter.mul(rows.blanks[frame]);
            var labelBits = label.reinterpretAsLongs();
            var blankBits = blank.reinterpretAsLongs();
            if (edge) {
                labelBits = labelBits.blend(Long.MAX_VALUE, INDICES.lt(states.firstLabel[step] - i));
                blankBits = blankBits.blend(Long.MAX_VALUE, INDICES.lt(states.firstBlank[step] - i));
            }
            least = least.min(labelBits).min(blankBits);
            int forwardAt = (frame + 1) * forward.stride + states.offset + i;
            limit(DoubleVector.fromArray(DOUBLES, forward.labels, forwardAt).mul(labelRoot))
                    .mul(labelAfter)
                    .mul(labelRoot)
                    .intoArray(posteriors.labels, frame * posteriors.stride + states.offset + i);
            limit(DoubleVector.fromArray(DOUBLES, forward.blanks, forwardAt + 1).mul(blankRoot))
                    .mul(blankAfter)
                    .fma(blankRoot, DoubleVector.fromArray(DOUBLES, blankSums, frame * LANES))
                    .intoArray(blankSums, frame * LANES);
        }
        label.intoArray(states.labels, states.start(frames) + i);
        blank.intoArray(states.blanks, states.start(frames) + i);
        return least.reduceLanes(VectorOperators.MIN);
    }

    private static DoubleVector limit(DoubleVector values) {
        return values.reinterpretAsLongs().min(MOST).reinterpretAsDoubles();
    }

    private static void findRoots(StateRows states, int from, int to, StateRows forward, Posteriors posteriors) {
        double root = 1 / Math.sqrt(posteriors.mantissa);
        for (int i = from; i < to; i += LANES) {
            var backward = LongVector.fromArray(LONGS, states.shared, i).sub(posteriors.exponent);
            var label = LongVector.fromArray(LONGS, forward.shared, i + states.offset);
            var blank = LongVector.fromArray(LONGS, forward.shared, i + states.offset + 1);
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
