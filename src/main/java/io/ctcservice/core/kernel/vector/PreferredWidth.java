package io.ctcservice.core.kernel.vector;

import java.util.function.IntSupplier;
import jdk.incubator.vector.DoubleVector;

/** The bits of the vectors that this processor, or how Java was started, prefers. */
public final class PreferredWidth implements IntSupplier {

    @Override
    public int getAsInt() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
