package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.math.Kernels;
import io.ctcservice.core.math.RowMath;

/**
 * The arithmetic of the scaled recursion.
 *
 * @param rows of rows of scores
 * @param shared of segments that keep their exponents
 * @param exact of segments in which that would lose range
 */
record ScaledMath(RowMath rows, SharedRecursion shared, ExactRecursion exact) {

    static ScaledMath scalar() {
        return new ScaledMath(RowMath.scalar(), new ScalarSharedRecursion(), new ScalarExactRecursion());
    }

    static ScaledMath vector() {
        return new ScaledMath(RowMath.vector(), vectorShared(), vectorExact());
    }

    private static SharedRecursion vectorShared() {
        return Kernels.vector(SharedRecursion.class, "VectorSharedRecursion");
    }

    private static ExactRecursion vectorExact() {
        return Kernels.vector(ExactRecursion.class, "VectorExactRecursion");
    }

    /** Returns the arithmetic that {@link Kernels} has chosen for this JVM, or plain loops for now. */
    static ScaledMath chosen() {
        return Kernels.areVectorsDeferred() ? Plain.SCALED_MATH : Chosen.SCALED_MATH;
    }

    /** The holder of plain loops, for the time before vectors are used. */
    private static final class Plain {

        static final ScaledMath SCALED_MATH = scalar();
    }

    /** The holder of the chosen arithmetic, which is made when first asked for. */
    private static final class Chosen {

        static final ScaledMath SCALED_MATH = new ScaledMath(
                RowMath.preferred(),
                Kernels.chosen(128, ScalarSharedRecursion::new, ScaledMath::vectorShared),
                Kernels.chosen(256, ScalarExactRecursion::new, ScaledMath::vectorExact));
    }
}
