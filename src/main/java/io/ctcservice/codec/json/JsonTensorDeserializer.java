package io.ctcservice.codec.json;

import static io.ctcservice.codec.json.UnreadableJsonException.wrongType;
import static io.ctcservice.codec.json.UnreadableJsonException.wrongValue;

import io.ctcservice.core.Counted;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A deserializer of nested arrays of numbers, or of a flat array, straight into one float array. */
final class JsonTensorDeserializer extends StdDeserializer<JsonTensor> {

    private static final int MOST = Integer.MAX_VALUE - 8;

    JsonTensorDeserializer() {
        super(JsonTensor.class);
    }

    @Override
    public JsonTensor deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw wrongType(parser, "an array of numbers, flat or nested");
        }
        var nested = new Nested(parser);
        nested.readArray(0);
        return new JsonTensor(nested.numbers.finished(), nested.lengths);
    }

    /** A tensor under construction: the elements read so far. */
    private static final class Nested {

        private static final int UNKNOWN = -1;

        private final JsonParser parser;
        private final NumberBuffer numbers;
        private final List<Integer> lengths = new ArrayList<>();

        Nested(JsonParser parser) {
            this.parser = parser;
            this.numbers = new NumberBuffer(parser);
        }

        /** Reads the array whose start is the current token. */
        void readArray(int depth) {
            if (depth == lengths.size()) {
                lengths.add(UNKNOWN);
            }
            int before = numbers.size();
            numbers.readPlain(MOST, before);
            if (numbers.size() == before && parser.nextToken() == JsonToken.START_ARRAY) {
                end(depth, readArrays(depth + 1), /* hasArrays= */ true);
                return;
            }
            if (numbers.size() == before && !parser.hasToken(JsonToken.END_ARRAY)) {
                numbers.addCurrent();
            }
            if (!parser.hasToken(JsonToken.END_ARRAY) && !numbers.readToEnd(MOST, before)) {
                throw wrongValue(parser, "more than " + MOST + " numbers");
            }
            end(depth, numbers.size() - before, /* hasArrays= */ false);
        }

        private int readArrays(int depth) {
            int count = 0;
            do {
                if (!parser.hasToken(JsonToken.START_ARRAY)) {
                    throw wrongType(parser, "an array, as the items before it");
                }
                readArray(depth);
                count++;
            } while (parser.nextToken() != JsonToken.END_ARRAY);
            return count;
        }

        private void end(int depth, int length, boolean hasArrays) {
            boolean isDeepest = depth == lengths.size() - 1;
            if (isDeepest == hasArrays) {
                throw wrongValue(parser, "numbers and arrays at the same depth; expected arrays of equal shape");
            }
            if (lengths.get(depth) == UNKNOWN) {
                lengths.set(depth, length);
            } else if (lengths.get(depth) != length) {
                throw wrongValue(
                        parser,
                        "an array of " + Counted.of(length, "item") + "; expected " + lengths.get(depth)
                                + ", as in the first");
            }
        }
    }
}
