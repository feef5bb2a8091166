package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;

/**
 * The states that a forward sweep may leave out, given a lower bound of the likelihood. The paths through a state have at
 * most its mass together, since what follows has a probability of at most 1: so states far below the bound change nothing
 * but the rounding. All that a sweep can leave out is below 2^-44 of the bound. Immutable.
 *
 * @param limit the power of two below which the states of a pair are negligible
 */
record NegligibleStates(long limit) {

    static final NegligibleStates NONE = new NegligibleStates(Long.MIN_VALUE);

    /** The power of two that all negligible states together are below, relative to the likelihood. */
    private static final int NEXT_TO_NOTHING = -44;

    /** The least length of a target of which leaving out states saves more than it costs. */
    private static final int LONG = 128;

    /** @param least ln of the lower bound of the likelihood; log zero for none */
    static NegligibleStates below(double least, Emissions emissions, StateLayout layout) {
        // rows of declared probabilities may sum to a little more than 1
        double excess = emissions.kind() == ScoreKind.LOGITS ? 0 : emissions.frames() * Emissions.ROUNDING;
        double power = Math.floor((least - excess) / LogMath.LN_2);
        if (layout.targetLength() < LONG || !(power > -0x1p50)) {
            return NONE;
        }
        long states = 2L * layout.segments() * layout.stride();
        int bits = Long.SIZE - Long.numberOfLeadingZeros(states);
        return new NegligibleStates((long) power + NEXT_TO_NOTHING - bits);
    }

    /** Returns whether no state counts as negligible. */
    boolean isNone() {
        return limit == NONE.limit;
    }

    /** Returns whether the states of the pairs {@code [from, to)} are all negligible. */
    boolean areAll(StateRows states, int from, int to) {
        long[] labelExponents = states.currentLabelExponents();
        long[] blankExponents = states.currentBlankExponents();
        int row = states.row * states.stride;
        int exponents = states.exponentStart();
        for (int i = from; i < to; i++) {
            long label = ScalarSharedRecursion.exponent(states.labels[row + i], labelExponents[exponents + i]);
            long blank = ScalarSharedRecursion.exponent(states.blanks[row + i], blankExponents[exponents + i]);
            if (Math.max(label, blank) >= limit) {
                return false;
            }
        }
        return true;
    }
}
