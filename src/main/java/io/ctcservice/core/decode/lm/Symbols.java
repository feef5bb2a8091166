package io.ctcservice.core.decode.lm;

import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import java.util.HashSet;
import java.util.Set;

/** The symbols of a vocabulary as running text, where one space stands for whatever separates words. Immutable. */
final class Symbols {

    private final WordGrouping grouping;
    private final String[] pieces;
    private final String[] running;
    private final Set<String> inWord = new HashSet<>();
    private final Set<String> inText = new HashSet<>();
    private int longest;

    Symbols(Vocabulary vocabulary, WordGrouping grouping) {
        this.grouping = grouping;
        this.pieces = new String[vocabulary.size()];
        this.running = new String[vocabulary.size()];
        for (int v = 0; v < pieces.length; v++) {
            pieces[v] = grouping.piece(v);
            running[v] = grouping.runningText(v);
            if (v != vocabulary.blank()) {
                inWord.add(pieces[v]);
                inText.add(running[v]);
                longest = Math.max(longest, running[v].length());
            }
        }
        inWord.remove("");
    }

    boolean separates(int v) {
        return grouping.separates(v);
    }

    boolean begins(int v) {
        return grouping.begins(v);
    }

    /** Returns what class {@code v} adds to a word. */
    String piece(int v) {
        return pieces[v];
    }

    /** Returns what class {@code v} adds to the running text. */
    String running(int v) {
        return running[v];
    }

    /** Returns the length of the longest {@link #running}. */
    int longest() {
        return longest;
    }

    boolean canSpellWord(String word) {
        return spells(inWord, word);
    }

    /** Returns whether some labels make this text, or this text with a word's beginning before it. */
    boolean canSpellText(String text) {
        return spells(inText, text) || spells(inText, " " + text);
    }

    private boolean spells(Set<String> symbols, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int from = 0; from < text.length(); from++) {
            int most = Math.min(text.length(), from + longest);
            for (int to = from + 1; reached[from] && to <= most; to++) {
                reached[to] |= symbols.contains(text.substring(from, to));
            }
        }
        return reached[text.length()];
    }
}
