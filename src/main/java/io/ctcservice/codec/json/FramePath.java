package io.ctcservice.codec.json;

import java.util.Arrays;

/** The class of every frame, blanks included: in JSON an array of T class indices. Immutable. */
public final class FramePath {

    private final int[] classes;

    private FramePath(int[] classes) {
        this.classes = classes;
    }

    /** Returns the path that holds a copy of {@code classes}. */
    public static FramePath of(int[] classes) {
        return new FramePath(classes.clone());
    }

    /** Returns T, the number of frames. */
    public int frames() {
        return classes.length;
    }

    /** Returns a copy of the class indices. */
    public int[] toArray() {
        return classes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FramePath that && Arrays.equals(classes, that.classes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return Arrays.toString(classes);
    }
}
