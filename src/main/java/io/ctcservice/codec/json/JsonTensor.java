package io.ctcservice.codec.json;

import java.util.List;

/**
 * A tensor of any rank from a JSON document: a flat array, or arrays of arrays of equal length. Float32, rounded,
 * whatever they were, which integers below 2^24 are exactly. Immutable.
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

    /** Returns the number of elements. */
    public int size() {
        return values.length;
    }

    /** Returns one element; the last index varies fastest. */
    public float get(int index) {
        return values[index];
    }

    /** Copies elements from this index on, until {@code into} is full. */
    public void copyFrom(int index, float[] into) {
        System.arraycopy(values, index, into, 0, into.length);
    }
}
