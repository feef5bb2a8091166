package io.ctcservice.core.math;

/**
 * The arithmetic on whole rows of scores, as plain arrays. Each part is stateless and thread-safe, and works on the
 * arrays that it is given only.
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

    /** Returns the arithmetic in plain loops, most of which the compiler vectorises. */
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

    /** Returns the arithmetic that {@link Kernels} has chosen for this JVM. */
    public static RowMath chosen() {
        return Chosen.ROW_MATH;
    }

    /** The holder of the chosen arithmetic, which is made when first asked for. */
    private static final class Chosen {

        static final RowMath ROW_MATH = Kernels.chosen(RowMath::scalar, RowMath::vector);
    }
}
