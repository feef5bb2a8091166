package io.ctcservice.core.align;

import io.ctcservice.core.math.Kernels;

/** The holder of the implementations that {@link ViterbiRow#chosen} returns. */
final class ViterbiRows {

    static final ViterbiRow PLAIN = ViterbiRow.scalar();
    static final ViterbiRow CHOSEN = Kernels.chosen(256, ViterbiRow::scalar, ViterbiRow::vector);

    private ViterbiRows() {}
}
