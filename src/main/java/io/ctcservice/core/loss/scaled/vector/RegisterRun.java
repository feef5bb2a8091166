package io.ctcservice.core.loss.scaled.vector;

import static io.ctcservice.core.loss.scaled.vector.SharedExponents.AHEAD_1;
import static io.ctcservice.core.loss.scaled.vector.SharedExponents.BEHIND_1;

import io.ctcservice.core.loss.scaled.Posteriors;
import io.ctcservice.core.loss.scaled.SegmentProbabilities;
import io.ctcservice.core.loss.scaled.StateRows;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A run through the frames of a segment for registers of 512 bits: a few vectors of pairs at a time are taken through all
 * frames, and moved along the pairs by an instruction that selects from two registers.
 */
final class RegisterRun {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final LongVector INDICES = LongVector.zero(LONGS).addIndex(1);

    private RegisterRun() {}

    /** Runs forward; returns a number whose sign bit is set if a state came below {@link StateRows#LEAST}. */
    static long advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        Arrays.fill(states.border, 0);
        long least = Long.MAX_VALUE;
        int i = from;
        for (; i + 3 * LANES <= states.settledTo; i += 3 * LANES) {
            least = Math.min(least, advanceThree(states, rows, i, frames));
        }
        for (; i < to; i += LANES) {
            least = Math.min(least, advanceOne(states, rows, i, frames, i >= states.settledTo));
        }
        return least < StateRows.LEAST ? -1 : 0;
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

    /** Runs backward and multiplies with the forward variable; returns as {@link #advance} does. */
    static long retreat(
            StateRows states,
            SegmentProbabilities rows,
            int from,
            int to,
            int frames,
            StateRows forward,
            Posteriors posteriors) {
        Arrays.fill(states.border, 0);
        Arrays.fill(posteriors.blankSums, 0);
        long least = Long.MAX_VALUE;
        for (int i = to - LANES; i >= from; i -= LANES) {
            least = Math.min(least, retreat(states, rows, i, frames, i < states.settledFrom, forward, posteriors));
        }
        for (int frame = 0; frame < frames; frame++) {
            posteriors.blanks[frame] = posteriors.blankSum(frame, LANES);
        }
        return least < StateRows.LEAST ? -1 : 0;
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
        return values.reinterpretAsLongs().min(VectorSharedRecursion.MOST).reinterpretAsDoubles();
    }

    /** Returns the values moved along the pairs by one, with the values of {@code border} at the free end. */
    private static DoubleVector move(LongVector lanes, DoubleVector border, DoubleVector values) {
        return lanes.selectFrom(border.reinterpretAsLongs(), values.reinterpretAsLongs())
                .reinterpretAsDoubles();
    }
}
