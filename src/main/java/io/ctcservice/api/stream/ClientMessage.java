package io.ctcservice.api.stream;

import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text message of a client.
 *
 * @param fields all of them
 */
record ClientMessage(Type type, ObjectNode fields) {

    /** The kinds of text messages. */
    enum Type {
        START("start"),
        FLUSH("flush"),
        END("end");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        static Type of(JsonNode text) {
            return Stream.of(values())
                    .filter(type -> text.isString() && type.text.equals(text.asString()))
                    .findFirst()
                    .orElseThrow(() -> new UnreadableBodyException(new Violation("/type", unknown(text))));
        }

        private static String unknown(JsonNode text) {
            String expected =
                    Stream.of(values()).map(type -> "\"" + type.text + "\"").collect(Collectors.joining(", "));
            return (text.isMissingNode() ? "missing" : JsonErrors.excerpt(text)) + "; expected one of " + expected;
        }
    }
}
