package io.ctcservice.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A function as it travels: its settings, of which each JVM makes the function once. */
final class ShippedFunction implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Settings settings;

    private transient volatile @Nullable RowFunction made;

    ShippedFunction(Settings settings) {
        this.settings = settings;
    }

    RowFunction get() {
        RowFunction known = made;
        if (known == null) {
            known = RowFunctions.of(settings);
            made = known;
        }
        return known;
    }
}
