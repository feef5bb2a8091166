package io.ctcservice.codec.json;

import io.ctcservice.codec.KnownNames;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.PlainNumber;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Error messages about JSON documents, in terms of JSON rather than Java. */
public final class JsonErrors {

    /** What the parser says of itself: features of it, names of its tokens, where in its source something began. */
    private static final Pattern PARSER_TALK = Pattern.compile(
            ": enable `.*|, from `[^`]*`|: expected close marker .*| \\(not recognized as one .*| in VALUE_\\w+"
                    + "| \\(for \\w+ starting at .*");

    private static final Pattern NO_NUMBER = Pattern.compile("'[-+]?(NaN|nan|Infinity|INF|Inf|inf|None)'");

    private static final String NO_UTF_8 = "Invalid UTF-8";

    private static final Pattern STRING_FOR_OBJECT = Pattern.compile("from String value \\('(.+)'\\)");

    private JsonErrors() {}

    /** Returns the fault and its place. */
    public static Violation violation(JacksonException refused) {
        return switch (refused) {
            case UnreadableJsonException unreadable -> unreadable.violation();
            case UnrecognizedPropertyException unknown -> new Violation(path(unknown), unknown(unknown));
            case InvalidFormatException format -> new Violation(path(format), format(format));
            case MismatchedInputException mismatch -> new Violation(path(mismatch), mismatch(mismatch));
            case StreamConstraintsException constraint ->
                new Violation(path(constraint), JsonLimits.sentence(constraint));
            case StreamReadException syntax -> new Violation(parserPath(syntax), syntax(syntax));
            default -> new Violation(path(refused), message(refused));
        };
    }

    /** Returns whether the document has the right form and only a value in it is wrong: 422 rather than 400. */
    public static boolean isWellFormed(JacksonException refused) {
        return refused instanceof UnreadableJsonException unreadable && unreadable.isWellFormed();
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
        String name = unknown.getPropertyName();
        return "unknown field; " + KnownNames.expected(name, known)
                + ObjectForms.place(unknown.getReferringClass(), name)
                + unknown.getPath().stream()
                        .limit(Math.max(0, unknown.getPath().size() - 1))
                        .filter(outer -> ObjectForms.has(type(outer.from()), name))
                        .findFirst()
                        .map(outer -> "; it stands beside \"" + outer.getPropertyName() + "\"")
                        .orElse("");
    }

    private static @Nullable Class<?> type(@Nullable Object read) {
        if (read == null) {
            return null;
        }
        return read instanceof Class<?> type ? type : read.getClass();
    }

    private static String format(InvalidFormatException format) {
        String value = JsonTokens.excerpt(String.valueOf(format.getValue()));
        return (format.getValue() instanceof Number ? "the number " + value : "\"" + value + "\"") + "; expected "
                + expected(format.getTargetType());
    }

    private static String mismatch(MismatchedInputException mismatch) {
        if (message(mismatch).startsWith("Trailing token")) {
            return JsonTokens.name(mismatch.getCurrentToken()) + " after the end of the document";
        }
        var string = STRING_FOR_OBJECT.matcher(String.valueOf(mismatch.getOriginalMessage()));
        String found = string.find() ? string.group(1) : "";
        String example =
                mismatch.getPath().isEmpty() ? "" : found; // a body that is a string is not a field of the request
        return JsonTokens.name(mismatch.getCurrentToken()) + (found.isEmpty() ? "" : " \"" + excerpt(found) + "\"")
                + "; expected " + expected(mismatch.getTargetType())
                + ObjectForms.of(mismatch.getTargetType(), example);
    }

    private static String expected(@Nullable Class<?> target) {
        if (target != null && target.isEnum()) {
            return "one of " + EnumNames.of(target);
        }
        return target != null && Collection.class.isAssignableFrom(target) ? "an array" : "an object";
    }

    private static String syntax(StreamReadException syntax) {
        var location = syntax.getLocation();
        String message = message(syntax) + numberAdvice(syntax.getOriginalMessage());
        if (message.startsWith(NO_UTF_8)) {
            message = "bytes that are no UTF-8; expected JSON in UTF-8, in a form whatever the charset of the part";
        }
        return location == null
                ? message
                : message + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** Returns advice for NaN and infinities, which Python writes although JSON has no words for them. */
    private static String numberAdvice(String message) {
        return NO_NUMBER.matcher(message).find()
                ? "; expected a JSON value: a log zero is the string \"-Infinity\", in quotes, and NaN is never taken"
                : "";
    }

    /** Returns the parser's message in terms of the document alone. */
    private static String message(JacksonException refused) {
        return PARSER_TALK
                .matcher(JsonTokens.firstLine(refused.getOriginalMessage()))
                .replaceAll("");
    }

    private static String path(JacksonException refused) {
        var pointer = JsonPointer.empty();
        for (var step : refused.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.append(JsonPointer.empty().appendIndex(Math.max(0, step.getIndex())))
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer.toString();
    }

    private static String parserPath(StreamReadException syntax) {
        JsonParser parser = syntax.processor();
        return parser == null ? "" : parser.streamReadContext().pathAsPointer().toString();
    }

    /** Returns a value as text for a message, shortened if it is long. */
    public static String excerpt(@Nullable Object value) {
        return JsonTokens.excerpt(String.valueOf(value));
    }

    /**
     * Returns the fault of a value that a constraint of its field refuses.
     *
     * @param field its path in Java: {@code hotwords[0].phrase}
     * @param expected what the constraint says
     */
    public static Violation outOfRange(String field, @Nullable Object value, String expected) {
        boolean isEmpty = (value instanceof CharSequence text && text.isEmpty())
                || (value instanceof Collection<?> items && items.isEmpty());
        String found = value == null ? "missing" : isEmpty ? "empty" : excerpt(PlainNumber.of(value));
        return Violation.ofField(field, found + "; " + expected);
    }

    /** Returns a text that can be written as UTF-8: unpaired surrogates become U+FFFD. */
    public static String printable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }
}
