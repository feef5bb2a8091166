package io.ctcservice.core.math;

/**
 * The arithmetic of rows of scores: what the passes over emissions do with whole rows, on plain arrays. Each part is
 * stateless and thread-safe, and works on the arrays that it is given only.
 *
 * @param name {@code vector} or {@code scalar}
 */
public record RowMath(
        String name,
        SoftmaxSums sums,
        Exponentials exponentials,
        FloatSoftmax softmax,
        Argmax argmax,
        RowProducts products) {

    /** Returns plain loops, most of which the compiler makes vectors of itself. */
    public static RowMath scalar() {
        return new RowMath(
                Kernels.SCALAR,
                new ScalarSums(),
                new ScalarExponentials(),
                new ScalarSoftmax(),
                new ScalarArgmax(),
                new ScalarProducts());
    }

    /**
     * Returns the arithmetic on the widest vectors that the machine has.
     *
     * @throws LinkageError if this JVM has no Vector API
     */
    public static RowMath vector() {
        return new RowMath(
                Kernels.VECTOR,
                Kernels.vector(SoftmaxSums.class, "VectorSums"),
                Kernels.vector(Exponentials.class, "VectorExponentials"),
                Kernels.vector(FloatSoftmax.class, "VectorSoftmax"),
                Kernels.vector(Argmax.class, "VectorArgmax"),
                Kernels.vector(RowProducts.class, "VectorProducts"));
    }

    /** Returns the one of the two that {@link Kernels} has chosen for this JVM. */
    public static RowMath chosen() {
        return Chosen.ROW_MATH;
    }

    /** Made when first asked for. */
    private static final class Chosen {

        static final RowMath ROW_MATH = Kernels.chosen(RowMath::scalar, RowMath::vector);
    }
}
