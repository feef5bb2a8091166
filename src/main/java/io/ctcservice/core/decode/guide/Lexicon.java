package io.ctcservice.core.decode.guide;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The list of allowed words: a trie over their characters, independent of the symbols that spell them. Immutable.
 *
 * <p>Where delimiters or the marks of symbols part words, a prefix is in one state of the trie. Where nothing does, a
 * word may begin wherever one ends, and a prefix is in all states at once that some way to cut it into words leads to.
 */
public final class Lexicon {

    /** The state before the first character of a word. */
    public static final int BETWEEN_WORDS = CharTrie.ROOT;
    /** The result if no listed word begins with the characters read. */
    public static final int NO_STATE = CharTrie.NONE;

    /** The delimiters and marks of words in a spelling. */
    private static final Pattern DELIMITER = Pattern.compile("[|▁]");

    private final CharTrie trie;
    private final Symbols symbols;
    private final List<Integer> unspellable;
    private final boolean unparted;

    private Lexicon(CharTrie trie, Symbols symbols, List<Integer> unspellable) {
        this.trie = trie;
        this.symbols = symbols;
        this.unspellable = List.copyOf(unspellable);
        this.unparted = symbols.areUnparted();
    }

    /**
     * Returns the lexicon of these words. Words that the vocabulary cannot spell are left out and reported.
     *
     * @throws CtcInputException naming {@code lexicon} or {@code lexicon/i} if there is no word that can be spelled, or
     *     one is empty
     */
    public static Lexicon of(List<String> words, Vocabulary vocabulary, WordGrouping grouping) {
        var symbols = new Symbols(vocabulary, grouping);
        var spellable = new ArrayList<String>();
        var unspellable = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).isEmpty()) {
                throw new CtcInputException("lexicon/" + i, "an empty word", "at least one character");
            }
            String word = symbols.split(words.get(i));
            if (symbols.canSpellWord(word)) {
                spellable.add(word);
            } else {
                unspellable.add(i);
            }
        }
        if (spellable.isEmpty()) {
            throw new CtcInputException(
                    "lexicon",
                    words.isEmpty() ? "no words" : "no word that the vocabulary can spell",
                    "at least one word of the vocabulary's symbols");
        }
        return new Lexicon(new CharTrie(spellable), symbols, unspellable);
    }

    /**
     * Returns the words of an entry. One with its spelling behind it, as Flashlight's lexicons have it
     * ({@code hello h e l l o |}), is that word alone: its letters are no words.
     */
    public static List<String> words(String entry) {
        List<String> words = Arrays.stream(WhiteSpace.words(entry))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.size() > 1 && spell(words.subList(1, words.size()), words.get(0)) ? words.subList(0, 1) : words;
    }

    /** Returns whether symbols spell a word: letters, or pieces with a mark, since other pieces may be words ({@code into in to}). */
    private static boolean spell(List<String> symbols, String word) {
        String joined = String.join("", symbols);
        String spelled = DELIMITER.matcher(joined).replaceAll("");
        return spelled.equals(word)
                && (!joined.equals(spelled)
                        || symbols.stream().allMatch(symbol -> symbol.codePointCount(0, symbol.length()) == 1));
    }

    /** Returns V, the number of classes of the vocabulary. */
    int vocabSize() {
        return symbols.size();
    }

    /** Returns the indices of the words that the vocabulary cannot spell, in order. */
    public List<Integer> unspellable() {
        return unspellable;
    }

    /**
     * Returns the state after label {@code v} where words are parted, or {@link #NO_STATE} if no listed word continues
     * or ends with it.
     */
    public int next(int state, int v) {
        int from = state;
        if (symbols.separates(v) || symbols.begins(v)) {
            if (!mayEnd(state)) {
                return NO_STATE;
            }
            from = BETWEEN_WORDS;
        }
        String piece = symbols.piece(v);
        for (int i = 0; i < piece.length() && from != NO_STATE; i++) {
            from = trie.child(from, piece.charAt(i));
        }
        if (!symbols.ends(v)) {
            return from;
        }
        return from != NO_STATE && trie.isEnd(from) ? BETWEEN_WORDS : NO_STATE;
    }

    /** Returns whether nothing parts words in this vocabulary, so that they stand one right after the other. */
    boolean isUnparted() {
        return unparted;
    }

    /**
     * Returns the states after label {@code v} where words are unparted: none if no listed words, one after the other,
     * begin with the characters read. The piece of a label may end one word and begin the next. No two states are equal,
     * and the deepest is the first: each is as deep as its word has characters so far. O(states · characters).
     *
     * @param states those before, {@link #BETWEEN_WORDS} among them if a word may begin
     */
    int[] nextUnparted(int[] states, int v) {
        String piece = symbols.piece(v);
        int[] from = states;
        for (int i = 0; i < piece.length() && from.length > 0; i++) {
            from = nextUnparted(from, piece.charAt(i));
        }
        return from;
    }

    private int[] nextUnparted(int[] states, char character) {
        var next = new int[states.length + 1];
        int count = 0;
        boolean ended = false;
        for (int state : states) {
            int child = trie.child(state, character);
            if (child != NO_STATE) {
                next[count++] = child;
                ended |= trie.isEnd(child);
            }
        }
        if (ended) {
            next[count++] = BETWEEN_WORDS;
        }
        return Arrays.copyOf(next, count);
    }

    /** Returns whether a hypothesis may end in this state: after a whole word, or between words. */
    public boolean mayEnd(int state) {
        return state == BETWEEN_WORDS || trie.isEnd(state);
    }
}
