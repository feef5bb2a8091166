package io.ctcservice.codec.subtitle;

import java.util.List;

/**
 * What is on the screen at a time.
 *
 * @param lines one or two, none empty
 * @param start in milliseconds
 * @param end in milliseconds, after {@code start}
 */
record Cue(List<String> lines, long start, long end) {

    Cue {
        lines = List.copyOf(lines);
    }

    /** Returns the lines with line breaks between them. */
    String text() {
        return String.join("\n", lines);
    }
}
