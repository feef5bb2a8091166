package io.ctcservice.codec.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Descriptions of the expected array, for messages where a single value was found instead. */
final class ArrayForms {

    private static final String SYMBOLS = "vocabulary";

    private ArrayForms() {}

    /**
     * Returns a description of the expected array: with the value at the parser as its one item if that is short, and
     * with the type of its items.
     *
     * @param item type of the items
     */
    static String of(JsonParser parser, Class<?> item) {
        if (item.isRecord()) {
            boolean named = parser.hasToken(JsonToken.VALUE_STRING);
            String example = named ? ObjectForms.example(item, parser.getString()) : "";
            return "an array" + (example.isEmpty() ? " of objects" : " such as [" + example + "], of objects")
                    + ObjectForms.fields(item);
        }
        JsonToken token = parser.currentToken();
        boolean fits = token == JsonToken.VALUE_STRING || (item == String.class && token != null && token.isNumeric());
        String found = fits ? JsonTokens.excerpt(parser.getString()) : "";
        return "an array" + (item.isEnum() ? " of " + EnumNames.of(item) : "")
                + (fits ? " such as [\"" + found + "\"]" : "")
                + (fits && SYMBOLS.equals(parser.currentName())
                        ? "; a registered vocabulary is named by \"vocabularyName\": \"" + found + "\""
                        : "");
    }
}
