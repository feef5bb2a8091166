package io.ctcservice.core.kernel.vector;

import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The recursion with an exponent for each state, which follows it from frame to frame: nothing is ever too small. */
final class ExactSlots {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = 1023L << 52;

    private ExactSlots() {}

    static void normalise(Slots slots, int from, int to) {
        var labelExponents = slots.currentLabelExponents();
        var blankExponents = slots.currentBlankExponents();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        slots.unshare();
        for (int i = from; i < to; i += LANES) {
            var labels = DoubleVector.fromArray(DOUBLES, slots.labels, row + i).reinterpretAsLongs();
            SharedExponents.exponent(labels, LongVector.fromArray(LONGS, labelExponents, exponents + i))
                    .intoArray(slots.labelExponents, i);
            mantissa(labels).intoArray(slots.labels, i);
            var blanks = DoubleVector.fromArray(DOUBLES, slots.blanks, row + i).reinterpretAsLongs();
            SharedExponents.exponent(blanks, LongVector.fromArray(LONGS, blankExponents, exponents + i))
                    .intoArray(slots.blankExponents, i);
            mantissa(blanks).intoArray(slots.blanks, i);
        }
        slots.row = 0;
    }

    private static DoubleVector mantissa(LongVector bits) {
        return bits.and(FRACTION).or(ONE).blend(0, bits.eq(0)).reinterpretAsDoubles();
    }

    static void advance(Slots slots, SegmentRows rows, int from, int to, int frames) {
        for (int f = 0; f < frames; f++) {
            int at = slots.start(f);
            int next = slots.start(f + 1);
            sum(slots, at, next, from, to);
            emit(slots, rows, f, next, from, to);
        }
        slots.row = slots.start(frames) / slots.stride;
    }

    /** Writes what comes into each state, the emission still to be multiplied in. */
    private static void sum(Slots slots, int at, int next, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            var label = DoubleVector.fromArray(DOUBLES, slots.labels, at + i);
            var labelExponent = LongVector.fromArray(LONGS, slots.labelExponents, at + i);
            var blank = DoubleVector.fromArray(DOUBLES, slots.blanks, at + i);
            var blankExponent = LongVector.fromArray(LONGS, slots.blankExponents, at + i);
            var entering = DoubleVector.fromArray(DOUBLES, slots.labels, at + i + slots.neighbour);
            var enteringExponent = LongVector.fromArray(LONGS, slots.labelExponents, at + i + slots.neighbour);
            var largest = blankExponent.max(enteringExponent);
            blank.mul(SharedExponents.power(blankExponent.sub(largest)))
                    .add(entering.mul(SharedExponents.power(enteringExponent.sub(largest))))
                    .intoArray(slots.blanks, next + i);
            largest.intoArray(slots.blankExponents, next + i);
            var skip = DoubleVector.fromArray(DOUBLES, slots.skip, i);
            var barred = skip.eq(0);
            var skipping = enteringExponent.blend(2 * Slots.NONE, barred.cast(LONGS));
            largest = labelExponent.max(blankExponent).max(skipping);
            label.mul(SharedExponents.power(labelExponent.sub(largest)))
                    .add(blank.mul(SharedExponents.power(blankExponent.sub(largest))))
                    .add(entering.mul(skip).mul(SharedExponents.power(skipping.sub(largest))))
                    .intoArray(slots.labels, next + i);
            largest.intoArray(slots.labelExponents, next + i);
        }
    }

    private static void emit(Slots slots, SegmentRows rows, int frame, int next, int from, int to) {
        int row = frame * rows.stride + slots.offset;
        for (int i = from; i < to; i += LANES) {
            DoubleVector.fromArray(DOUBLES, slots.labels, next + i)
                    .mul(DoubleVector.fromArray(DOUBLES, rows.labels, row + i))
                    .intoArray(slots.labels, next + i);
            LongVector.fromArray(LONGS, slots.labelExponents, next + i)
                    .add(LongVector.fromArray(LONGS, rows.labelExponents, row + i))
                    .intoArray(slots.labelExponents, next + i);
            DoubleVector.fromArray(DOUBLES, slots.blanks, next + i)
                    .mul(rows.blanks[frame])
                    .intoArray(slots.blanks, next + i);
            LongVector.fromArray(LONGS, slots.blankExponents, next + i)
                    .add(rows.blankExponents[frame])
                    .intoArray(slots.blankExponents, next + i);
        }
    }

    static void retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        for (int step = 0; step < frames; step++) {
            int frame = frames - 1 - step;
            int next = slots.start(step + 1);
            sum(slots, slots.start(step), next, from, to);
            multiply(slots, next, from, to, forward, frame, posteriors);
            emit(slots, rows, frame, next, from, to);
        }
        slots.row = slots.start(frames) / slots.stride;
    }

    private static void multiply(
            Slots slots, int row, int from, int to, Slots forward, int frame, Posteriors posteriors) {
        int forwardRow = forward.start(frame + 1) + slots.offset;
        int exponents = (forward.sharing ? 0 : forward.start(frame + 1)) + slots.offset;
        var labelExponents = forward.currentLabelExponents();
        var blankExponents = forward.currentBlankExponents();
        int posteriorRow = frame * posteriors.stride + slots.offset;
        var blanks = DoubleVector.zero(DOUBLES);
        for (int i = from; i < to; i += LANES) {
            var label = LongVector.fromArray(LONGS, labelExponents, exponents + i)
                    .add(LongVector.fromArray(LONGS, slots.labelExponents, row + i))
                    .sub(posteriors.exponent);
            DoubleVector.fromArray(DOUBLES, forward.labels, forwardRow + i)
                    .mul(DoubleVector.fromArray(DOUBLES, slots.labels, row + i))
                    .mul(SharedExponents.power(label.min(1023)))
                    .div(posteriors.mantissa)
                    .intoArray(posteriors.labels, posteriorRow + i);
            var blank = LongVector.fromArray(LONGS, blankExponents, exponents + i + 1)
                    .add(LongVector.fromArray(LONGS, slots.blankExponents, row + i))
                    .sub(posteriors.exponent);
            blanks = blanks.add(DoubleVector.fromArray(DOUBLES, forward.blanks, forwardRow + i + 1)
                    .mul(DoubleVector.fromArray(DOUBLES, slots.blanks, row + i))
                    .mul(SharedExponents.power(blank.min(1023))));
        }
        posteriors.blanks[frame] = blanks.reduceLanes(VectorOperators.ADD) / posteriors.mantissa;
    }
}
