package io.ctcservice.core;

/** Numbers of things, as a sentence has them. */
public final class Counted {

    private Counted() {}

    /**
     * Returns {@code 1 frame} or {@code 2 frames}.
     *
     * @param thing whose plural ends in s, or in es if it ends in s itself
     */
    public static String of(long count, String thing) {
        String ending = count == 1 ? "" : thing.endsWith("s") ? "es" : "s";
        return count + " " + thing + ending;
    }
}
