package io.ctcservice.codec.subtitle;

import java.util.List;

/**
 * The text on the screen during a time interval.
 *
 * @param lines one or two, none empty
 * @param start in milliseconds
 * @param end in milliseconds, after {@code start}
 */
public record Cue(List<String> lines, long start, long end) {

    public Cue {
        lines = List.copyOf(lines);
    }

    /** Returns the lines, separated by line breaks. */
    String text() {
        return String.join("\n", lines);
    }
}
