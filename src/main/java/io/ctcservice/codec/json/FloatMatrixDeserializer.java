package io.ctcservice.codec.json;

import static io.ctcservice.codec.json.UnreadableJsonException.wrongType;
import static io.ctcservice.codec.json.UnreadableJsonException.wrongValue;

import io.ctcservice.core.Counted;
import io.ctcservice.core.FloatMatrix;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * A deserializer of arrays of equally long arrays of numbers, straight into one growing float array. The string
 * {@code "-Infinity"} is a number here; NaN and numbers beyond float32 are not. The bounds hold while reading.
 */
final class FloatMatrixDeserializer extends StdDeserializer<FloatMatrix> {

    private final JsonBounds bounds;

    FloatMatrixDeserializer(JsonBounds bounds) {
        super(FloatMatrix.class);
        this.bounds = bounds;
    }

    @Override
    public FloatMatrix deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrongType(parser, "an array of rows of numbers");
        }
        var matrix = new Growing(parser, bounds);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.isExpectedStartArrayToken()) {
                throw wrongType(parser, "a row of numbers");
            }
            matrix.readRow();
        }
        return matrix.finished();
    }

    /** A matrix under construction: the rows read so far. */
    private static final class Growing {

        private final JsonParser parser;
        private final JsonBounds bounds;
        private final NumberBuffer numbers;
        private int rows;
        private int columns;

        Growing(JsonParser parser, JsonBounds bounds) {
            this.parser = parser;
            this.bounds = bounds;
            this.numbers = new NumberBuffer(parser);
        }

        void readRow() {
            if (rows == bounds.maxRows()) {
                throw wrongValue(parser, "more than " + Counted.of(bounds.maxRows(), "row"));
            }
            int rowStart = numbers.size();
            int rowEnd = rowStart + (rows == 0 ? bounds.maxColumns() : columns);
            if (!numbers.readToEnd(rowEnd, rowStart + columns)) {
                throw tooWide();
            }
            if (rows == 0) {
                columns = numbers.size();
            } else if (numbers.size() != rowEnd) {
                throw wrongValue(
                        parser,
                        "a row of " + Counted.of(numbers.size() - rowStart, "number") + "; expected " + columns
                                + ", as in the first row");
            }
            rows++;
        }

        private RuntimeException tooWide() {
            return rows == 0
                    ? wrongValue(parser, "a row of more than " + Counted.of(bounds.maxColumns(), "number"))
                    : wrongValue(
                            parser,
                            "a row of more than " + Counted.of(columns, "number") + "; expected " + columns
                                    + ", as in the first row");
        }

        FloatMatrix finished() {
            return FloatMatrix.adopt(rows, columns, numbers.finished());
        }
    }
}
