package io.ctcservice.request;

import java.util.regex.Pattern;

/** Runs of white space of every kind in Unicode, line breaks and non-breaking spaces included, which part words. */
public final class WhiteSpace {

    private static final Pattern RUNS = Pattern.compile("[\\s\\u0085\\p{Z}]+");

    private WhiteSpace() {}

    /** Returns a text with one space for each run of white space. */
    public static String single(String text) {
        return RUNS.matcher(text).replaceAll(" ");
    }

    /** Returns the words of a text, one at least; it is empty where the text is blank. */
    public static String[] words(String text) {
        return single(text).strip().split(" ", -1);
    }
}
