package io.ctcservice.codec.json;

import io.ctcservice.core.Counted;
import io.ctcservice.core.Labels;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A deserializer of arrays of whole numbers; the core checks that they are classes. */
final class LabelsDeserializer extends StdDeserializer<Labels> {

    private static final int FIRST_CAPACITY = 64;

    private final JsonBounds bounds;

    LabelsDeserializer(JsonBounds bounds) {
        super(Labels.class);
        this.bounds = bounds;
    }

    @Override
    public Labels deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            String example = parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? " such as [" + parser.getString() + "]" : "";
            throw UnreadableJsonException.wrongType(parser, "an array of class indices" + example);
        }
        var labels = new int[FIRST_CAPACITY];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == bounds.maxLength()) {
                throw UnreadableJsonException.wrongValue(
                        parser, "more than " + Counted.of(bounds.maxLength(), "label"));
            }
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, 2 * count);
            }
            labels[count++] = StrictScalars.integer(parser, "a class index");
        }
        return Labels.of(Arrays.copyOf(labels, count));
    }
}
