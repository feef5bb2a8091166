package io.ctcservice.wire.json;

import io.ctcservice.core.Labels;
import io.ctcservice.wire.Limits;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads an array of whole numbers; which of them are classes is for the core to say. */
final class LabelsDeserializer extends StdDeserializer<Labels> {

    private static final int FIRST_CAPACITY = 64;

    private final Limits limits;

    LabelsDeserializer(Limits limits) {
        super(Labels.class);
        this.limits = limits;
    }

    @Override
    public Labels deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw UnreadableJsonException.wrongType(parser, "an array of class indices");
        }
        var labels = new int[FIRST_CAPACITY];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == limits.maxTextLength()) {
                throw UnreadableJsonException.wrongValue(parser, "more than " + limits.maxTextLength() + " labels");
            }
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, 2 * count);
            }
            labels[count++] = StrictScalars.integer(parser, "a class index");
        }
        return Labels.of(Arrays.copyOf(labels, count));
    }
}
