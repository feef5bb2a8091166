package io.ctcservice.core.math;

/**
 * The arithmetic on whole rows of scores, as plain arrays. Each part is stateless and thread-safe, and works on the
 * arrays that it is given only.
 *
 * @param name {@code vector}, if any part is on the Vector API, or {@code scalar}
 */
public record RowMath(
        String name,
        SoftmaxSums sums,
        Exponentials exponentials,
        FloatSoftmax softmax,
        RowSearch search,
        RowProducts products) {

    /** Returns the arithmetic in plain loops, most of which the compiler vectorises. */
    public static RowMath scalar() {
        return new RowMath(
                Kernels.SCALAR,
                new ScalarSums(),
                new ScalarExponentials(),
                new ScalarSoftmax(),
                new ScalarSearch(),
                new ScalarProducts());
    }

    /**
     * Returns the arithmetic on the widest vectors that the machine has.
     *
     * @throws LinkageError if this JVM has no Vector API
     */
    public static RowMath vector() {
        return new RowMath(
                Kernels.VECTOR, vectorSums(), vectorExponentials(), vectorSoftmax(), vectorSearch(), vectorProducts());
    }

    private static SoftmaxSums vectorSums() {
        return Kernels.vector(SoftmaxSums.class, "VectorSums");
    }

    private static Exponentials vectorExponentials() {
        return Kernels.vector(Exponentials.class, "VectorExponentials");
    }

    private static FloatSoftmax vectorSoftmax() {
        return Kernels.vector(FloatSoftmax.class, "VectorSoftmax");
    }

    private static RowSearch vectorSearch() {
        return Kernels.vector(RowSearch.class, "VectorSearch");
    }

    private static RowProducts vectorProducts() {
        return Kernels.vector(RowProducts.class, "VectorProducts");
    }

    /** Returns the arithmetic that {@link Kernels} has chosen for this JVM, each part for itself, or plain loops for now. */
    public static RowMath chosen() {
        return Kernels.areVectorsDeferred() ? Plain.ROW_MATH : Chosen.ROW_MATH;
    }

    /** Returns the arithmetic that {@link Kernels} has chosen for this JVM, also where vectors are deferred. */
    public static RowMath preferred() {
        return Chosen.ROW_MATH;
    }

    /** The holder of plain loops, for the time before vectors are used. */
    private static final class Plain {

        static final RowMath ROW_MATH = scalar();
    }

    /** The holder of the chosen arithmetic, which is made when first asked for. */
    private static final class Chosen {

        /** Polynomials of degree 10 in vectors of two are no faster if each step takes two instructions. */
        private static final int BITS_FOR_POLYNOMIALS = Kernels.fusesMultiplyAdd() ? 128 : Integer.MAX_VALUE;

        static final RowMath ROW_MATH = new RowMath(
                Kernels.chosen(),
                Kernels.chosen(BITS_FOR_POLYNOMIALS, ScalarSums::new, RowMath::vectorSums),
                Kernels.chosen(BITS_FOR_POLYNOMIALS, ScalarExponentials::new, RowMath::vectorExponentials),
                Kernels.chosen(128, ScalarSoftmax::new, RowMath::vectorSoftmax),
                Kernels.chosen(128, ScalarSearch::new, RowMath::vectorSearch),
                Kernels.chosen(256, ScalarProducts::new, RowMath::vectorProducts));
    }
}
