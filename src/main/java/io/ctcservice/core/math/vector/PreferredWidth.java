package io.ctcservice.core.math.vector;

import java.util.function.IntSupplier;
import jdk.incubator.vector.DoubleVector;

/** The bits of the vectors that this processor, or how Java was started, prefers. */
final class PreferredWidth implements IntSupplier {

    @Override
    public int getAsInt() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
