package io.ctcservice.core.spot;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordCharacters;
import io.ctcservice.core.text.WordGrouping;
import java.util.BitSet;

/**
 * The classes that can stand right before and right after a whole word: delimiters, symbols that end a word or begin one,
 * and symbols without a letter or digit, such as punctuation. In scripts that do not part words by spaces any place is a
 * boundary. Immutable.
 */
public final class WordBoundaries {

    private final BitSet opens = new BitSet();
    private final BitSet closes = new BitSet();
    private final BitSet separators = new BitSet();

    private WordBoundaries(Vocabulary vocabulary, WordGrouping grouping) {
        for (int v = 0; v < vocabulary.size(); v++) {
            if (v == vocabulary.blank()) {
                continue;
            }
            String piece = grouping.piece(v);
            boolean open = grouping.separates(v) || grouping.begins(v) || !WordCharacters.contains(firstOf(piece));
            boolean close = grouping.separates(v) || grouping.ends(v) || !WordCharacters.contains(lastOf(piece));
            separators.set(v, grouping.separates(v));
            opens.set(v, open);
            closes.set(v, close);
        }
    }

    /** Returns the boundaries in a vocabulary whose words are formed by {@code grouping}. */
    public static WordBoundaries of(Vocabulary vocabulary, WordGrouping grouping) {
        return new WordBoundaries(vocabulary, grouping);
    }

    private static int firstOf(String piece) {
        return piece.isEmpty() ? ' ' : piece.codePointAt(0);
    }

    private static int lastOf(String piece) {
        return piece.isEmpty() ? ' ' : piece.codePointBefore(piece.length());
    }

    /** Returns the classes after which a word may begin. */
    int[] before() {
        return closes.stream().toArray();
    }

    /** Returns the classes that may follow a whole word. */
    int[] after() {
        return opens.stream().toArray();
    }

    /** Returns whether class {@code v} is a delimiter that belongs to no word. */
    boolean separates(int v) {
        return separators.get(v);
    }

    /** Returns whether these labels need a boundary before them. */
    boolean needsBefore(Labels labels) {
        return !opens.get(labels.get(0));
    }

    /** Returns whether these labels need a boundary after them. */
    boolean needsAfter(Labels labels) {
        return !closes.get(labels.get(labels.length() - 1));
    }
}
