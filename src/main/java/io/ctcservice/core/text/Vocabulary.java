package io.ctcservice.core.text;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The symbols of the classes, by index, and the index of the blank. Immutable.
 *
 * <p>A symbol is one or more characters, the blank's may be empty. A symbol may stand twice (some published ones
 * hold two spaces): a text then means the first of its classes, or the one {@linkplain #choosing chosen}. Where the
 * blank is written as a word, such as {@code blank}, that word is spelled by other symbols.
 */
public final class Vocabulary {

    /**
     * The most characters of a symbol: far more than real ones have, and few enough to try at each position of a text.
     */
    public static final int LONGEST_SYMBOL = 256;

    private static final Vocabulary ENGLISH = english();

    private final List<String> symbols;
    private final boolean isByteLevel;
    private final List<String> spellings;
    private final int blank;
    private final Tokenizer tokenizer;
    private final Map<String, List<Integer>> repeated;

    private Vocabulary(List<String> symbols, int blank) {
        this.symbols = List.copyOf(symbols);
        this.isByteLevel = ByteBpe.isGpt2(symbols, blank);
        this.spellings = isByteLevel ? decoded(symbols, blank) : this.symbols;
        this.blank = blank;
        this.tokenizer = new Tokenizer(spellings, blank);
        this.repeated = tokenizer.distinct() < symbols.size() ? repeated(spellings, blank) : Map.of();
    }

    private Vocabulary(Vocabulary other, List<SymbolChoice> choices) {
        this.symbols = other.symbols;
        this.isByteLevel = other.isByteLevel;
        this.spellings = other.spellings;
        this.blank = other.blank;
        this.tokenizer = new Tokenizer(other.tokenizer, choices);
        this.repeated = other.repeated;
    }

    private static List<String> decoded(List<String> symbols, int blank) {
        return IntStream.range(0, symbols.size())
                .mapToObj(v -> v == blank ? symbols.get(v) : ByteBpe.GPT_2.decoded(symbols.get(v)))
                .toList();
    }

    private static Map<String, List<Integer>> repeated(List<String> symbols, int blank) {
        var repeated = new HashMap<String, List<Integer>>();
        for (int v = 0; v < symbols.size(); v++) {
            if (v != blank) {
                repeated.computeIfAbsent(symbols.get(v), symbol -> new ArrayList<>())
                        .add(v);
            }
        }
        repeated.values().removeIf(classes -> classes.size() < 2);
        return Collections.unmodifiableMap(repeated);
    }

    /**
     * Returns the vocabulary of these symbols.
     *
     * @param symbols V &gt;= 2 symbols by class index, none above {@link #LONGEST_SYMBOL}, none empty but the blank's
     * @param blank class index of the blank, in {@code [0, V)}
     * @throws CtcInputException naming {@code vocabulary} or {@code blank}
     */
    public static Vocabulary of(List<String> symbols, int blank) {
        if (symbols.size() < 2) {
            throw new CtcInputException(
                    "vocabulary", Counted.of(symbols.size(), "symbol"), "at least 2, one of them the blank");
        }
        for (int v = 0; v < symbols.size(); v++) {
            int length = symbols.get(v).length();
            if (length > LONGEST_SYMBOL || (length < 1 && v != blank)) {
                throw new CtcInputException(
                        "vocabulary/" + v,
                        length < 1 ? "an empty symbol" : "a symbol of " + Counted.of(length, "character"),
                        "1 to " + LONGEST_SYMBOL + " characters; only that of the blank, " + blank
                                + " here, may be empty");
            }
        }
        if (blank < 0 || blank >= symbols.size()) {
            throw refusedBlank(symbols.size(), blank);
        }
        return new Vocabulary(symbols, blank);
    }

    private static CtcInputException refusedBlank(int size, int blank) {
        String expected = "a class index in [0, " + size + ")";
        if (blank == size) {
            expected += "; the vocabulary has to list the blank too: add one symbol at index " + blank
                    + ", for example \"\" or \"<blank>\"";
        }
        return new CtcInputException("blank", blank, expected);
    }

    /** Returns the vocabulary {@code english}: a to z, the space, and the blank ε at 27. */
    public static Vocabulary ofEnglish() {
        return ENGLISH;
    }

    private static Vocabulary english() {
        var symbols = new ArrayList<String>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            symbols.add(String.valueOf(letter));
        }
        symbols.add(" ");
        symbols.add("ε");
        return new Vocabulary(symbols, 27);
    }

    /** Returns V, the number of classes, blank included. */
    public int size() {
        return symbols.size();
    }

    /** Returns the class index of the blank. */
    public int blank() {
        return blank;
    }

    /** Returns the symbols by class index, unmodifiable. */
    public List<String> symbols() {
        return symbols;
    }

    /** Returns the symbol of class {@code v}. */
    public String symbol(int v) {
        return symbols.get(v);
    }

    /**
     * Returns what the symbols stand for in texts, by class index, unmodifiable: themselves, but for those of {@linkplain ByteBpe#GPT_2
     * byte-level BPE}, of which {@code Ġthe} is a space and the.
     */
    public List<String> spellings() {
        return spellings;
    }

    /** Returns what the symbol of class {@code v} stands for in texts, see {@link #spellings}. */
    String spelling(int v) {
        return spellings.get(v);
    }

    /** Returns a text or a delimiter with the spaces that marks of byte-level BPE in it stand for; others as they are. */
    public String spaced(String text) {
        return isByteLevel ? text.replace(ByteBpe.SPACE, ' ') : text;
    }

    /** Returns the symbols that stand at several classes other than the blank, with these classes in order. */
    public Map<String, List<Integer>> repeated() {
        return repeated;
    }

    /** Returns the same vocabulary, in which text is spelled with the chosen classes. */
    public Vocabulary choosing(List<SymbolChoice> choices) {
        return choices.isEmpty() ? this : new Vocabulary(this, choices);
    }

    /** Returns what the symbols of the labels stand for, one after the other. */
    public String text(Labels labels) {
        var text = new StringBuilder();
        for (int u = 0; u < labels.length(); u++) {
            text.append(spellings.get(labels.get(u)));
        }
        return text.toString();
    }

    /** Returns the labels of a text with the usual word delimiter of this vocabulary; see the other method. */
    public Labels labels(String text) {
        return labels(text, WordGrouping.usualDelimiter(this));
    }

    /**
     * Returns the labels of a text. It is cut into symbols in the way whose first symbol is the longest, of these the one
     * whose second is, and so on, if there is a way at all. Where words are parted by white space, or by what is called so
     * ({@code <space>}), white space of any other kind, such as a line break, stands for the delimiter; at the ends of the
     * text it stands for nothing.
     *
     * @param delimiter what parts words
     * @throws CtcInputException naming {@code target} if no symbol fits somewhere, or if the one that fits is the blank
     */
    public Labels labels(String text, Optional<String> delimiter) {
        return tokenizer.labels(spaced(text), delimiter.map(this::spaced));
    }

    /**
     * A piece of a text.
     *
     * @param text the symbol, or characters in a row that no symbol spells; empty for a break
     * @param label class of the symbol, {@link #UNKNOWN} or {@link #BREAK}
     */
    public record Piece(String text, int label) {

        /** The label of a piece that no symbol spells. */
        public static final int UNKNOWN = -1;

        /** The label of a word boundary for which the vocabulary has no symbol. */
        public static final int BREAK = -2;
    }

    /**
     * Returns the pieces of a text, split so that the fewest characters are left that no symbol spells; among such
     * splits, as {@link #labels} splits. White space that is in no symbol parts words: it becomes the delimiter where
     * that is a symbol, else a break. Where pieces of words have marks (▁the, ##able, un@@, able&lt;/w>), words are spelled with them,
     * whether or not they are in the text; only a space that pieces begin with is not put before the first word. At the
     * ends of the text white space is left out. Where the blank is written as a mark, such as a hyphen, no symbol spells
     * the mark.
     *
     * @param delimiter what parts words
     * @throws CtcInputException naming {@code target} if a symbol that fits is a blank written otherwise
     */
    public List<Piece> spell(String text, Optional<String> delimiter) {
        return tokenizer.spell(spaced(text), delimiter.map(this::spaced));
    }

    /**
     * Returns whether {@link #spell} spells words with marks: then breaks and the delimiter part them, whatever marks their pieces have
     * for want of others.
     */
    public boolean marksPieces(Optional<String> delimiter) {
        return delimiter.map(this::spaced).filter(tokenizer::marksPieces).isPresent();
    }
}
