package io.ctcservice.core.text;

import java.util.regex.Pattern;

/** Runs of white space of every kind in Unicode, line breaks and non-breaking spaces included, which part words. */
public final class WhiteSpace {

    /** A run of white space. */
    public static final Pattern RUN = Pattern.compile("[\\s\\u0085\\p{Z}]+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private WhiteSpace() {}

    /** Returns a text with one space for each run of white space. */
    public static String single(String text) {
        return RUN.matcher(text).replaceAll(" ");
    }

    /** Returns a text on one line: one space for each run of line breaks and other control characters. */
    public static String onOneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /** Returns the words of a text, at least one: an empty one where the text is blank. */
    public static String[] words(String text) {
        return single(text).strip().split(" ", -1);
    }
}
