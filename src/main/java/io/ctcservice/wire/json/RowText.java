package io.ctcservice.wire.json;

import tools.jackson.core.JsonGenerator;

/** The text of one row of a matrix, in a buffer that all rows use: shortest decimals that read back as what they were. */
final class RowText {

    private final StringBuilder text = new StringBuilder();
    private char[] chars = new char[0];

    /** Starts a row. */
    void begin() {
        text.setLength(0);
        text.append('[');
    }

    /** Adds a number; a log zero is the string that is read as one. */
    void add(float value) {
        if (value == Float.NEGATIVE_INFINITY) {
            text.append("\"-Infinity\",");
        } else {
            text.append(value).append(',');
        }
    }

    /** Adds a number; a log zero is null. */
    void add(double value) {
        if (value == Double.NEGATIVE_INFINITY) {
            text.append("null,");
        } else {
            text.append(value).append(',');
        }
    }

    /** Ends the row and writes it. */
    void write(JsonGenerator generator) {
        if (text.length() > 1) {
            text.setLength(text.length() - 1);
        }
        text.append(']');
        int length = text.length();
        if (chars.length < length) {
            chars = new char[2 * length];
        }
        text.getChars(0, length, chars, 0);
        generator.writeRawValue(chars, 0, length);
    }
}
