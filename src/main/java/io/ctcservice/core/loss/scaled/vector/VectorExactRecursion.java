package io.ctcservice.core.loss.scaled.vector;

import io.ctcservice.core.loss.scaled.ExactRecursion;
import io.ctcservice.core.loss.scaled.Posteriors;
import io.ctcservice.core.loss.scaled.SegmentProbabilities;
import io.ctcservice.core.loss.scaled.StateRows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** The {@link ExactRecursion} on vectors. */
final class VectorExactRecursion implements ExactRecursion {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = 1023L << 52;

    @Override
    public void normalise(StateRows states, int from, int to) {
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        states.unshare();
        for (int i = from; i < to; i += LANES) {
            var labels = DoubleVector.fromArray(DOUBLES, states.labels, row + i).reinterpretAsLongs();
            SharedExponents.exponent(labels, LongVector.fromArray(LONGS, labelExponents, exponents + i))
                    .intoArray(states.labelExponents, i);
            mantissa(labels).intoArray(states.labels, i);
            var blanks = DoubleVector.fromArray(DOUBLES, states.blanks, row + i).reinterpretAsLongs();
            SharedExponents.exponent(blanks, LongVector.fromArray(LONGS, blankExponents, exponents + i))
                    .intoArray(states.blankExponents, i);
            mantissa(blanks).intoArray(states.blanks, i);
        }
        states.row = 0;
    }

    private static DoubleVector mantissa(LongVector bits) {
        return bits.and(FRACTION).or(ONE).blend(0, bits.eq(0)).reinterpretAsDoubles();
    }

    @Override
    public void advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
        for (int f = 0; f < frames; f++) {
            int at = states.start(f);
            int next = states.start(f + 1);
            sum(states, at, next, from, to);
            emit(states, rows, f, next, from, to);
        }
        states.row = states.start(frames) / states.stride;
    }

    /** Writes the sum that enters each state, before the emission is multiplied in. */
    private static void sum(StateRows states, int at, int next, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            var label = DoubleVector.fromArray(DOUBLES, states.labels, at + i);
            var labelExponent = LongVector.fromArray(LONGS, states.labelExponents, at + i);
            var blank = DoubleVector.fromArray(DOUBLES, states.blanks, at + i);
            var blankExponent = LongVector.fromArray(LONGS, states.blankExponents, at + i);
            var entering = DoubleVector.fromArray(DOUBLES, states.labels, at + i + states.neighbour);
            var enteringExponent = LongVector.fromArray(LONGS, states.labelExponents, at + i + states.neighbour);
            var largest = blankExponent.max(enteringExponent);
            blank.mul(SharedExponents.power(blankExponent.sub(largest)))
                    .add(entering.mul(SharedExponents.power(enteringExponent.sub(largest))))
                    .intoArray(states.blanks, next + i);
            largest.intoArray(states.blankExponents, next + i);
            var skip = DoubleVector.fromArray(DOUBLES, states.skip, i);
            var barred = skip.eq(0);
            var skipping = enteringExponent.blend(2 * StateRows.NONE, barred.cast(LONGS));
            largest = labelExponent.max(blankExponent).max(skipping);
            label.mul(SharedExponents.power(labelExponent.sub(largest)))
                    .add(blank.mul(SharedExponents.power(blankExponent.sub(largest))))
                    .add(entering.mul(skip).mul(SharedExponents.power(skipping.sub(largest))))
                    .intoArray(states.labels, next + i);
            largest.intoArray(states.labelExponents, next + i);
        }
    }

    private static void emit(StateRows states, SegmentProbabilities rows, int frame, int next, int from, int to) {
        int row = frame * rows.stride + states.offset;
        for (int i = from; i < to; i += LANES) {
            DoubleVector.fromArray(DOUBLES, states.labels, next + i)
                    .mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i))
                    .intoArray(states.labels, next + i);
            LongVector.fromArray(LONGS, states.labelExponents, next + i)
                    .add(LongVector.fromArray(LONGS, rows.labelExponents, row + i))
                    .intoArray(states.labelExponents, next + i);
            DoubleVector.fromArray(DOUBLES, states.blanks, next + i)
                    .mul(rows.blanks[frame])
                    .intoArray(states.blanks, next + i);
            LongVector.fromArray(LONGS, states.blankExponents, next + i)
                    .add(rows.blankExponents[frame])
                    .intoArray(states.blankExponents, next + i);
        }
    }

    @Override
    public void retreat(
            StateRows states,
            SegmentProbabilities rows,
            int from,
            int to,
            int frames,
            StateRows forward,
            Posteriors posteriors) {
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            int next = states.start(step + 1);
            sum(states, states.start(step), next, from, to);
            multiply(states, next, from, to, forward, frame, posteriors);
            emit(states, rows, frame, next, from, to);
        }
        states.row = states.start(frames) / states.stride;
    }

    private static void multiply(
            StateRows states, int row, int from, int to, StateRows forward, int frame, Posteriors posteriors) {
        int forwardRow = forward.start(frame + 1) + states.offset;
        int exponents = (forward.sharing ? 0 : forward.start(frame + 1)) + states.offset;
        var labelExponents = forward.currentLabelExponents();
        var blankExponents = forward.currentBlankExponents();
        int posteriorRow = frame * posteriors.stride + states.offset;
        var blanks = DoubleVector.zero(DOUBLES);
        for (int i = from; i < to; i += LANES) {
            var label = LongVector.fromArray(LONGS, labelExponents, exponents + i)
                    .add(LongVector.fromArray(LONGS, states.labelExponents, row + i))
                    .sub(posteriors.exponent);
            DoubleVector.fromArray(DOUBLES, forward.labels, forwardRow + i)
                    .mul(DoubleVector.fromArray(DOUBLES, states.labels, row + i))
                    .mul(SharedExponents.power(label.min(1023)))
                    .div(posteriors.mantissa)
                    .intoArray(posteriors.labels, posteriorRow + i);
            var blank = LongVector.fromArray(LONGS, blankExponents, exponents + i + 1)
                    .add(LongVector.fromArray(LONGS, states.blankExponents, row + i))
                    .sub(posteriors.exponent);
            blanks = blanks.add(DoubleVector.fromArray(DOUBLES, forward.blanks, forwardRow + i + 1)
                    .mul(DoubleVector.fromArray(DOUBLES, states.blanks, row + i))
                    .mul(SharedExponents.power(blank.min(1023))));
        }
        blanks.intoArray(posteriors.blankSums, 0);
        posteriors.blanks[frame] = posteriors.blankSum(0, DOUBLES.length()) / posteriors.mantissa;
    }
}
