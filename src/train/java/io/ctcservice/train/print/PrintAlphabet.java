package io.ctcservice.train.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of the network that reads print: the blank, printable ASCII, the letters of Latin-1, and some signs of print.
 *
 * <p>What is drawn is not always what is read: an apostrophe is read as ASCII's however it is cut, a dash between figures as
 * a hyphen. Curly double quotes are classes of their own, since two narrow signs have no room in the frames they last; their
 * symbols are those of TeX and of most transcriptions.
 */
public final class PrintAlphabet {

    /** The class of the blank. */
    public static final int BLANK = 0;

    private static final String SIGNS = "Œœ„«»¿¡—§©®°±×£€";
    private static final Map<Character, String> DRAWN_AS_READ =
            Map.of('’', "'", '‘', "`", '–', "-", '“', "``", '”', "''");

    private final List<String> symbols;
    private final Map<String, Integer> classes = new HashMap<>();

    public PrintAlphabet() {
        var all = new ArrayList<String>();
        all.add(""); // the blank
        for (char c = ' '; c <= '~'; c++) {
            all.add(String.valueOf(c));
        }
        for (char c = 'À'; c <= 'ÿ'; c++) {
            if (Character.isLetter(c)) {
                all.add(String.valueOf(c));
            }
        }
        SIGNS.chars().forEach(c -> all.add(String.valueOf((char) c)));
        all.add("``");
        all.add("''");
        this.symbols = Collections.unmodifiableList(all);
        for (int i = 0; i < all.size(); i++) {
            classes.put(all.get(i), i);
        }
    }

    /** Returns the symbols by class; that of the blank is empty. */
    public List<String> symbols() {
        return symbols;
    }

    /** Returns V, the blank included. */
    public int size() {
        return symbols.size();
    }

    /** Returns whether each character of a text has a class. */
    public boolean covers(String drawn) {
        return drawn.chars().allMatch(c -> classes.containsKey(read((char) c)));
    }

    /** Returns the classes of drawn text. */
    public int[] labels(String drawn) {
        var labels = new int[drawn.length()];
        for (int i = 0; i < labels.length; i++) {
            Integer label = classes.get(read(drawn.charAt(i)));
            if (label == null) {
                throw new IllegalArgumentException("no class for " + drawn.charAt(i));
            }
            labels[i] = label;
        }
        return labels;
    }

    /** Returns the text of classes. */
    public String text(int[] labels) {
        var text = new StringBuilder();
        for (int label : labels) {
            text.append(symbols.get(label));
        }
        return text.toString();
    }

    private static String read(char drawn) {
        return DRAWN_AS_READ.getOrDefault(drawn, String.valueOf(drawn));
    }
}
