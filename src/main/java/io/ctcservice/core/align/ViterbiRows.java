package io.ctcservice.core.align;

import io.ctcservice.core.math.Kernels;

/** The implementations that {@link ViterbiRow#chosen} returns, each made when first asked for. */
final class ViterbiRows {

    private ViterbiRows() {}

    static ViterbiRow plain() {
        return Plain.ROW;
    }

    static ViterbiRow chosen() {
        return Chosen.ROW;
    }

    private static final class Plain {

        static final ViterbiRow ROW = ViterbiRow.scalar();
    }

    private static final class Chosen {

        static final ViterbiRow ROW = Kernels.chosen(256, ViterbiRow::scalar, ViterbiRow::vector);
    }
}
