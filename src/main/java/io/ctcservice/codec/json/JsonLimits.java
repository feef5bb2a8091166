package io.ctcservice.codec.json;

import java.util.regex.Pattern;
import tools.jackson.core.exc.StreamConstraintsException;

/** Messages about exceeded parser limits, in terms of JSON: those of the parser name the methods that set them. */
final class JsonLimits {

    private static final Pattern LIMIT = Pattern.compile("^(\\w+ \\w+).* exceeds the maximum allowed \\((\\d+)");

    private JsonLimits() {}

    /** Returns a sentence that says which limit a document exceeds. */
    static String sentence(StreamConstraintsException refused) {
        var limit = LIMIT.matcher(String.valueOf(refused.getOriginalMessage()));
        if (!limit.find()) {
            return "more than a JSON document may hold";
        }
        String most = limit.group(2);
        return switch (limit.group(1)) {
            case "Document nesting" -> "arrays and objects nested deeper than " + most;
            case "Name length", "Name value" -> "a field name of more than " + most + " characters";
            case "Number value" -> "a number of more than " + most + " characters";
            case "BigDecimal scale" -> "a number with an exponent beyond " + most;
            case "String value" -> "a string of more than " + most + " characters";
            case "Token count" -> "more than " + most + " values, names and brackets";
            default -> "a document of more than " + most + " characters";
        };
    }
}
