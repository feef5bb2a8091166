package io.ctcservice.core.loss.scaled.vector;

import static io.ctcservice.core.loss.scaled.vector.SharedExponents.power;

import io.ctcservice.core.loss.scaled.Posteriors;
import io.ctcservice.core.loss.scaled.ScalarSharedRecursion;
import io.ctcservice.core.loss.scaled.SegmentProbabilities;
import io.ctcservice.core.loss.scaled.SharedRecursion;
import io.ctcservice.core.loss.scaled.StateRows;
import io.ctcservice.core.math.Exponential;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The {@link SharedRecursion} on vectors. */
final class VectorSharedRecursion implements SharedRecursion {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();

    /** Whether all vectors of a run are kept in registers. */
    private static final boolean IN_REGISTERS = LANES == 8;

    /** Whether comparisons are compiled: x86 has no masks of two lanes. */
    private static final boolean HAS_MASKS = LANES > 2;

    private static final SharedRecursion PLAIN = new ScalarSharedRecursion();

    static final LongVector MOST = LongVector.broadcast(LONGS, Double.doubleToRawLongBits(Posteriors.MOST));

    private static final long ONE_BITS = Double.doubleToRawLongBits(1);
    private static final long SQRT_2_BITS = Double.doubleToRawLongBits(Exponential.SQRT_2);

    @Override
    public boolean share(StateRows states, int from, int to) {
        return HAS_MASKS ? SharedExponents.choose(states, from, to) : PLAIN.share(states, from, to);
    }

    @Override
    public boolean advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        long lost = IN_REGISTERS
                ? RegisterRun.advance(states, rows, from, to, frames)
                : RowRun.advance(states, rows, from, to, frames);
        return verdict(states, from, to, frames, lost);
    }

    private static boolean verdict(StateRows states, int from, int to, int frames, long lost) {
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
        boolean right = lost >= 0 && largest.reduceLanes(VectorOperators.MAX) <= StateRows.LARGEST;
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
        long lost = IN_REGISTERS
                ? RegisterRun.retreat(states, rows, from, to, frames, forward, posteriors)
                : RowRun.retreat(states, rows, from, to, frames, forward, posteriors);
        return verdict(states, from, to, frames, lost);
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
        var odd = d.and(1).neg(); // all bits or none
        var factor = odd.and(SQRT_2_BITS - ONE_BITS).add(ONE_BITS).reinterpretAsDoubles();
        return power(d.lanewise(VectorOperators.ASHR, 1).min(1000)).mul(factor);
    }
}
