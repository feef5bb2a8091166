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
        var matrix = new Growing(parser, limits);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.isExpectedStartArrayToken()) {
                throw wrongType(parser, "a row of numbers");
            }
            matrix.readRow();
        }
        return matrix.finished();
    }

    /** The matrix as far as it has been read. */
    private static final class Growing {

        private final JsonParser parser;
        private final Limits limits;
        private float[] values = new float[FIRST_CAPACITY];
        private int size;
        private int rows;
        private int columns;

        Growing(JsonParser parser, Limits limits) {
            this.parser = parser;
            this.limits = limits;
        }

        void readRow() {
            if (rows == limits.maxFrames()) {
                throw wrongValue(parser, "more than " + limits.maxFrames() + " rows");
            }
            int rowStart = size;
            int rowEnd = rowStart + (rows == 0 ? limits.maxClasses() : columns);
            readPlainNumbers(rowEnd);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (size == rowEnd) {
                    throw tooWide();
                }
                reserve(size + 1);
                values[size++] = number(parser);
                readPlainNumbers(rowEnd);
            }
            if (rows == 0) {
                columns = size;
            } else if (size != rowEnd) {
                throw wrongValue(
                        parser,
                        "a row of " + (size - rowStart) + " numbers; expected " + columns + ", as in the first row");
            }
            rows++;
        }

        private void readPlainNumbers(int rowEnd) {
            if (!(parser instanceof MatrixParser fast)) {
                return;
            }
            int before;
            do {
                before = size;
                reserve(rows == 0 ? size + 1 : rowEnd);
                size = fast.readNumbers(values, size, Math.min(values.length, rowEnd));
            } while (size > before && size < rowEnd);
        }

        /** Grows the array; its length stays an int because a body's bytes, two a number at least, are limited. */
        private void reserve(int needed) {
            if (needed > values.length) {
                values = Arrays.copyOf(
                        values, (int) Math.min(Math.max(needed, 2L * values.length), Integer.MAX_VALUE - 8));
            }
        }

        private RuntimeException tooWide() {
            return rows == 0
                    ? wrongValue(parser, "a row of more than " + limits.maxClasses() + " numbers")
                    : wrongValue(
                            parser,
                            "a row of more than " + columns + " numbers; expected " + columns
                                    + ", as in the first row");
        }

        FloatMatrix finished() {
            return FloatMatrix.adopt(rows, columns, size == values.length ? values : Arrays.copyOf(values, size));
        }
    }

    private static float number(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_FLOAT -> finite(parser, parser.getFloatValue());
            case VALUE_NUMBER_INT -> finite(parser, whole(parser));
            case VALUE_STRING -> logZero(parser);
            default -> throw wrongType(parser, "a number");
        };
    }

    /** Jackson loses the sign of {@code -0}, which {@link FloatScanner} keeps. */
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
        throw wrongType(parser, "a number, or the string \"" + LOG_ZERO + "\" for a log zero");
    }
}
