package io.ctcservice.wire.json;

import tools.jackson.core.JsonGenerator;

/** Writes numbers as items of the array that a generator is in. */
public final class FlatNumbers {

    private FlatNumbers() {}

    /** Writes numbers, null for those that JSON has none for: infinities and NaN. */
    public static void write(float[] values, JsonGenerator generator) {
        for (float value : values) {
            if (Float.isFinite(value)) {
                generator.writeNumber(value);
            } else {
                generator.writeNull();
            }
        }
    }
}
