package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Scratch;

/**
 * One utterance and one target, and what they are worked on with.
 *
 * @param target whose classes the emissions have
 * @param layout of the target in so many frames
 */
record Problem(RowKernel kernel, Emissions emissions, ExtendedTarget target, SlotLayout layout, Scratch scratch) {

    Problem(RowKernel kernel, Emissions emissions, ExtendedTarget target, Scratch scratch) {
        this(kernel, emissions, target, new SlotLayout(emissions.frames(), target), scratch);
    }
}
