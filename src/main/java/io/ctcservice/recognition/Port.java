package io.ctcservice.recognition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a model.
 *
 * @param name of it
 * @param type of its numbers
 * @param shape size of each dimension, {@link #ANY} where it may be any
 */
public record Port(String name, Type type, List<Integer> shape) {

    /** The size of a dimension that is not fixed. */
    public static final int ANY = -1;

    /** The types of elements. */
    public enum Type {
        /** Numbers of any precision. */
        FLOAT,
        /** Whole numbers, or truth values. */
        WHOLE,
        /** Something else. */
        OTHER
    }

    public Port {
        shape = List.copyOf(shape);
    }

    int rank() {
        return shape.size();
    }

    /** Returns the name and shape for messages, such as {@code x [?, 80, ?]}. */
    @Override
    public String toString() {
        return name + " "
                + shape.stream()
                        .map(size -> size == ANY ? "?" : Integer.toString(size))
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
