package io.ctcservice.codec.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Names of JSON tokens for messages. */
final class JsonTokens {

    private static final int LONGEST_EXCERPT = 40;

    private JsonTokens() {}

    /**
     * Returns the current token of the parser in words: {@code an object}, {@code the string "abc"},
     * {@code the number 2.0}.
     */
    static String found(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return name(null);
        }
        return switch (token) {
            case VALUE_STRING -> "the string \"" + excerpt(parser.getString()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + excerpt(parser.getString());
            default -> name(token);
        };
    }

    /** Returns the name of a kind of token: {@code an object}, {@code a string}. */
    static String name(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    /** Returns the text, shortened if it is long. */
    static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }

    /** Returns the text up to its first line break. */
    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
