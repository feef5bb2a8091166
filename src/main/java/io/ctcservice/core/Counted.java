package io.ctcservice.core;

/** Numbers of things, as a sentence has them. */
public final class Counted {

    private Counted() {}

    /** Returns {@code 1 frame} or {@code 2 frames}. */
    public static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
