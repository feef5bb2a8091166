package io.ctcservice.codec.json;

import io.ctcservice.core.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.CollectionType;

/** A modifier that makes every list of a request stop at its limit while it is read, and refuse null as an item. */
final class BoundedLists extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    private final transient JsonBounds bounds;

    BoundedLists(JsonBounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier beanDescription,
            ValueDeserializer<?> deserializer) {
        return List.class.isAssignableFrom(type.getRawClass())
                ? new BoundedList(
                        type, bounds.maxItems().applyAsInt(type.getContentType().getRawClass()), null)
                : new ArraysOnly(type, deserializer);
    }

    private static final class BoundedList extends StdDeserializer<List<Object>> {

        private final JavaType type;
        private final int maxItems;
        private final @Nullable ValueDeserializer<?> items;

        BoundedList(JavaType type, int maxItems, @Nullable ValueDeserializer<?> items) {
            super(type);
            this.type = type;
            this.maxItems = maxItems;
            this.items = items;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new BoundedList(
                    type, maxItems, context.findContextualValueDeserializer(type.getContentType(), property));
        }

        @Override
        public List<Object> deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.isExpectedStartArrayToken()) {
                throw UnreadableJsonException.wrongType(
                        parser, ArrayForms.of(parser, type.getContentType().getRawClass()));
            }
            var list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (list.size() == maxItems) {
                    throw UnreadableJsonException.wrongValue(parser, "more than " + Counted.of(maxItems, "item"));
                }
                list.add(item(parser, context, list));
            }
            return Collections.unmodifiableList(list);
        }

        private Object item(JsonParser parser, DeserializationContext context, List<Object> list) {
            if (items == null || parser.hasToken(JsonToken.VALUE_NULL)) {
                throw UnreadableJsonException.wrongType(parser, "an item");
            }
            try {
                return items.deserialize(parser, context);
            } catch (JacksonException refused) {
                throw refused.prependPath(list, list.size());
            }
        }
    }
}
