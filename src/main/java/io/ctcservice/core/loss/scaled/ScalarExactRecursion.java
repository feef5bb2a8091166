package io.ctcservice.core.loss.scaled;

import static io.ctcservice.core.loss.scaled.ScalarSharedRecursion.exponent;
import static io.ctcservice.core.loss.scaled.ScalarSharedRecursion.power;

/** The {@link ExactRecursion} in plain loops. */
final class ScalarExactRecursion implements ExactRecursion {

    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = 1023L << 52;

    @Override
    public void normalise(StateRows states, int from, int to) {
        var labelExponents = states.currentLabelExponents();
        var blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        states.unshare();
        for (int i = from; i < to; i++) {
            double label = states.labels[row + i];
            double blank = states.blanks[row + i];
            states.labelExponents[i] = exponent(label, labelExponents[exponents + i]);
            states.blankExponents[i] = exponent(blank, blankExponents[exponents + i]);
            states.labels[i] = mantissa(label);
            states.blanks[i] = mantissa(blank);
        }
        states.row = 0;
    }

    private static double mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return value == 0 ? 0 : Double.longBitsToDouble((bits & FRACTION) | ONE);
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

    private static void sum(StateRows states, int at, int next, int from, int to) {
        var labels = states.labels;
        var labelExponents = states.labelExponents;
        for (int i = from; i < to; i++) {
            double entering = labels[at + i + states.neighbour];
            long enteringExponent = labelExponents[at + i + states.neighbour];
            double blank = states.blanks[at + i];
            long blankExponent = states.blankExponents[at + i];
            long largest = Math.max(blankExponent, enteringExponent);
            double sum = blank * power(blankExponent - largest) + entering * power(enteringExponent - largest);
            states.blanks[next + i] = sum;
            states.blankExponents[next + i] = largest;
            long skipping = states.skip[i] == 0 ? 2 * StateRows.NONE : enteringExponent;
            long labelExponent = labelExponents[at + i];
            largest = Math.max(Math.max(blankExponent, labelExponent), skipping);
            labels[next + i] = labels[at + i] * power(labelExponent - largest)
                    + blank * power(blankExponent - largest)
                    + entering * states.skip[i] * power(skipping - largest);
            labelExponents[next + i] = largest;
        }
    }

    private static void emit(StateRows states, SegmentProbabilities rows, int frame, int next, int from, int to) {
        int row = frame * rows.stride + states.offset;
        for (int i = from; i < to; i++) {
            states.labels[next + i] *= rows.labels[row + i];
            states.labelExponents[next + i] += rows.labelExponents[row + i];
            states.blanks[next + i] *= rows.blanks[frame];
            states.blankExponents[next + i] += rows.blankExponents[frame];
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
        double blanks = 0;
        for (int i = from; i < to; i++) {
            long label = labelExponents[exponents + i] + states.labelExponents[row + i] - posteriors.exponent;
            posteriors.labels[posteriorRow + i] = forward.labels[forwardRow + i]
                    * states.labels[row + i]
                    * power(Math.min(label, 1023))
                    / posteriors.mantissa;
            long blank = blankExponents[exponents + i + 1] + states.blankExponents[row + i] - posteriors.exponent;
            blanks += forward.blanks[forwardRow + i + 1] * states.blanks[row + i] * power(Math.min(blank, 1023));
        }
        posteriors.blanks[frame] = blanks / posteriors.mantissa;
    }
}
