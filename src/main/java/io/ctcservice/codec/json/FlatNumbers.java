package io.ctcservice.codec.json;

import tools.jackson.core.JsonGenerator;

/** A writer of an array of numbers, piece by piece. */
public final class FlatNumbers {

    private final NumberText text;

    /** Begins an array at the current position of the generator. */
    public FlatNumbers(JsonGenerator generator) {
        text = new NumberText(generator);
        text.startArray();
    }

    /** Adds numbers; infinities and NaN, which JSON cannot express, become null. */
    public void add(float[] values) {
        for (float value : values) {
            if (Math.abs(value) <= Float.MAX_VALUE) {
                text.add(value);
            } else {
                text.addNull();
            }
        }
    }

    /** Adds {@code count} zeros. */
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
