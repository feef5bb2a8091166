package io.ctcservice.codec.json;

import java.util.List;

/**
 * Numbers of any rank as they stood in a JSON document: as a flat array, or as arrays of arrays of equal length. Float32,
 * rounded, whatever they were, which integers below 2^24 are exactly. Immutable.
 */
public final class JsonTensor {

    private final float[] values;
    private final List<Integer> lengths;

    JsonTensor(float[] values, List<Integer> lengths) {
        this.values = values;
        this.lengths = List.copyOf(lengths);
    }

    /** Returns the length of the array, then of its items if they are arrays, and so on. */
    public List<Integer> lengths() {
        return lengths;
    }

    /** Returns how many numbers there are. */
    public int size() {
        return values.length;
    }

    /** Returns one number of all, the last index moving fastest. */
    public float get(int index) {
        return values[index];
    }

    /** Copies numbers from this index on, as many as {@code into} takes. */
    public void copyFrom(int index, float[] into) {
        System.arraycopy(values, index, into, 0, into.length);
    }
}
