package io.ctcservice.codec.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Descriptions of the expected object, for messages where something else was found. */
final class ObjectForms {

    private ObjectForms() {}

    /**
     * Returns the text that follows "an object": an example with the string that was found, and the fields; empty for
     * types without fields of their own.
     */
    static String of(@Nullable Class<?> type, String found) {
        if (type == null || !type.isRecord()) {
            return "";
        }
        String example = example(type, found);
        return (example.isEmpty() ? "" : " such as " + example) + fields(type);
    }

    /** Returns the names of a record's fields, as they follow its name. */
    static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(ObjectForms::name)
                .sorted()
                .collect(Collectors.joining(", ", " with fields of ", ""));
    }

    /** Returns an example object whose first text is the string that was found; empty if it has no text. */
    static String example(Class<?> type, String found) {
        RecordComponent[] components = type.getRecordComponents();
        String text = Arrays.stream(components)
                .filter(component -> component.getType() == String.class
                        && !component.getName().equals("id"))
                .map(component -> "\"" + name(component) + "\": \"" + JsonTokens.excerpt(found) + "\"")
                .findFirst()
                .orElse("");
        return found.isEmpty() || text.isEmpty() ? "" : "{" + text + "}";
    }

    /** Returns the text that says in which field of a record another one stands; empty if it stands in none. */
    static String place(@Nullable Class<?> type, String field) {
        for (var outer : type == null || !type.isRecord() ? new RecordComponent[0] : type.getRecordComponents()) {
            boolean isList = outer.getGenericType() instanceof ParameterizedType;
            var inner = outer.getGenericType() instanceof ParameterizedType list
                            && list.getActualTypeArguments()[0] instanceof Class<?> element
                    ? element
                    : outer.getType();
            if (has(inner, field)) {
                return "; it stands in " + (isList ? "the elements of " : "") + "\"" + name(outer) + "\"";
            }
        }
        return "";
    }

    /** Returns whether a type is a record with this field. */
    static boolean has(@Nullable Class<?> type, String field) {
        return type != null
                && type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> name(component).equals(field));
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
