package io.ctcservice.core.loss.scaled.vector;

import io.ctcservice.core.loss.scaled.Posteriors;
import io.ctcservice.core.loss.scaled.SegmentProbabilities;
import io.ctcservice.core.loss.scaled.StateRows;
import io.ctcservice.core.math.Kernels;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A run through the frames of a segment for registers of less than 512 bits: row after row from memory, where the
 * neighbours of a vector of pairs are read one element beside it. To move lanes from one register to the next takes
 * several instructions there, and masks of two lanes are not compiled at all on x86.
 */
final class RowRun {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final LongVector LEAST = LongVector.broadcast(LONGS, StateRows.LEAST);

    private static final boolean FUSED = Kernels.fusesMultiplyAdd();

    private RowRun() {}

    private static DoubleVector multiplyAdd(DoubleVector a, DoubleVector b, DoubleVector c) {
        return FUSED ? a.fma(b, c) : a.mul(b).add(c);
    }

    /** Runs forward; returns a number whose sign bit is set if a state came below {@link StateRows#LEAST}. */
    static long advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        int settledTo = states.settledTo;
        long lost = 0;
        for (int f = 0; f < frames; f++) {
            lost |= advanceRow(states, rows, f, from, settledTo);
            if (settledTo < to) {
                advanceRow(states, rows, f, settledTo, to);
                int next = states.start(f + 1);
                lost |= lost(states.labels, next, settledTo, states.lastLabel[f] + 1, to);
                lost |= lost(states.blanks, next, settledTo, states.lastBlank[f] + 1, to);
            }
        }
        return lost;
    }

    /** Runs some pairs through one frame; returns the sign of the least. */
    private static long advanceRow(StateRows states, SegmentProbabilities rows, int f, int from, int to) {
        var labels = states.labels;
        var blanks = states.blanks;
        var carries = states.carry;
        var skips = states.skipCarry;
        var probabilities = rows.labels;
        int at = states.start(f);
        int next = states.start(f + 1);
        int row = f * rows.stride;
        var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[f]);
        var lost = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            var enter = DoubleVector.fromArray(DOUBLES, labels, at + i - 1);
            var blank = DoubleVector.fromArray(DOUBLES, blanks, at + i);
            var stay = DoubleVector.fromArray(DOUBLES, labels, at + i).add(blank);
            var label = multiplyAdd(enter, DoubleVector.fromArray(DOUBLES, skips, i), stay)
                    .mul(DoubleVector.fromArray(DOUBLES, probabilities, row + i));
            blank = multiplyAdd(enter, DoubleVector.fromArray(DOUBLES, carries, i), blank)
                    .mul(blankProbability);
            label.intoArray(labels, next + i);
            blank.intoArray(blanks, next + i);
            lost = lost.or(label.reinterpretAsLongs().sub(LEAST))
                    .or(blank.reinterpretAsLongs().sub(LEAST));
        }
        return lost.reduceLanes(VectorOperators.OR);
    }

    /** Returns the sign of the least of the states of {@code [from, to)} below {@code limit}. */
    private static long lost(double[] states, int row, int from, int to, int limit) {
        long lost = 0;
        for (int i = from; i < Math.min(to, limit); i++) {
            lost |= Double.doubleToRawLongBits(states[row + i]) - StateRows.LEAST;
        }
        return lost;
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
        int settledFrom = states.settledFrom;
        Arrays.fill(posteriors.blanks, 0);
        long lost = 0;
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            lost |= retreatRow(states, rows, step, frame, settledFrom, to, forward, posteriors);
            if (from < settledFrom) {
                retreatRow(states, rows, step, frame, from, settledFrom, forward, posteriors);
                int next = states.start(step + 1);
                lost |= lost(states.labels, next, Math.max(from, states.firstLabel[step]), settledFrom, settledFrom);
                lost |= lost(states.blanks, next, Math.max(from, states.firstBlank[step]), settledFrom, settledFrom);
            }
        }
        return lost;
    }

    private static long retreatRow(
            StateRows states,
            SegmentProbabilities rows,
            int step,
            int frame,
            int from,
            int to,
            StateRows forward,
            Posteriors posteriors) {
        var labels = states.labels;
        var blanks = states.blanks;
        int at = states.start(step);
        int next = states.start(step + 1);
        int row = frame * rows.stride + states.offset;
        int met = forward.start(frame + 1) + states.offset;
        int posterior = frame * posteriors.stride + states.offset;
        var blankProbability = DoubleVector.broadcast(DOUBLES, rows.blanks[frame]);
        var sum = DoubleVector.zero(DOUBLES);
        var lost = LongVector.zero(LONGS);
        for (int i = from; i < to; i += LANES) {
            var enter = DoubleVector.fromArray(DOUBLES, labels, at + i + 1);
            var blank = DoubleVector.fromArray(DOUBLES, blanks, at + i);
            var label = DoubleVector.fromArray(DOUBLES, labels, at + i).add(blank);
            label = multiplyAdd(enter, DoubleVector.fromArray(DOUBLES, states.skipCarry, i), label);
            blank = multiplyAdd(enter, DoubleVector.fromArray(DOUBLES, states.carry, i), blank);
            var root = DoubleVector.fromArray(DOUBLES, posteriors.labelRoots, i);
            limit(DoubleVector.fromArray(DOUBLES, forward.labels, met + i).mul(root))
                    .mul(label)
                    .mul(root)
                    .intoArray(posteriors.labels, posterior + i);
            root = DoubleVector.fromArray(DOUBLES, posteriors.blankRoots, i);
            sum = multiplyAdd(
                    limit(DoubleVector.fromArray(DOUBLES, forward.blanks, met + i + 1)
                                    .mul(root))
                            .mul(blank),
                    root,
                    sum);
            label = label.mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i));
            blank = blank.mul(blankProbability);
            label.intoArray(labels, next + i);
            blank.intoArray(blanks, next + i);
            lost = lost.or(label.reinterpretAsLongs().sub(LEAST))
                    .or(blank.reinterpretAsLongs().sub(LEAST));
        }
        sum.intoArray(posteriors.blankSums, 0);
        posteriors.blanks[frame] += posteriors.blankSum(0, LANES);
        return lost.reduceLanes(VectorOperators.OR);
    }

    private static DoubleVector limit(DoubleVector values) {
        return values.reinterpretAsLongs().min(VectorSharedRecursion.MOST).reinterpretAsDoubles();
    }
}
