package io.ctcservice.codec.json;

import tools.jackson.core.JsonGenerator;

/** An array of numbers, written piece by piece. */
public final class FlatNumbers {

    private final NumberText text;

    /** Begins an array, as a value where the generator is. */
    public FlatNumbers(JsonGenerator generator) {
        text = new NumberText(generator);
        text.startArray();
    }

    /** Adds numbers, null for those that JSON has none for: infinities and NaN. */
    public void add(float[] values) {
        for (float value : values) {
            if (Math.abs(value) <= Float.MAX_VALUE) {
                text.add(value);
            } else {
                text.addNull();
            }
        }
    }

    /** Adds as many zeros. */
    public void addZeros(int count) {
        for (int i = 0; i < count; i++) {
            text.add(0f);
        }
    }

    /** Ends the array. */
    public void end() {
        text.endArray();
        text.end();
    }
}
