package io.ctcservice.core.math.vector;

import io.ctcservice.core.math.Kernels;
import jdk.incubator.vector.DoubleVector;

/**
 * {@code a · b + c} on vectors, fused where the processor does that. Where it does not, a fused one would be worked out
 * lane by lane in decimal arithmetic, hundreds of times slower than two roundings.
 */
final class MultiplyAdd {

    /** Whether products are not rounded before they are added to. */
    static final boolean FUSED = Kernels.fusesMultiplyAdd();

    private MultiplyAdd() {}

    /** Returns {@code a · b + c}. */
    static DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c) {
        return FUSED ? a.fma(b, c) : a.mul(b).add(c);
    }
}
