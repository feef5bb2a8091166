package io.ctcservice.core.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The marks by which symbols of vocabularies part words: delimiters, and those of word pieces. */
final class WordMarks {

    /** Before all but the first piece of a word. */
    static final String CONTINUATION = "##";

    /** After all but the last piece of a word. */
    static final String GOING_ON = "@@";

    /** After the last piece of a word. */
    static final String END = "</w>";

    private static final String SPACE = " ";

    /** What SentencePiece has for a space, usually before the first piece of a word. */
    private static final String OF_SENTENCE_PIECE = "▁";

    /** What vocabularies call the space. */
    private static final List<String> SPACE_NAMES = List.of("<space>", "<SPACE>", "<sp>", "[SPACE]");

    private WordMarks() {}

    /** Returns what parts words in this vocabulary, see {@link WordGrouping#usualDelimiter}. */
    static Optional<String> usual(Vocabulary vocabulary) {
        if (hasSymbol(vocabulary, SPACE::equals)) {
            return Optional.of(SPACE);
        }
        return Stream.of(OF_SENTENCE_PIECE, SPACE, CONTINUATION, GOING_ON, END)
                .filter(mark -> hasSymbol(vocabulary, symbol -> marks(symbol, mark)))
                .findFirst()
                .or(() -> Optional.of(OF_SENTENCE_PIECE)
                        .filter(mark -> hasSymbol(vocabulary, symbol -> !symbol.equals(mark) && symbol.endsWith(mark))))
                .or(() -> Stream.concat(
                                SPACE_NAMES.stream(), Stream.of("|", OF_SENTENCE_PIECE, "\u00a0", "\u3000", END))
                        .filter(alone -> hasSymbol(vocabulary, alone::equals))
                        .findFirst());
    }

    /** Returns whether a delimiter, if any, stands at the ends of words and not inside them. */
    static boolean parts(String delimiter) {
        return !delimiter.isEmpty() && !marksFurther(delimiter) && !marksAllButLast(delimiter);
    }

    /** Returns whether this mark of word pieces stands before all but the first of a word. */
    static boolean marksFurther(String mark) {
        return mark.equals(CONTINUATION);
    }

    /** Returns whether this mark of word pieces stands after all but the last of a word. */
    static boolean marksAllButLast(String mark) {
        return mark.equals(GOING_ON);
    }

    /** Returns whether this mark of word pieces stands after the last of a word. */
    static boolean marksLast(String mark) {
        return mark.equals(END);
    }

    /** Returns whether this mark of word pieces stands behind them. */
    static boolean standsBehind(String mark) {
        return marksAllButLast(mark) || marksLast(mark);
    }

    /** Returns whether a symbol is more than this mark of word pieces, and has it. */
    static boolean marks(String symbol, String mark) {
        return symbol.length() > mark.length()
                && (standsBehind(mark) ? symbol.endsWith(mark) : symbol.startsWith(mark));
    }

    /** Returns whether a delimiter stands for the white space of a text: it is white space of any kind, or named so. */
    static boolean isSpace(String delimiter) {
        return SPACE_NAMES.contains(delimiter)
                || WhiteSpace.RUN.matcher(delimiter).matches();
    }

    /** Returns whether a symbol other than the blank satisfies the condition. */
    static boolean hasSymbol(Vocabulary vocabulary, Predicate<String> wanted) {
        for (int v = 0; v < vocabulary.size(); v++) {
            if (v != vocabulary.blank() && wanted.test(vocabulary.spelling(v))) {
                return true;
            }
        }
        return false;
    }
}
