package io.ctcservice.core.decode.guide;

import io.ctcservice.core.text.ByteSymbols;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The symbols of a vocabulary as running text, with one space for each run of separators of words. Immutable. */
final class Symbols {

    /** The character that stands for any separator of words, and is at both ends of a hypothesis. */
    static final char WORD_BREAK = ' ';

    /** A mark of the pieces that begin or end a word; in no text, since it is no character. */
    private static final String WORD_MARK = "\uffff";

    private final WordGrouping grouping;
    private final String[] pieces;
    private final String[] running;
    private final String[] afterBreak;
    private final ByteSymbols bytes;
    private final Set<Integer> characters;
    private final CharTrie inWord;
    private final CharTrie inText;
    private final CharTrie inTextAfterBreak;

    Symbols(Vocabulary vocabulary, WordGrouping grouping) {
        this.grouping = grouping;
        this.pieces = new String[vocabulary.size()];
        this.running = new String[vocabulary.size()];
        this.afterBreak = new String[vocabulary.size()];
        var word = new ArrayList<String>();
        var text = new ArrayList<String>();
        for (int v = 0; v < pieces.length; v++) {
            pieces[v] = grouping.piece(v);
            running[v] = WhiteSpace.single(grouping.normalise(grouping.runningText(v)));
            afterBreak[v] = running[v].indexOf(WORD_BREAK) == 0 ? running[v].substring(1) : running[v];
            if (v != vocabulary.blank()) {
                word.add((grouping.begins(v) ? WORD_MARK : "") + pieces[v] + (grouping.ends(v) ? WORD_MARK : ""));
                text.add(running[v]);
            }
        }
        this.bytes = new ByteSymbols(vocabulary.spellings());
        this.characters =
                text.stream().flatMap(symbol -> symbol.codePoints().boxed()).collect(Collectors.toSet());
        this.inWord = new CharTrie(word);
        this.inText = new CharTrie(text);
        this.inTextAfterBreak = new CharTrie(IntStream.range(0, pieces.length)
                .filter(v -> v != vocabulary.blank() && !afterBreak[v].isEmpty())
                .mapToObj(v -> afterBreak[v])
                .toList());
    }

    /** Returns V, the number of classes. */
    int size() {
        return pieces.length;
    }

    boolean separates(int v) {
        return grouping.separates(v);
    }

    boolean begins(int v) {
        return grouping.begins(v);
    }

    boolean ends(int v) {
        return grouping.ends(v);
    }

    /** Returns whether no class is or marks the end or the beginning of a word. */
    boolean areUnparted() {
        return IntStream.range(0, pieces.length).noneMatch(v -> separates(v) || begins(v) || ends(v));
    }

    /** Returns the characters that class {@code v} adds to a word. */
    String piece(int v) {
        return pieces[v];
    }

    /**
     * Returns the characters that class {@code v} adds to the running text.
     *
     * @param afterBreak whether a word has ended already: another break then adds nothing
     */
    String running(int v, boolean afterBreak) {
        return afterBreak ? this.afterBreak[v] : running[v];
    }

    /** Returns a text with bytes in place of the characters that are spelled by bytes only. */
    String split(String text) {
        return bytes.split(text, characters::contains);
    }

    /** Returns whether some labels spell this word, of which only the first may begin one, and only the last end one. */
    boolean canSpellWord(String word) {
        return spells(inWord, inWord, word, WORD_MARK);
    }

    /** Returns whether some labels spell this text, alone or with the separators before and after a hypothesis. */
    boolean canSpellText(String text) {
        int from = text.charAt(0) == WORD_BREAK ? 1 : 0;
        int to = text.length() - (text.charAt(text.length() - 1) == WORD_BREAK ? 1 : 0);
        return spells(inText, inTextAfterBreak, text.substring(from, to), String.valueOf(WORD_BREAK));
    }

    private static boolean spells(CharTrie symbols, CharTrie afterBreak, String text, String atEnds) {
        return Stream.of(text, atEnds + text, text + atEnds, atEnds + text + atEnds)
                .anyMatch(whole -> spells(symbols, afterBreak, whole));
    }

    /** Returns whether symbols spell the text, in time O(length of the text · length of the longest symbol). */
    private static boolean spells(CharTrie symbols, CharTrie afterBreak, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int from = 0; from < text.length(); from++) {
            if (reached[from]) {
                reach(reached, symbols, text, from);
                if (from > 0 && text.charAt(from - 1) == WORD_BREAK) {
                    reach(reached, afterBreak, text, from);
                }
            }
        }
        return reached[text.length()];
    }

    /** Marks where the symbols end that stand in the text at {@code from}. */
    private static void reach(boolean[] reached, CharTrie symbols, String text, int from) {
        int state = CharTrie.ROOT;
        for (int to = from; state != CharTrie.NONE; to++) {
            reached[to] |= symbols.isEnd(state);
            state = to < text.length() ? symbols.child(state, text.charAt(to)) : CharTrie.NONE;
        }
    }
}
