package io.ctcservice.codec.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Says what an array should have looked like, where one thing was found in place of a list of such things. */
final class ArrayForms {

    private ArrayForms() {}

    /**
     * Returns what was expected where the parser is: an array, with what stands there as its one item where that is a
     * short value, and what items are.
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
        return "an array" + (item.isEnum() ? " of " + EnumNames.of(item) : "")
                + (fits ? " such as [\"" + JsonTokens.excerpt(parser.getString()) + "\"]" : "");
    }
}
