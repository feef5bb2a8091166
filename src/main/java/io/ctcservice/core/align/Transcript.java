package io.ctcservice.core.align;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The text of an utterance as tokens, and the words that they form. A token is a label or a star, a placeholder for
 * characters that the vocabulary cannot spell. Immutable.
 *
 * <p>Stars are not part of the target: they take no frame from the labels, whose spans are the same without them. A gap
 * with a star that can be pronounced absorbs frames only where the emissions contain much that no label explains. For
 * the same reason a word of stars alone has one delimiter on one side only.
 */
public final class Transcript {

    /**
     * The price in nats of absorbing frames for a star. On 146 real lines a letter inserted anywhere moves no word at
     * this price, and 1013 of 1038 words replaced by a star are found in their place; at 20 only 949.
     */
    static final double STAR_PRICE = 5;

    /**
     * The price in nats of absorbing frames that the text leaves out. On the same lines 1018 of 1038 words taken out
     * are found, and words beside 15 of them move; at a price of 0 as many are found and words beside 30 move.
     */
    static final double GAP_PRICE = 1;

    /**
     * What a gap with a star that can be pronounced costs less than one that is left out: of two gaps that could take the same
     * frames, on both sides of a delimiter, it is the one.
     */
    private static final double STAR_DISCOUNT = 1e-3;

    private final AlignmentTarget target;
    private final List<Token> tokens;
    private final List<WordGrouping.Word> words;
    private final Optional<WordGrouping> grouping;
    private final int[] tokenOfLabel;
    private final BitSet lines;

    Transcript(
            AlignmentTarget target,
            List<Token> tokens,
            List<WordGrouping.Word> words,
            Optional<WordGrouping> grouping) {
        this(target, tokens, words, grouping, new BitSet());
    }

