package io.ctcservice.request;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Advice on a text that the vocabulary cannot spell: the same in another case, or with other delimiters. */
public final class SpellingAdvice {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\u0085\\p{Z}]+");

    private static final int LONGEST_SHOWN = 60;

    private static final Rewriting AS_IT_IS = new Rewriting("", text -> text);

    private static final List<Rewriting> CASES = List.of(
            AS_IT_IS,
            new Rewriting("in lower case", text -> text.toLowerCase(Locale.ROOT)),
            new Rewriting("in upper case", text -> text.toUpperCase(Locale.ROOT)));

    private SpellingAdvice() {}

    /** Another way to write a text, its name, and whether the rewritten text is shown. */
    private record Rewriting(String name, UnaryOperator<String> form, boolean shown) {

        Rewriting(String name, UnaryOperator<String> form) {
            this(name, form, false);
        }
    }

    /** Returns advice to add to a refusal; empty if neither another case nor the delimiter helps. */
    public static String of(String text, Vocabulary vocabulary) {
        for (Rewriting marking : markings(vocabulary)) {
            for (Rewriting casing : CASES) {
                String typed = marking.form().apply(casing.form().apply(text));
                if (canSpell(typed, vocabulary)) {
                    boolean shown = marking.shown() && typed.length() <= LONGEST_SHOWN;
                    String spelled = " it can be spelled" + (shown ? ": '" + typed + "'" : "");
                    return Stream.of(casing.name(), marking.name())
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.joining(" and ", "; ", spelled));
                }
            }
        }
        return "";
    }

    /** Returns a text as it is written with marks on pieces that continue a word; unchanged if that is impossible. */
    private static String continued(String text, Vocabulary vocabulary) {
        var pieces = new WordPieces(vocabulary);
        var typed = WHITE_SPACE.splitAsStream(text.strip()).map(pieces::typed).toList();
        return typed.contains("") ? text : String.join("", typed);
    }

    private static List<Rewriting> markings(Vocabulary vocabulary) {
        String mark = WordGrouping.usualDelimiter(vocabulary).orElse("");
        return switch (mark) {
            case "|", "▁" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting("with '" + mark + "' between words", text -> marked(text, mark)),
                        new Rewriting("with '" + mark + "' before each word", text -> mark + marked(text, mark)));
            case "</w>" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting("with '</w>' after each word", text -> marked(text, mark) + mark, true));
            case "##" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting(
                                "with '##' before what continues a word and nothing between words",
                                text -> continued(text, vocabulary),
                                true));
            default -> List.of(AS_IT_IS);
        };
    }

    private static String marked(String text, String mark) {
        return WHITE_SPACE.matcher(text.strip()).replaceAll(mark);
    }

    private static boolean canSpell(String text, Vocabulary vocabulary) {
        try {
            vocabulary.labels(text);
            return true;
        } catch (CtcInputException refused) {
            return false;
        }
    }
}
