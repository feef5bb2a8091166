package io.ctcservice.codec.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;

/**
 * A writer of one JSON value of many numbers, passed to a generator as ASCII in pieces. Numbers have the fewest
 * decimals that read back as the same number.
 */
final class NumberText {

    private static final int PIECE =
            8000; // the size of the generator's own buffer: larger pieces go straight to its stream

    private final JsonGenerator generator;
    private final byte[] text = new byte[PIECE + ShortestFloat.ROOM];
    private int length;
    private boolean hasBegun;

    NumberText(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Begins an array. */
    void startArray() {
        add('[');
    }

    /** Ends an array and writes the comma after it. */
    void endArray() {
        dropComma();
        add(']');
        add(',');
    }

    /** Adds a number; a log zero is written as the string that is read as one. */
    void add(float value) {
        if (value == Float.NEGATIVE_INFINITY) {
            add("\"-Infinity\",");
        } else {
            length = ShortestFloat.write(value, text, length);
            add(',');
        }
    }

    /** Adds a number; a log zero is written as null. */
    void add(double value) {
        add(value == Double.NEGATIVE_INFINITY ? "null," : value + ",");
    }

    /** Adds a null. */
    void addNull() {
        add("null,");
    }

    /** Passes on the rest. */
    void end() {
        dropComma();
        flush();
    }

    private void dropComma() {
        if (text[Math.max(0, length - 1)] == ',') {
            length--;
        }
    }

    private void add(char ascii) {
        text[length++] = (byte) ascii;
        if (length >= PIECE) {
            flushAllButTheLast();
        }
    }

    private void add(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, text, length, bytes.length - 1);
        length += bytes.length - 1;
        add((char) bytes[bytes.length - 1]);
    }

    /** Passes on all but the last byte, which may be a comma too many. */
    private void flushAllButTheLast() {
        byte last = text[--length];
        flush();
        text[length++] = last;
    }

    private void flush() {
        var piece = new AsciiText(Arrays.copyOf(text, length));
        if (hasBegun) {
            generator.writeRaw(piece);
        } else {
            generator.writeRawValue(piece);
        }
        hasBegun = true;
        length = 0;
    }
}
