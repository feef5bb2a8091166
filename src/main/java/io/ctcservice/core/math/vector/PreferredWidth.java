package io.ctcservice.core.math.vector;

import java.util.function.IntSupplier;
import jdk.incubator.vector.DoubleVector;

/** The vector size in bits that this processor, or an option of Java, prefers. */
final class PreferredWidth implements IntSupplier {

    @Override
    public int getAsInt() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
