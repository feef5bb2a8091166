package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;

/**
 * One utterance and one target, with the arithmetic and memory to compute them.
 *
 * @param target whose classes the emissions have
 * @param layout of the target in so many frames
 * @param scratch what the arrays of this piece of work are taken from
 */
record RecursionInput(
        ScaledMath math, Emissions emissions, ExtendedTarget target, StateLayout layout, Scratch scratch) {

    RecursionInput(ScaledMath math, Emissions emissions, ExtendedTarget target, Scratch scratch) {
        this(math, emissions, target, new StateLayout(emissions.frames(), target), scratch);
    }
}
