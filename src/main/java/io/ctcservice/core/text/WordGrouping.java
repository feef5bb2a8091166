package io.ctcservice.core.text;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The grouping of labels into words, and the text of words. Symbols mark words in one of four ways:
 *
 * <ul>
 *   <li>a delimiter: the symbol that equals it, once or several times, stands between words and belongs to none, a longer
 *       symbol that begins with it, such as {@code ▁the}, begins a word, one that ends with it ends a word; with the empty
 *       delimiter each symbol is a word of its own;
 *   <li>{@code ##} at the start of the symbols that continue a word, as {@code ##able}; all others begin one;
 *   <li>{@code @@} at the end of the symbols after which a word goes on, as {@code un@@}; all others end one;
 *   <li>{@code </w>} at the end of the symbols that end a word, as {@code able</w>}; all others go on.
 * </ul>
 *
 * Symbols that stand for bytes, such as {@code <0xE4>}, are joined to characters in the text of words. Immutable.
 */
public final class WordGrouping {

    private static final Pattern SPACES = Pattern.compile(" +");

    private final String delimiter;
    private final boolean[] separates;
    private final boolean[] begins;
    private final boolean[] ends;
    private final List<String> pieces;

    /** The grouping whose words stand in the text, null where it is this one. */
    private final @Nullable WordGrouping running;

    private WordGrouping(String delimiter, int size, @Nullable WordGrouping running) {
        this.delimiter = delimiter;
        this.running = running;
        this.separates = new boolean[size];
        this.begins = new boolean[size];
        this.ends = new boolean[size];
        this.pieces = new ArrayList<>(size);
    }

    /**
     * A word of a label sequence.
     *
     * @param text its symbols one after the other, without the delimiter
     * @param first index of its first label
     * @param end index after its last label, above {@code first}
     */
    public record Word(String text, int first, int end) {}

    /** Returns the grouping by the usual delimiter; without one in the vocabulary, all labels form one word. */
    public static WordGrouping of(Vocabulary vocabulary) {
        var delimiter = usualDelimiter(vocabulary);
        if (delimiter.isPresent()) {
            return of(vocabulary, delimiter.get());
        }
        var grouping = new WordGrouping("", vocabulary.size(), null);
        vocabulary.spellings().stream().map(ByteSymbols::piece).forEach(grouping.pieces::add);
        return grouping;
    }

    /**
     * Returns the grouping by this delimiter, which may also be {@code ##}, {@code @@} or {@code </w>}.
     *
     * @throws CtcInputException naming {@code wordDelimiter} if no symbol but the blank begins or ends with it, with
     *     {@code @@} and {@code </w>} ends
     */
    public static WordGrouping of(Vocabulary vocabulary, String wordDelimiter) {
        String delimiter = vocabulary.spaced(wordDelimiter);
        if (!WordMarks.hasSymbol(
                vocabulary,
                symbol -> WordMarks.standsBehind(delimiter)
                        ? symbol.endsWith(delimiter)
                        : symbol.startsWith(delimiter) || symbol.endsWith(delimiter))) {
            boolean isBlank = delimiter.equals(vocabulary.symbol(vocabulary.blank()));
            throw new CtcInputException(
                    "wordDelimiter",
                    (isBlank ? "the blank '" : "'") + delimiter + "'",
                    isBlank ? "another symbol of the vocabulary" : "a symbol of the vocabulary");
        }
        var running = delimiter.isEmpty() ? of(vocabulary) : null;
        var grouping = new WordGrouping(delimiter, vocabulary.size(), running);
        for (int v = 0; v < vocabulary.size(); v++) {
            grouping.add(v, delimiter.isEmpty() ? vocabulary.symbol(v) : vocabulary.spelling(v));
        }
        return grouping;
    }

    private void add(int v, String symbol) {
        switch (delimiter) {
            case WordMarks.END -> {
                separates[v] = symbol.equals(WordMarks.END);
                ends[v] = !separates[v] && symbol.endsWith(WordMarks.END);
                pieces.add(
                        symbol.endsWith(WordMarks.END)
                                ? symbol.substring(0, symbol.length() - WordMarks.END.length())
                                : ByteSymbols.piece(symbol));
            }
            case WordMarks.CONTINUATION -> {
                boolean goesOn = WordMarks.marks(symbol, WordMarks.CONTINUATION);
                begins[v] = !goesOn && !ByteSymbols.goesOn(symbol);
                pieces.add(goesOn ? symbol.substring(WordMarks.CONTINUATION.length()) : ByteSymbols.piece(symbol));
            }
            case WordMarks.GOING_ON -> {
                boolean goesOn = WordMarks.marks(symbol, WordMarks.GOING_ON);
                ends[v] = !goesOn;
                pieces.add(
                        goesOn
                                ? symbol.substring(0, symbol.length() - WordMarks.GOING_ON.length())
                                : ByteSymbols.piece(symbol));
            }
            default -> addDelimited(v, symbol);
        }
    }

    private void addDelimited(int v, String symbol) {
        String piece = ByteSymbols.piece(symbol);
        int step = delimiter.length();
        int from = 0;
        while (step > 0 && piece.startsWith(delimiter, from)) {
            from += step;
        }
        int to = piece.length();
        while (step > 0 && to - step >= from && piece.startsWith(delimiter, to - step)) {
            to -= step;
        }
        separates[v] = from == to;
        begins[v] = !separates[v] && (step == 0 || from > 0) && !ByteSymbols.goesOn(symbol);
        ends[v] = !separates[v] && to < piece.length();
        pieces.add(piece.substring(from, to));
    }

    /**
     * Returns the usual delimiter of words in this vocabulary: the space, else the mark of word pieces ({@code ▁} or a
     * space that symbols begin with, {@code ##}, {@code @@}, {@code </w>}, {@code ▁} that symbols end with), else a
     * name of the space ({@code <space>}, {@code <SPACE>}, {@code <sp>}, {@code [SPACE]}), else {@code |}, {@code ▁}, the
     * no-break or the ideographic space, else {@code </w>}, else none.
     */
    public static Optional<String> usualDelimiter(Vocabulary vocabulary) {
        return WordMarks.usual(vocabulary);
    }

    /** Returns the number of classes, that of the vocabulary. */
    public int size() {
        return separates.length;
    }

    /** Returns the delimiter of words; empty if there is none, or each symbol is a word. */
    public Optional<String> delimiter() {
        return Optional.of(delimiter).filter(parts -> !parts.isEmpty());
    }

    /**
     * Returns the grouping whose delimiters are the spaces of running text: this one, or the usual one of its vocabulary
     * where each symbol is a word.
     */
    public WordGrouping ofRunningText() {
        return running == null ? this : running;
    }

    /** Returns whether class {@code v} stands between words and belongs to none. */
    public boolean separates(int v) {
        return separates[v];
    }

    /** Returns whether class {@code v} is the first of a word wherever it stands. */
    public boolean begins(int v) {
        return begins[v];
    }

    /** Returns whether class {@code v} is the last of a word wherever it stands. */
    public boolean ends(int v) {
        return ends[v];
    }

    /**
     * Returns the part of a word's text that class {@code v} adds: its symbol without the marks of words, its byte to be
     * {@linkplain ByteSymbols#joined joined} with others if it stands for one.
     */
    public String piece(int v) {
        return pieces.get(v);
    }

    /**
     * Returns the part of the running text that class {@code v} adds, with one space between words; bytes are those of
     * {@link #piece}.
     */
    public String runningText(int v) {
        if (running != null) {
            return running.runningText(v);
        }
        return (separates[v] || begins[v] ? " " : "") + pieces.get(v) + (ends[v] ? " " : "");
    }

    /** Returns a text with a space for each delimiter, as in {@link #runningText}. */
    public String normalise(String text) {
        if (running != null) {
            return running.normalise(text);
        }
        return WordMarks.parts(delimiter) ? text.replace(delimiter, " ") : text;
    }

    /**
     * Returns the readable text: its words with one space between them; the symbols one after the other where nothing
     * parts words. Where each symbol is a word, the words of the text are the usual ones of its vocabulary.
     */
    public String text(Labels labels) {
        return ofRunningText().words(labels).stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /** Returns the words of the labels, in order, none empty. */
    public List<Word> words(Labels labels) {
        var words = new ArrayList<Word>();
        int first = 0;
        for (int u = 0; u <= labels.length(); u++) {
            if (u == labels.length() || partsAt(labels, u)) {
                String text = text(labels, first, u);
                if (!text.isEmpty()) {
                    words.add(new Word(text, first, u));
                }
                first = u < labels.length() && separates[labels.get(u)] ? u + 1 : u;
            }
        }
        return List.copyOf(words);
    }

    private boolean partsAt(Labels labels, int u) {
        return separates[labels.get(u)] || begins[labels.get(u)] || (u > 0 && ends[labels.get(u - 1)]);
    }

    private String text(Labels labels, int first, int end) {
        var text = new StringBuilder();
        for (int u = first; u < end; u++) {
            text.append(pieces.get(labels.get(u)));
        }
        return wordText(text.toString());
    }

    /** Returns the text of a word with these pieces; a run of spaces or delimiters inside becomes one space. */
    public String wordText(String pieces) {
        String joined = ByteSymbols.joined(pieces);
        if (delimiter.isEmpty()) {
            return joined;
        }
        String text = normalise(joined);
        return text.indexOf(' ') < 0
                ? text
                : SPACES.matcher(text).replaceAll(" ").strip();
    }
}
