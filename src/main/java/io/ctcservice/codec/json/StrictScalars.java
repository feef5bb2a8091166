package io.ctcservice.codec.json;

import static io.ctcservice.codec.json.UnreadableJsonException.wrongType;
import static io.ctcservice.codec.json.UnreadableJsonException.wrongValue;

import io.ctcservice.core.Counted;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Deserializers of single values that convert nothing: no string is a number, no number a string, 2.0 is not a whole
 * number.
 */
final class StrictScalars {

    private StrictScalars() {}

    static void addTo(SimpleModule module, JsonBounds bounds) {
        add(module, String.class, parser -> text(parser, bounds.maxLength()));
        add(module, Integer.class, parser -> integer(parser, "a whole number"));
        add(module, Long.class, StrictScalars::longInteger);
        add(module, Double.class, StrictScalars::real);
        add(module, Boolean.class, StrictScalars::truth);
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<JsonParser, T> reading) {
        module.addDeserializer(type, new Scalar<>(type, reading));
    }

    /** Returns the whole number at the parser. */
    static int integer(JsonParser parser, String expected) {
        requireWhole(parser, expected);
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw wrongValue(parser, JsonTokens.found(parser) + " does not fit 32 bits; expected " + expected);
        }
        return parser.getIntValue();
    }

    private static long longInteger(JsonParser parser) {
        requireWhole(parser, "a whole number");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrongValue(parser, JsonTokens.found(parser) + " does not fit 64 bits; expected a whole number");
        }
        return parser.getLongValue();
    }

    private static void requireWhole(JsonParser parser, String expected) {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            boolean isNumber = parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT); // such as 2.0, which looks whole
            throw wrongType(parser, expected + (isNumber ? ", written without point and exponent" : ""));
        }
    }

    private static double real(JsonParser parser) {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            throw wrongType(parser, "a number");
        }
        double value = parser.getDoubleValue();
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return value;
        }
        throw wrongValue(parser, JsonTokens.found(parser) + " overflows float64; expected a finite number");
    }

    private static boolean truth(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(parser, "true or false");
        };
    }

    private static String text(JsonParser parser, int maxLength) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw wrongType(parser, "a string");
        }
        String text = parser.getString();
        if (text.length() > maxLength) {
            throw wrongValue(
                    parser,
                    "a string of " + Counted.of(text.length(), "character") + "; expected at most " + maxLength);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) != 2) {
                    throw wrongValue(parser, "half a surrogate pair at character " + i);
                }
                i++;
            }
        }
        return text;
    }

    private static final class Scalar<T> extends StdDeserializer<T> {

        private final Function<JsonParser, T> reading;

        Scalar(Class<T> type, Function<JsonParser, T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return reading.apply(parser);
        }
    }
}
