package io.ctcservice.codec.subtitle;

import io.ctcservice.core.text.WhiteSpace;

/**
 * A piece of text with its times.
 *
 * @param text any characters
 * @param start in seconds
 * @param end in seconds, not before {@code start}
 * @param confidence in [0, 1]; NaN where there is none
 */
public record TimedText(String text, double start, double end, double confidence) {

    /** Returns the text on one line: line breaks and other control characters become spaces. */
    String line() {
        return WhiteSpace.onOneLine(text).strip();
    }
}
