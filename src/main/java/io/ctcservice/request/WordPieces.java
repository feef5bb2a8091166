package io.ctcservice.request;

import io.ctcservice.core.text.Vocabulary;
import java.util.HashSet;
import java.util.Set;

/** A splitter of words into pieces of a vocabulary in which {@code ##} marks those that continue a word. */
final class WordPieces {

    private static final String CONTINUATION = "##";

    private final Set<String> first = new HashSet<>();
    private final Set<String> further = new HashSet<>();
    private int longest;

    WordPieces(Vocabulary vocabulary) {
        for (int v = 0; v < vocabulary.size(); v++) {
            String symbol = vocabulary.symbol(v);
            if (v != vocabulary.blank()) {
                boolean continues = symbol.startsWith(CONTINUATION) && symbol.length() > CONTINUATION.length();
                (continues ? further : first).add(continues ? symbol.substring(CONTINUATION.length()) : symbol);
                longest = Math.max(longest, symbol.length());
            }
        }
    }

    /** Returns a word with the marks of its pieces, each as long as possible; empty if it cannot be split. */
    String typed(String word) {
        var steps = new int
                [word.length() + 1]; // the length of the piece that continues there; 0 where no split reaches the end
        steps[word.length()] = 1; // at the end nothing is left to split
        for (int at = word.length() - 1; at > 0; at--) {
            steps[at] = step(word, at, further, steps);
        }
        int beginning = step(word, 0, first, steps);
        var typed = new StringBuilder(word.substring(0, beginning));
        for (int at = beginning; beginning > 0 && at < word.length(); at += steps[at]) {
            typed.append(CONTINUATION).append(word, at, at + steps[at]);
        }
        return typed.toString();
    }

    private int step(String word, int at, Set<String> pieces, int[] steps) {
        int length = Math.min(longest, word.length() - at);
        while (length > 0 && (steps[at + length] == 0 || !pieces.contains(word.substring(at, at + length)))) {
            length--;
        }
        return length;
    }
}
