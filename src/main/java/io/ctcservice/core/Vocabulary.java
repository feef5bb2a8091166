package io.ctcservice.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The symbols of the classes, by index, and which of them is the blank. Immutable.
 *
 * <p>A symbol is one or more characters and may stand twice (some published alphabets hold two spaces): class indices
 * then still give text, but text that needs that symbol does not give labels.
 */
public final class Vocabulary {

    /** Most characters of a symbol: far more than real ones have, and few enough to try at each place of a text. */
    public static final int LONGEST_SYMBOL = 256;

    private static final int AMBIGUOUS = -1;
    private static final Vocabulary ENGLISH = english();

    private final List<String> symbols;
    private final int blank;
    private final Map<String, Integer> classes;
    private final int longestSymbol;

    private Vocabulary(List<String> symbols, int blank) {
        this.symbols = List.copyOf(symbols);
        this.blank = blank;
        this.classes = new HashMap<>();
        int longest = 0;
        for (int v = 0; v < symbols.size(); v++) {
            String symbol = symbols.get(v);
            // a symbol that stands twice maps to a marker, so that it is found and refused
            classes.merge(symbol, v, (first, second) -> AMBIGUOUS);
            longest = Math.max(longest, symbol.length());
        }
        this.longestSymbol = longest;
    }

    /**
     * Returns the vocabulary of these symbols.
     *
     * @param symbols V &gt;= 2 symbols by class index, none empty or above {@link #LONGEST_SYMBOL}
     * @param blank class index of the blank, in {@code [0, V)}
     * @throws CtcInputException naming {@code vocabulary} or {@code blank}
     */
    public static Vocabulary of(List<String> symbols, int blank) {
        if (symbols.size() < 2) {
            throw new CtcInputException("vocabulary", symbols.size() + " symbols", "at least 2, one of them the blank");
        }
        for (int v = 0; v < symbols.size(); v++) {
            int length = symbols.get(v).length();
            if (length < 1 || length > LONGEST_SYMBOL) {
                String actual = length < 1 ? "an empty symbol" : "a symbol of " + length + " characters";
                throw new CtcInputException("vocabulary/" + v, actual, "1 to " + LONGEST_SYMBOL + " characters");
            }
        }
        if (blank < 0 || blank >= symbols.size()) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + symbols.size() + ")");
        }
        return new Vocabulary(symbols, blank);
    }

    /** Returns the alphabet {@code english}: a to z, the space, and the blank ε at 27. */
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

    /** Returns the symbols of the labels, one after the other. */
    public String text(Labels labels) {
        var text = new StringBuilder();
        for (int u = 0; u < labels.length(); u++) {
            text.append(symbols.get(labels.get(u)));
        }
        return text.toString();
    }

    /**
     * Returns the labels of a text: at each place the longest symbol that fits.
     *
     * @throws CtcInputException naming {@code target} if no symbol fits somewhere, if the one that fits is the blank, or
     *     if it stands twice in the vocabulary
     */
    public Labels labels(String text) {
        var labels = new int[text.length()];
        int count = 0;
        for (Piece piece : spell(text)) {
            if (!piece.isKnown()) {
                String unknown = Character.toString(piece.text().codePointAt(0));
                throw new CtcInputException("target", quoted(unknown, piece.at()), "symbols of the vocabulary only");
            }
            labels[count++] = piece.label();
        }
        return Labels.of(Arrays.copyOf(labels, count));
    }

    /**
     * A stretch of a text.
     *
     * @param text the symbol, or characters in a row that no symbol spells
     * @param at where it begins, in characters
     * @param label class of the symbol, −1 for what no symbol spells
     */
    public record Piece(String text, int at, int label) {

        /** Returns whether the vocabulary has a symbol for it. */
        public boolean isKnown() {
            return label >= 0;
        }
    }

    /**
     * Returns the text piece by piece: at each place the longest symbol that fits, and between symbols what none spells.
     *
     * @throws CtcInputException naming {@code target} if a symbol that fits is the blank or stands twice in the
     *     vocabulary
     */
    public List<Piece> spell(String text) {
        var pieces = new ArrayList<Piece>();
        int unknownFrom = 0;
        int at = 0;
        while (at < text.length()) {
            String symbol = longestSymbolAt(text, at);
            if (symbol.isEmpty()) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            addUnknown(pieces, text, unknownFrom, at);
            pieces.add(new Piece(symbol, at, label(symbol, at)));
            at += symbol.length();
            unknownFrom = at;
        }
        addUnknown(pieces, text, unknownFrom, at);
        return pieces;
    }

    private static void addUnknown(List<Piece> pieces, String text, int from, int to) {
        if (from < to) {
            pieces.add(new Piece(text.substring(from, to), from, -1));
        }
    }

    private int label(String symbol, int at) {
        int label = classes.getOrDefault(symbol, AMBIGUOUS);
        if (label == blank) {
            throw new CtcInputException("target", "the blank " + quoted(symbol, at), "no blank inside a target");
        }
        if (label == AMBIGUOUS) {
            throw new CtcInputException(
                    "target", quoted(symbol, at) + ", which stands twice in the vocabulary", "\"labels\" instead");
        }
        return label;
    }

    /** Returns the longest symbol that the text has at {@code at}, empty where there is none. */
    private String longestSymbolAt(String text, int at) {
        for (int length = Math.min(longestSymbol, text.length() - at); length > 0; length--) {
            String candidate = text.substring(at, at + length);
            if (classes.containsKey(candidate)) {
                return candidate;
            }
        }
        return "";
    }

    private static String quoted(String symbol, int at) {
        return "'" + symbol + "' at character " + at;
    }
}
