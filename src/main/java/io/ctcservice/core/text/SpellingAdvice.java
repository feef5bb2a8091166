package io.ctcservice.core.text;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Advice on a text that the vocabulary cannot spell: the same in another case or another form of Unicode, or with other
 * delimiters.
 */
public final class SpellingAdvice {

    private static final int LONGEST_SHOWN = 60;

    /** The length in characters above which texts get no advice: it is tried in many ways. */
    public static final int LONGEST_ADVISED = 2000;

    private static final int MOST_LEFT_OVER = 5;

    private static final Rewriting AS_IT_IS = new Rewriting("", text -> text);

    private static final List<Rewriting> CASES = List.of(
            AS_IT_IS,
            new Rewriting("in lower case", text -> text.toLowerCase(Locale.ROOT)),
            new Rewriting("in upper case", text -> text.toUpperCase(Locale.ROOT)));

    private static final List<Rewriting> FORMS = List.of(
            AS_IT_IS,
            new Rewriting("in Unicode form NFC", text -> Normalizer.normalize(text, Normalizer.Form.NFC)),
            new Rewriting("in Unicode form NFD", text -> Normalizer.normalize(text, Normalizer.Form.NFD)),
            new Rewriting("in Unicode form NFKC", text -> Normalizer.normalize(text, Normalizer.Form.NFKC)),
            new Rewriting("with ' for ’", text -> text.replace('’', '\'')),
            new Rewriting("with ’ for '", text -> text.replace('\'', '’')));

    /** The other ways to write a text: in another case, in another form of Unicode, with another apostrophe. */
    public static final List<UnaryOperator<String>> OTHER_FORMS = CASES.stream()
            .flatMap(casing -> FORMS.stream()
                    .<UnaryOperator<String>>map(
                            form -> text -> form.form().apply(casing.form().apply(text))))
            .skip(1) // as it is
            .toList();

    private SpellingAdvice() {}

    /** Another way to write a text, its name, and whether the rewritten text is shown. */
    private record Rewriting(String name, UnaryOperator<String> form, boolean shown) {

        Rewriting(String name, UnaryOperator<String> form) {
            this(name, form, false);
        }
    }

