package io.ctcservice.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How labels fall into words. A symbol that is the delimiter stands between words and belongs to none; a longer symbol
 * that begins with it, such as {@code ▁the}, begins a word; with the empty delimiter each symbol is a word of its own.
 * Immutable.
 */
public final class WordGrouping {

    private final String delimiter;
    private final boolean[] separates;
    private final boolean[] begins;
    private final List<String> pieces;

    private final String separator;

    private WordGrouping(String delimiter, boolean[] separates, boolean[] begins, List<String> pieces) {
        this.delimiter = delimiter;
        this.separator = delimiter.isEmpty() ? "" : " ";
        this.separates = separates;
        this.begins = begins;
        this.pieces = List.copyOf(pieces);
    }

    /**
     * A word of a label sequence.
     *
     * @param text its symbols one after the other, without the delimiter
     * @param first index of its first label
     * @param end index after its last label, above {@code first}
     */
    public record Word(String text, int first, int end) {}

    /** Returns the grouping by the usual delimiter; where the vocabulary has none, all labels make one word. */
    public static WordGrouping of(Vocabulary vocabulary) {
        return usualDelimiter(vocabulary)
                .map(delimiter -> of(vocabulary, delimiter))
                .orElseGet(() -> new WordGrouping(
                        "", new boolean[vocabulary.size()], new boolean[vocabulary.size()], vocabulary.symbols()));
    }

    /**
     * Returns the grouping by this delimiter.
     *
     * @throws CtcInputException naming {@code wordDelimiter} if no symbol but the blank begins with it
     */
    public static WordGrouping of(Vocabulary vocabulary, String delimiter) {
        if (!hasSymbol(vocabulary, symbol -> symbol.startsWith(delimiter))) {
            throw new CtcInputException("wordDelimiter", "'" + delimiter + "'", "a symbol of the vocabulary");
        }
        var separates = new boolean[vocabulary.size()];
        var begins = new boolean[vocabulary.size()];
        var pieces = new ArrayList<String>();
        for (int v = 0; v < vocabulary.size(); v++) {
            String symbol = vocabulary.symbol(v);
            separates[v] = symbol.equals(delimiter);
            begins[v] = !separates[v] && symbol.startsWith(delimiter);
            pieces.add(symbol.startsWith(delimiter) ? symbol.substring(delimiter.length()) : symbol);
        }
        return new WordGrouping(delimiter, separates, begins, pieces);
    }

    /**
     * Returns what separates words in this vocabulary: the space, else {@code |}, else {@code ▁} where symbols begin
     * with it, else nothing.
     */
    public static Optional<String> usualDelimiter(Vocabulary vocabulary) {
        if (hasSymbol(vocabulary, " "::equals)) {
            return Optional.of(" ");
        }
        if (hasSymbol(vocabulary, "|"::equals)) {
            return Optional.of("|");
        }
        return hasSymbol(vocabulary, symbol -> symbol.startsWith("▁")) ? Optional.of("▁") : Optional.empty();
    }

    private static boolean hasSymbol(Vocabulary vocabulary, Predicate<String> wanted) {
        for (int v = 0; v < vocabulary.size(); v++) {
            if (v != vocabulary.blank() && wanted.test(vocabulary.symbol(v))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether class {@code v} stands between words and belongs to none. */
    public boolean separates(int v) {
        return separates[v];
    }

    /** Returns whether class {@code v} is the first of a word wherever it stands. */
    public boolean begins(int v) {
        return begins[v];
    }

    /** Returns what class {@code v} adds to the text of a word: its symbol without the delimiter. */
    public String piece(int v) {
        return pieces.get(v);
    }

    /** Returns what class {@code v} adds to running text, where one space stands for the delimiter. */
    public String runningText(int v) {
        return delimiter.isEmpty() || !(separates[v] || begins[v]) ? pieces.get(v) : " " + pieces.get(v);
    }

    /** Returns a text with a space for each delimiter, as {@link #runningText} has them. */
    public String normalise(String text) {
        return delimiter.isEmpty() ? text : text.replace(delimiter, " ");
    }

    /** Returns the words of the labels with one space between them; with none where each symbol is a word. */
    public String wordsText(Labels labels) {
        return words(labels).stream().map(Word::text).collect(Collectors.joining(separator));
    }

    /** Returns the words of the labels, in order, none empty. */
    public List<Word> words(Labels labels) {
        var words = new ArrayList<Word>();
        int first = 0;
        for (int u = 0; u <= labels.length(); u++) {
            if (u == labels.length() || separates[labels.get(u)] || begins[labels.get(u)]) {
                if (u > first) {
                    words.add(new Word(text(labels, first, u), first, u));
                }
                first = u < labels.length() && separates[labels.get(u)] ? u + 1 : u;
            }
        }
        return List.copyOf(words);
    }

    private String text(Labels labels, int first, int end) {
        var text = new StringBuilder();
        for (int u = first; u < end; u++) {
            text.append(pieces.get(labels.get(u)));
        }
        return text.toString();
    }
}
