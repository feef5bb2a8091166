package io.ctcservice.core.text;

import java.util.regex.Pattern;

/** White space of every kind in Unicode, line breaks and non-breaking spaces included. */
public final class WhiteSpace {

    /** A run of it. */
    public static final Pattern RUN = Pattern.compile("[\\s\\u0085\\p{Z}]+");

    private WhiteSpace() {}
}
