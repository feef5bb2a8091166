package io.ctcservice.core.kernel;

import static io.ctcservice.core.kernel.ScalarSharedSlots.exponent;
import static io.ctcservice.core.kernel.ScalarSharedSlots.power;

/** The recursion with an exponent for every state, in plain loops. */
final class ScalarExactSlots {

    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = 1023L << 52;

    private ScalarExactSlots() {}

    static void normalise(Slots slots, int from, int to) {
        var labelExponents = slots.currentLabelExponents();
        var blankExponents = slots.currentBlankExponents();
        int row = slots.row * slots.stride;
        int exponents = slots.exponentStart();
        slots.unshare();
        for (int i = from; i < to; i++) {
            double label = slots.labels[row + i];
            double blank = slots.blanks[row + i];
            slots.labelExponents[i] = exponent(label, labelExponents[exponents + i]);
            slots.blankExponents[i] = exponent(blank, blankExponents[exponents + i]);
            slots.labels[i] = mantissa(label);
            slots.blanks[i] = mantissa(blank);
        }
        slots.row = 0;
    }

    private static double mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return value == 0 ? 0 : Double.longBitsToDouble((bits & FRACTION) | ONE);
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

    private static void sum(Slots slots, int at, int next, int from, int to) {
        var labels = slots.labels;
        var labelExponents = slots.labelExponents;
        for (int i = from; i < to; i++) {
            double entering = labels[at + i + slots.neighbour];
            long enteringExponent = labelExponents[at + i + slots.neighbour];
            double blank = slots.blanks[at + i];
            long blankExponent = slots.blankExponents[at + i];
            long largest = Math.max(blankExponent, enteringExponent);
            double sum = blank * power(blankExponent - largest) + entering * power(enteringExponent - largest);
            slots.blanks[next + i] = sum;
            slots.blankExponents[next + i] = largest;
            long skipping = slots.skip[i] == 0 ? 2 * Slots.NONE : enteringExponent;
            long labelExponent = labelExponents[at + i];
            largest = Math.max(Math.max(blankExponent, labelExponent), skipping);
            labels[next + i] = labels[at + i] * power(labelExponent - largest)
                    + blank * power(blankExponent - largest)
                    + entering * slots.skip[i] * power(skipping - largest);
            labelExponents[next + i] = largest;
        }
    }

    private static void emit(Slots slots, SegmentRows rows, int frame, int next, int from, int to) {
        int row = frame * rows.stride + slots.offset;
        for (int i = from; i < to; i++) {
            slots.labels[next + i] *= rows.labels[row + i];
            slots.labelExponents[next + i] += rows.labelExponents[row + i];
            slots.blanks[next + i] *= rows.blanks[frame];
            slots.blankExponents[next + i] += rows.blankExponents[frame];
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
        double blanks = 0;
        for (int i = from; i < to; i++) {
            long label = labelExponents[exponents + i] + slots.labelExponents[row + i] - posteriors.exponent;
            posteriors.labels[posteriorRow + i] = forward.labels[forwardRow + i]
                    * slots.labels[row + i]
                    * power(Math.min(label, 1023))
                    / posteriors.mantissa;
            long blank = blankExponents[exponents + i + 1] + slots.blankExponents[row + i] - posteriors.exponent;
            blanks += forward.blanks[forwardRow + i + 1] * slots.blanks[row + i] * power(Math.min(blank, 1023));
        }
        posteriors.blanks[frame] = blanks / posteriors.mantissa;
    }
}
