package io.ctcservice.core;

/** Texts of users in messages. */
public final class Quoted {

    private static final int LONGEST = 40;

    private Quoted() {}

    /** Returns a text in quotes; of one longer than 40 characters its first 20 with an ellipsis. */
    public static String of(String text) {
        String shown =
                text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
        return "\"" + shown + "\"";
    }
}
