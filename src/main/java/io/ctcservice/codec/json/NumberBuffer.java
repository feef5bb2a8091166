package io.ctcservice.codec.json;

import static io.ctcservice.codec.json.UnreadableJsonException.wrongType;
import static io.ctcservice.codec.json.UnreadableJsonException.wrongValue;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A growing float array that is filled with the numbers of JSON arrays. The string {@code "-Infinity"} is a number
 * here; NaN and numbers beyond float32 are not.
 */
final class NumberBuffer {

    private static final String LOG_ZERO = "-Infinity";
    private static final String NUMBER = "a number, or the string \"" + LOG_ZERO + "\" for a log zero";
    private static final int FIRST_CAPACITY = 1024;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final JsonParser parser;
    private float[] values = new float[FIRST_CAPACITY];
    private int size;

    NumberBuffer(JsonParser parser) {
        this.parser = parser;
    }

    /** Returns how many numbers have been read. */
    int size() {
        return size;
    }

    /** Returns the numbers; nothing is read after this. */
    float[] finished() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }

    /**
     * Reads the rest of the current array.
     *
     * @param end most numbers that there may be in all
     * @param capacity as many are about to come, as far as is known
     * @return whether it ended; false if the parser is at an item beyond {@code end}
     */
    boolean readToEnd(int end, int capacity) {
        readPlain(end, capacity);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (size == end) {
                return false;
            }
            addCurrent();
            readPlain(end, capacity);
        }
        return true;
    }

    /**
     * Reads the plain numbers that follow in the current array. The next token is not one of them.
     *
     * @param end most numbers that there may be in all
     * @param capacity as many are about to come, as far as is known
     */
    void readPlain(int end, int capacity) {
        if (!(parser instanceof MatrixParser fast)) {
            return;
        }
        int before;
        do {
            before = size;
            reserve(Math.max(capacity, size + 1));
            size = fast.readNumbers(values, size, Math.min(values.length, end));
        } while (size > before && size < end);
    }

    /** Adds the current number of the parser. */
    void addCurrent() {
        reserve(size + 1);
        values[size++] = number(parser);
    }

    /** Grows the array; its length stays an int because a body's bytes, two a number at least, are limited. */
    private void reserve(int needed) {
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(Math.max(needed, 2L * values.length), LARGEST_ARRAY));
        }
    }

    private static float number(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_FLOAT -> finite(parser, parser.getFloatValue());
            case VALUE_NUMBER_INT -> finite(parser, whole(parser));
            case VALUE_STRING -> logZero(parser);
            case VALUE_NULL ->
                throw wrongType(parser, NUMBER + "; JavaScript's JSON.stringify makes null of all that is not finite");
            default -> throw wrongType(parser, "a number");
        };
    }

    /** Returns a whole number; Jackson loses the sign of {@code -0}, which {@link FloatScanner} keeps. */
    private static float whole(JsonParser parser) {
        float value = parser.getFloatValue();
        return value == 0 && parser.getString().startsWith("-") ? -0.0f : value;
    }

    private static float finite(JsonParser parser, float value) {
        if (Math.abs(value) <= Float.MAX_VALUE) {
            return value;
        }
        throw wrongValue(parser, JsonTokens.found(parser) + " overflows float32; expected a finite number");
    }

    private static float logZero(JsonParser parser) {
        if (parser.getString().equals(LOG_ZERO)) {
            return Float.NEGATIVE_INFINITY;
        }
        throw wrongType(parser, NUMBER);
    }
}
