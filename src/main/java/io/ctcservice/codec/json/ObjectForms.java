package io.ctcservice.codec.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what an object should have looked like, where something else was found. */
final class ObjectForms {

    private ObjectForms() {}

    /**
     * Returns what follows "an object": an example with the string that was found, and the fields; empty for what is
     * no object with fields of its own.
     */
    static String of(@Nullable Class<?> type, String found) {
        if (type == null || !type.isRecord()) {
            return "";
        }
        RecordComponent[] components = type.getRecordComponents();
        String fields =
                Arrays.stream(components).map(ObjectForms::name).sorted().collect(Collectors.joining(", "));
        return example(components, found) + " with fields of " + fields;
    }

    private static String example(RecordComponent[] components, String found) {
        String text = Arrays.stream(components)
                .filter(component -> component.getType() == String.class
                        && !component.getName().equals("id"))
                .map(component -> "\"" + name(component) + "\": \"" + JsonTokens.excerpt(found) + "\"")
                .findFirst()
                .orElse("");
        String number = Arrays.stream(components)
                .filter(component -> component.getType() == Double.class)
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(component -> ", \"" + name(component) + "\": 5")
                .collect(Collectors.joining());
        return found.isEmpty() || text.isEmpty() ? "" : " such as {" + text + number + "}";
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
