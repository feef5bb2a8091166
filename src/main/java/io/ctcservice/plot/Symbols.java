package io.ctcservice.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The symbols of a vocabulary made visible and harmless. */
public final class Symbols {

    private static final String BLANK = "ε";
    private static final int LONGEST = 12;

    private Symbols() {}

    /**
     * Returns the text for each class: its name made visible, and ε for the blank.
     *
     * @param classes V
     * @param blank class index of the blank
     * @param name of a class
     */
    public static List<String> ofClasses(int classes, int blank, IntFunction<String> name) {
        return IntStream.range(0, classes)
                .mapToObj(v -> v == blank ? BLANK : visible(name.apply(v)))
                .toList();
    }

    /**
     * Returns the symbol with white space made visible (␣), control characters as their pictures (␛), invisible and
     * direction-changing characters as escapes, and no longer than 12 characters.
     */
    public static String visible(String symbol) {
        if (symbol.isEmpty()) {
            return "∅";
        }
        var shown = text(symbol).codePoints().toArray();
        if (shown.length <= LONGEST) {
            return new String(shown, 0, shown.length);
        }
        return new String(shown, 0, LONGEST - 1) + "…";
    }

    /** Returns a whole text made visible in the same way, whatever its length. */
    public static String text(String text) {
        String shown = text.codePoints().mapToObj(Symbols::visible).collect(Collectors.joining());
        return !shown.isEmpty() && isMark(shown.codePointAt(0)) ? "◌" + shown : shown;
    }

    /** Returns words with one space between them, all but these spaces made visible. */
    public static String words(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Symbols::text).collect(Collectors.joining(" "));
    }

    private static String visible(int codePoint) {
        if (codePoint == ' ') {
            return "␣";
        }
        if (codePoint < ' ') {
            return Character.toString(0x2400 + codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                "\\u{" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + "}";
            default -> Character.toString(codePoint);
        };
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
