package io.ctcservice.train;

import java.util.ArrayList;
import java.util.List;

/** The classes of the English speech networks: the space, a to z, the apostrophe, and the blank, which is the last. */
final class SpeechAlphabet {

    /** V, the blank included. */
    static final int SIZE = 29;

    /** The class of the blank. */
    static final int BLANK = SIZE - 1;

    private static final String SYMBOLS = " abcdefghijklmnopqrstuvwxyz'";

    private SpeechAlphabet() {}

    /** Returns the symbols by class; that of the blank is empty. */
    static List<String> symbols() {
        var symbols = new ArrayList<String>();
        SYMBOLS.chars().forEach(c -> symbols.add(String.valueOf((char) c)));
        symbols.add("");
        return symbols;
    }

    /** Returns the classes of a text. */
    static int[] labels(String text) {
        int[] labels = text.chars().map(SYMBOLS::indexOf).toArray();
        for (int label : labels) {
            if (label < 0) {
                throw new IllegalArgumentException("other signs than letters, apostrophes and spaces: " + text);
            }
        }
        return labels;
    }

    /** Returns the text of classes. */
    static String text(int[] labels) {
        var text = new StringBuilder();
        for (int label : labels) {
            text.append(SYMBOLS.charAt(label));
        }
        return text.toString();
    }
}
