package io.ctcservice.wire.json;

import static io.ctcservice.wire.json.UnreadableJsonException.wrongType;
import static io.ctcservice.wire.json.UnreadableJsonException.wrongValue;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.wire.Limits;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads an array of equally long arrays of numbers straight into one growing float array. The string
 * {@code "-Infinity"} is a number here; NaN and numbers beyond float32 are not. Limits hold while reading.
 */
final class FloatMatrixDeserializer extends StdDeserializer<FloatMatrix> {

    private static final String LOG_ZERO = "-Infinity";
    private static final int FIRST_CAPACITY = 1024;

    private final Limits limits;

    FloatMatrixDeserializer(Limits limits) {
        super(FloatMatrix.class);
        this.limits = limits;
    }

    @Override
    public FloatMatrix deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrongType(parser, "an array of rows of numbers");
        }
        var values = new float[FIRST_CAPACITY];
        int columns = 0;
        int rows = 0;
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.isExpectedStartArrayToken()) {
                throw wrongType(parser, "a row of numbers");
            }
            if (rows == limits.maxFrames()) {
                throw wrongValue(parser, "more than " + limits.maxFrames() + " rows");
            }
            int rowStart = size;
            int widest = rows == 0 ? limits.maxClasses() : columns;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (size - rowStart == widest) {
                    throw tooWide(parser, rows, columns);
                }
                if (size == values.length) {
                    values = grown(values);
                }
                values[size++] = number(parser);
            }
            if (rows == 0) {
                columns = size;
            } else if (size - rowStart != columns) {
                throw wrongValue(
                        parser,
                        "a row of " + (size - rowStart) + " numbers; expected " + columns + ", as in the first row");
            }
            rows++;
        }
        return FloatMatrix.adopt(rows, columns, Arrays.copyOf(values, size));
    }

    private RuntimeException tooWide(JsonParser parser, int row, int columns) {
        return row == 0
                ? wrongValue(parser, "a row of more than " + limits.maxClasses() + " numbers")
                : wrongValue(
                        parser,
                        "a row of more than " + columns + " numbers; expected " + columns + ", as in the first row");
    }

    /** Doubles the array; its length stays an int because a body's bytes, two for each number at least, are limited. */
    private static float[] grown(float[] values) {
        return Arrays.copyOf(values, (int) Math.min(2L * values.length, Integer.MAX_VALUE - 8));
    }

    private static float number(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> finite(parser, parser.getFloatValue());
            case VALUE_STRING -> logZero(parser);
            default -> throw wrongType(parser, "a number");
        };
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
        throw wrongType(parser, "a number, or the string \"" + LOG_ZERO + "\" for a log zero");
    }
}
