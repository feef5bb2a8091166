package io.ctcservice.codec.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** A deserializer of collections whose error message shows the expected form. */
final class ArraysOnly extends DelegatingDeserializer {

    private final JavaType type;

    ArraysOnly(JavaType type, ValueDeserializer<?> reading) {
        super(reading);
        this.type = type;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> other) {
        return new ArraysOnly(type, other);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            throw UnreadableJsonException.wrongType(
                    parser, ArrayForms.of(parser, type.getContentType().getRawClass()));
        }
        return super.deserialize(parser, context);
    }
}