    private Transcript(
            AlignmentTarget target,
            List<Token> tokens,
            List<WordGrouping.Word> words,
            Optional<WordGrouping> grouping,
            BitSet lines) {
        this.target = target;
        this.lines = lines;
        this.tokens = List.copyOf(tokens);
        this.words = List.copyOf(words);
        this.grouping = grouping;
        this.tokenOfLabel = new int[target.length() + 1];
        tokenOfLabel[target.length()] = tokens.size();
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).isStar()) {
                tokenOfLabel[tokens.get(i).place()] = i;
            }
        }
    }

    /** The treatment of characters that the vocabulary cannot spell. */
    public enum OnUnknown {
        /** Refuse the text. */
        REFUSE,
        /** Replace each run of such characters by one star. */
        STAR
    }

    /**
     * One label or star.
     *
     * @param text its symbol, or the text that no symbol spells; empty where symbols are not known
     * @param running what it adds to running text, with a space before it where a word begins
     * @param place which label of the target it is; of a star, which gap it is in
     * @param kind what it is
     */
    record Token(Optional<String> text, String running, int place, Kind kind) {

        boolean isStar() {
            return kind != Kind.LABEL;
        }
    }

    /** The kinds of tokens. */
    enum Kind {
        LABEL,
        /** A star that is not spoken: punctuation, marks and the like. */
        SILENT,
        /** A star that may be spoken. */
        SPOKEN
    }

    /**
     * Returns the transcript of a text.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code target} if the text holds the blank or, where these are
     *     refused, a character that no symbol spells
     */
    public static Transcript ofText(String text, Vocabulary vocabulary, WordGrouping grouping, OnUnknown onUnknown) {
        var delimiter = grouping.delimiter().or(() -> WordGrouping.usualDelimiter(vocabulary));
        Transcript spelled = onUnknown == OnUnknown.REFUSE
                ? ofLabels(vocabulary.labels(text, delimiter), vocabulary, grouping)
                : new TranscriptBuilder(vocabulary, grouping).ofPieces(vocabulary.spell(text, delimiter));
        var lines = TextLines.begins(grouping.normalise(vocabulary.spaced(text)), spelled.tokens);
        return new Transcript(spelled.target, spelled.tokens, spelled.words, spelled.grouping, lines);
    }

    /**
     * Returns the transcript of labels whose symbols are known.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code labels/u} of a label that is no class, or the blank
     */
    public static Transcript ofLabels(Labels labels, Vocabulary vocabulary, WordGrouping grouping) {
        labels.requireClasses(vocabulary.size(), vocabulary.blank());
        var running = grouping.ofRunningText();
        var tokens = new ArrayList<Token>();
        for (int u = 0; u < labels.length(); u++) {
            int label = labels.get(u);
            tokens.add(new Token(Optional.of(vocabulary.symbol(label)), running.runningText(label), u, Kind.LABEL));
        }
        return new Transcript(
                AlignmentTarget.of(labels.toArray(), vocabulary.blank()),
                tokens,
                grouping.words(labels),
                Optional.of(grouping));
    }

    /**
     * Returns the transcript of labels without symbols: it has neither texts nor words.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code labels/u} of a label that is negative or the blank
     */
    public static Transcript ofLabels(Labels labels, int blank) {
        labels.requireClasses(Integer.MAX_VALUE, blank);
        var tokens = new ArrayList<Token>();
        for (int u = 0; u < labels.length(); u++) {
            tokens.add(new Token(Optional.empty(), "", u, Kind.LABEL));
        }
        return new Transcript(AlignmentTarget.of(labels.toArray(), blank), tokens, List.of(), Optional.empty());
    }

    /** Returns this transcript with gaps that absorb what it leaves out: at both ends and on both sides of each word. */
    public Transcript withStars() {
        var gaps = new BitSet();
        gaps.set(0);
        gaps.set(target.length());
        for (WordGrouping.Word word : words) {
            gaps.set(tokens.get(word.first()).place());
            Token last = tokens.get(word.end() - 1);
            gaps.set(last.isStar() ? last.place() : last.place() + 1);
        }
        var absorbing = target.absorbingAt(gaps, GAP_PRICE).absorbingAt(spokenGaps(tokens), GAP_PRICE - STAR_DISCOUNT);
        return new Transcript(absorbing, tokens, words, grouping, lines);
    }

    /** Returns the gaps with a star that can be pronounced. */
    static BitSet spokenGaps(List<Token> tokens) {
        var gaps = new BitSet();
        tokens.stream().filter(token -> token.kind() == Kind.SPOKEN).forEach(token -> gaps.set(token.place()));
        return gaps;
    }

    /** Returns whether there are tokens and all are stars: the vocabulary spells nothing of the text. */
    boolean isUnspelled() {
        return target.length() == 0 && !tokens.isEmpty();
    }

    /** Returns the target of the alignment. */
    public AlignmentTarget target() {
        return target;
    }

    /** Returns the number of tokens: the labels of the target, and stars. */
    public int length() {
        return tokens.size();
    }

    /** Returns the text of token {@code u}: its symbol, or the text that no symbol spells; empty without symbols. */
    public Optional<String> text(int u) {
        return tokens.get(u).text();
    }

    /** Returns the part of token {@code u} in running text, with a space before the first token of a word. */
    public String runningText(int u) {
        return tokens.get(u).running();
    }

    /** Returns whether token {@code u} is the first of a line of a text of several. */
    public boolean beginsLine(int u) {
        return lines.get(u);
    }

    Token token(int u) {
        return tokens.get(u);
    }

    /** Returns the index of the token that is label {@code u} of the target, the number of tokens if {@code u} is U. */
    public int tokenOfLabel(int u) {
        return tokenOfLabel[u];
    }

    /** Returns whether a class is the blank or a word delimiter. */
    boolean isBetweenWords(int v) {
        return v == target.blank() || grouping.map(words -> words.separates(v)).orElse(false);
    }

    /** Returns the words in order, as ranges of tokens. */
    public List<WordGrouping.Word> words() {
        return words;
    }
}