    /**
     * Returns advice to add to a refusal; empty if neither another case, another form nor the delimiter helps, or the
     * text can be spelled as it is.
     *
     * @param delimiter what parts words
     */
    public static String of(String text, Vocabulary vocabulary, Optional<String> delimiter) {
        if (text.length() > LONGEST_ADVISED || canSpell(text, vocabulary, delimiter)) {
            return "";
        }
        for (Rewriting marking : markings(vocabulary, delimiter)) {
            for (Rewriting casing : CASES) {
                for (Rewriting form : FORMS) {
                    String typed =
                            marking.form().apply(form.form().apply(casing.form().apply(text)));
                    if (canSpell(typed, vocabulary, delimiter)) {
                        boolean shown = marking.shown() && typed.length() <= LONGEST_SHOWN;
                        String spelled = " it can be spelled" + (shown ? ": '" + typed + "'" : "");
                        return Stream.of(casing.name(), form.name(), marking.name())
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.joining(" and ", "; ", spelled));
                    }
                }
            }
        }
        return partly(text, vocabulary);
    }

    /** Returns advice on a text of which another case leaves few characters over; empty if none does. */
    private static String partly(String text, Vocabulary vocabulary) {
        long before = leftOver(text, vocabulary).count();
        for (Rewriting casing : CASES) {
            String typed = casing.form().apply(text);
            long after = leftOver(typed, vocabulary).count();
            if (after > 0 && after < before && after <= MOST_LEFT_OVER) {
                return leftOver(typed, vocabulary)
                        .collect(Collectors.joining("', '", "; " + casing.name() + " all but '", "' can be spelled"));
            }
        }
        return "";
    }

    /** Returns the different characters of a text, but for white space, that are in no symbol but the blank. */
    private static Stream<String> leftOver(String text, Vocabulary vocabulary) {
        String known = IntStream.range(0, vocabulary.size())
                .filter(v -> v != vocabulary.blank())
                .mapToObj(vocabulary::spelling)
                .collect(Collectors.joining());
        return text.codePoints()
                .filter(character -> known.indexOf(character) < 0 && !Character.isWhitespace(character))
                .distinct()
                .mapToObj(Character::toString);
    }

    /**
     * Returns a warning for a text that the vocabulary spells, but begins within a word where pieces that begin one are marked,
     * or ends within a word where those that end one are: no hypothesis is spelled so. Empty for other texts.
     *
     * @param text the symbols that spell it, one after the other
     * @param delimiter what parts words
     */
    public static Optional<String> withinAWord(String text, Vocabulary vocabulary, Optional<String> delimiter) {
        String mark = delimiter.orElse("");
        if (mark.equals("</w>") && !text.isBlank() && !text.endsWith(mark)) {
            return Optional.of(
                    "ends within a word, as no hypothesis does; with '</w>' after each word, the last too, it is"
                            + " spelled as words are read");
        }
        if (mark.equals("@@") && text.endsWith(mark)) {
            return Optional.of("ends within a word; without '@@' after its last piece it is spelled as words are read");
        }
        return marksPieces(vocabulary, mark) && !text.isEmpty() && !text.startsWith(mark)
                ? Optional.of("begins within a word, as no hypothesis does; with '" + mark
                        + "' before each word, the first too, it is spelled as words are read")
                : Optional.empty();
    }

    /** Returns whether pieces begin with a mark that the words in which they stand begin with; with a space, pieces of letters. */
    private static boolean marksPieces(Vocabulary vocabulary, String mark) {
        boolean isSpace = mark.equals(" ");
        return (mark.equals("▁") || isSpace)
                && vocabulary.spellings().stream()
                        .anyMatch(symbol -> symbol.length() > mark.length()
                                && symbol.startsWith(mark)
                                && (!isSpace || Character.isLetter(symbol.codePointAt(mark.length()))));
    }

    /** Returns a text as it is typed with marks on the pieces of its words; unchanged if no whole words are spelled so. */
    private static String marking(String text, Vocabulary vocabulary, String mark) {
        try {
            var delimiter = Optional.of(mark);
            int[] classes = vocabulary.spell(text, delimiter).stream()
                    .mapToInt(Vocabulary.Piece::label)
                    .filter(label -> label != Vocabulary.Piece.BREAK)
                    .toArray();
            if (IntStream.of(classes).anyMatch(label -> label == Vocabulary.Piece.UNKNOWN)) {
                return text;
            }
            var labels = Labels.of(classes);
            String read = WordGrouping.of(vocabulary, mark).text(labels);
            String typed = vocabulary.text(labels);
            boolean isWhole = withinAWord(typed, vocabulary, delimiter).isEmpty();
            return isWhole && read.equals(WhiteSpace.single(text).strip()) ? typed : text;
        } catch (CtcInputException refused) {
            return text; // it has a symbol that is the blank
        }
    }

    private static List<Rewriting> markings(Vocabulary vocabulary, Optional<String> delimiter) {
        String mark = delimiter.orElse("");
        return switch (mark) {
            case "" -> List.of(AS_IT_IS);
            case "▁", " " -> {
                var before = new Rewriting("with '" + mark + "' before each word", text -> mark + marked(text, mark));
                var after = new Rewriting("with '" + mark + "' after each word", text -> marked(text, mark) + mark);
                yield marksPieces(vocabulary, mark)
                        ? List.of(AS_IT_IS, before)
                        : mark.isBlank() ? List.of(AS_IT_IS) : List.of(AS_IT_IS, between(mark), before, after);
            }
            case "</w>" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting("with '</w>' after each word", text -> marked(text, mark) + mark, true));
            case "##" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting(
                                "with '##' before what continues a word and nothing between words",
                                text -> marking(text, vocabulary, mark),
                                true));
            case "@@" ->
                List.of(
                        AS_IT_IS,
                        new Rewriting(
                                "with '@@' after what goes on and nothing between words",
                                text -> marking(text, vocabulary, mark),
                                true));
            default -> List.of(AS_IT_IS, between(mark));
        };
    }

    private static Rewriting between(String mark) {
        return new Rewriting("with '" + mark + "' between words", text -> marked(text, mark));
    }

    private static String marked(String text, String mark) {
        return String.join(mark, WhiteSpace.words(text));
    }

    private static boolean canSpell(String text, Vocabulary vocabulary, Optional<String> delimiter) {
        try {
            vocabulary.labels(text, delimiter);
            return true;
        } catch (CtcInputException refused) {
            return false;
        }
    }
}
