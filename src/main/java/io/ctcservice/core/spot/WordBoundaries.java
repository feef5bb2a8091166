package io.ctcservice.core.spot;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * The classes that can stand right before and right after a whole word: delimiters, symbols that end a word or begin one,
 * and symbols without a letter or digit, such as punctuation. In scripts that do not part words by spaces any place is a
 * boundary. Immutable.
 */
public final class WordBoundaries {

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** The code point of byte 0 where symbols stand for bytes. */
    private static final int FIRST_BYTE = 0xDC00;

    private final BitSet opens = new BitSet();
    private final BitSet closes = new BitSet();
    private final BitSet separators = new BitSet();

    private WordBoundaries(Vocabulary vocabulary, WordGrouping grouping) {
        for (int v = 0; v < vocabulary.size(); v++) {
            if (v == vocabulary.blank()) {
                continue;
            }
            String piece = grouping.piece(v);
            boolean open = grouping.separates(v) || grouping.begins(v) || !isOfWord(firstOf(piece));
            boolean close = grouping.separates(v) || grouping.ends(v) || !isOfWord(lastOf(piece));
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

    /**
     * Returns whether a character is part of a word: letters, marks and digits of scripts with spaces, the apostrophe,
     * which stands inside words, and bytes of such letters.
     */
    private static boolean isOfWord(int codePoint) {
        return codePoint == '\''
                || codePoint == '’'
                || isByteOfLetter(codePoint)
                || ((Character.isLetterOrDigit(codePoint) || isMark(codePoint))
                        && !UNSPACED.contains(UnicodeScript.of(codePoint)));
    }

    /**
     * Returns whether a symbol's byte ({@link WordGrouping#piece}) is part of a letter of a script with spaces. The first
     * byte of a character tells, roughly: C2 and E2 begin signs and punctuation, E3 to E9 Chinese and Japanese, EE and up
     * full-width punctuation and emoji.
     */
    private static boolean isByteOfLetter(int codePoint) {
        int value = codePoint - FIRST_BYTE;
        boolean isByte = value >= 0x80 && value <= 0xFF;
        return isByte && (value < 0xC2 || (value > 0xC2 && value < 0xE2) || (value > 0xE9 && value < 0xEE));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
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
