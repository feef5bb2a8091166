package io.ctcservice.core.text;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tokenizer of a vocabulary: splits texts into its symbols, and gives their classes. Immutable. */
final class Tokenizer {

    private final List<String> symbols;
    private final int blank;
    private final Map<String, Integer> classes;
    private final Speller speller;

    /**
     * @param symbols by class index
     * @param blank class index of the blank
     */
    Tokenizer(List<String> symbols, int blank) {
        this.symbols = symbols;
        this.blank = blank;
        this.classes = new HashMap<>();
        for (int v = 0; v < symbols.size(); v++) {
            // a symbol that occurs twice means its first class in a text, but never the blank
            classes.merge(symbols.get(v), v, (first, second) -> first == blank ? second : first);
        }
        this.speller = new Speller(
                symbols.stream().filter(symbol -> !isWordForBlank(symbol)).toList());
    }

    /** The same tokenizer, which gives the chosen classes. */
    Tokenizer(Tokenizer other, List<SymbolChoice> choices) {
        this.symbols = other.symbols;
        this.blank = other.blank;
        this.classes = new HashMap<>(other.classes);
        this.speller = other.speller;
        choices.forEach(choice -> classes.put(choice.symbol(), choice.chosen()));
    }

    /** Returns the number of different symbols. */
    int distinct() {
        return classes.size();
    }

    /** Returns the labels of a text, as {@link Vocabulary#labels(String, Optional)} says. */
    Labels labels(String text, Optional<String> delimiter) {
        String mark =
                delimiter.filter(WordMarks::isSpace).filter(this::marksPieces).orElse("");
        List<Speller.Cut> cuts = mark.isEmpty() ? speller.cut(text) : speller.cutMarking(text, mark);
        var labels = new int[cuts.size()];
        for (int i = 0; i < labels.length; i++) {
            Speller.Cut cut = cuts.get(i);
            labels[i] = switch (cut.kind()) {
                case SYMBOL -> label(cut.text(), cut.at());
                case UNKNOWN ->
                    throw unknown(text, mark.isEmpty() ? speller.firstUnspellable(text, cuts, i) : cut.at(), delimiter);
                case BREAK ->
                    label(
                            delimiter
                                    .filter(WordMarks::isSpace)
                                    .filter(classes::containsKey)
                                    .orElseThrow(() -> unknown(text, cut.at(), delimiter)),
                            cut.at());
            };
        }
        return Labels.of(labels);
    }

    private static CtcInputException unknown(String text, int at, Optional<String> delimiter) {
        int character = text.codePointAt(at);
        String expected = "symbols of the vocabulary only";
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            expected += delimiter
                    .map(parts -> ", in which '" + parts + "' parts words")
                    .orElse(", in which nothing parts words");
        }
        return new CtcInputException("target", quoted(Character.toString(character), at), expected);
    }

    /** Returns the pieces of a text, as {@link Vocabulary#spell} says. */
    List<Piece> spell(String text, Optional<String> delimiter) {
        String mark = delimiter.filter(this::marksPieces).orElse("");
        List<Speller.Cut> cuts = mark.isEmpty() ? speller.cut(text) : cutWords(text, mark);
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < cuts.size(); i++) {
            Speller.Cut cut = cuts.get(i);
            if (isUnknown(cut)) {
                var unknown = new StringBuilder(cut.text());
                while (i + 1 < cuts.size() && isUnknown(cuts.get(i + 1))) {
                    unknown.append(cuts.get(++i).text());
                }
                addUnknown(pieces, unknown.toString(), mark);
            } else if (cut.kind() == Speller.Kind.BREAK) {
                pieces.add(mark.isEmpty() ? breakAt(cut.at(), delimiter) : new Piece("", Piece.BREAK));
            } else {
                pieces.add(new Piece(cut.text(), label(cut.text(), cut.at())));
            }
        }
        return pieces;
    }

    private List<Speller.Cut> cutWords(String text, String mark) {
        var spelling = classes.keySet().stream()
                .filter(symbol -> !symbol.isEmpty() && !isMarkOfBlank(symbol) && !isWordForBlank(symbol))
                .toList();
        return new WordSpeller(spelling, mark).cut(text, speller.breaks(text));
    }

    /** Returns whether this delimiter marks pieces of words: {@link #spell} spells words with it then. */
    boolean marksPieces(String delimiter) {
        return !delimiter.isEmpty() && symbols.stream().anyMatch(symbol -> WordMarks.marks(symbol, delimiter));
    }

    private boolean isUnknown(Speller.Cut cut) {
        return cut.kind() == Speller.Kind.UNKNOWN || (cut.kind() == Speller.Kind.SYMBOL && isMarkOfBlank(cut.text()));
    }

    /**
     * Returns whether a symbol is a mark, such as a hyphen, by which the vocabulary writes the blank: in a text it is a
     * real hyphen, which this vocabulary cannot spell.
     */
    private boolean isMarkOfBlank(String symbol) {
        return Objects.requireNonNull(classes.get(symbol)) == blank
                && symbol.codePointCount(0, symbol.length()) == 1
                && !Character.isLetterOrDigit(symbol.codePointAt(0));
    }

    /**
     * Returns whether a symbol is the word by which the vocabulary writes the blank, as PaddleOCR's {@code blank}: a text
     * means the word.
     */
    private boolean isWordForBlank(String symbol) {
        return Objects.requireNonNull(classes.get(symbol)) == blank
                && symbol.codePointCount(0, symbol.length()) > 1
                && symbol.codePoints().allMatch(Character::isLetterOrDigit);
    }

    /** Adds a piece that no symbol spells; if it is a word delimiter, it separates words all the same. */
    private static void addUnknown(List<Piece> pieces, String text, String mark) {
        String rest = text;
        while (WordMarks.parts(mark) && rest.contains(mark)) {
            int found = rest.indexOf(mark);
            if (found > 0) {
                pieces.add(new Piece(rest.substring(0, found), Piece.UNKNOWN));
            }
            pieces.add(new Piece("", Piece.BREAK));
            rest = rest.substring(found + mark.length());
        }
        if (!rest.isEmpty()) {
            pieces.add(new Piece(rest, Piece.UNKNOWN));
        }
    }

    private int label(String symbol, int at) {
        int label = Objects.requireNonNull(classes.get(symbol));
        if (label == blank) {
            throw new CtcInputException("target", "the blank " + quoted(symbol, at), "no blank inside a target");
        }
        return label;
    }

    private Piece breakAt(int at, Optional<String> delimiter) {
        return delimiter
                .filter(classes::containsKey)
                .map(symbol -> new Piece(symbol, label(symbol, at)))
                .orElseGet(() -> new Piece("", Piece.BREAK));
    }

    /** Returns a symbol and its place; with its code points unless it is ASCII, since many look alike or cannot be seen. */
    private static String quoted(String symbol, int at) {
        String quoted = "'" + symbol + "' at character " + at;
        return symbol.chars().allMatch(character -> character >= ' ' && character < 0x7f)
                ? quoted
                : symbol.codePoints()
                        .mapToObj("U+%04X"::formatted)
                        .collect(Collectors.joining(" ", quoted + " (", ")"));
    }
}
