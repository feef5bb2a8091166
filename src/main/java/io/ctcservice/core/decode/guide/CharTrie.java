package io.ctcservice.core.decode.guide;

import java.util.Arrays;
import java.util.List;

/**
 * A trie over the characters of strings, in flat arrays. States are numbered breadth first from the root 0, so that the
 * children of a state are neighbours, in the order of their characters: 14 bytes a state.
 */
final class CharTrie {

    static final int ROOT = 0;
    static final int NONE = -1;

    private static final int LINEAR_SEARCH = 6;

    /** The characters whose state after the root is in a table: each search in a text comes there again and again. */
    private static final int FROM_ROOT = 128;

    private final String[] sorted;
    private int states = 1;
    private int[] firstChild = new int[16];
    private char[] character = new char[16];
    private int[] parent = new int[16];
    private int[] string = new int[16];
    private final int[] fromRoot = new int[FROM_ROOT];

    /** @param strings in any order, with repetitions if need be; the empty string ends at the root */
    CharTrie(List<String> strings) {
        this.sorted = strings.stream().sorted().distinct().toArray(String[]::new);
        build();
        Arrays.setAll(fromRoot, next -> search(ROOT, (char) next));
    }

    /**
     * Builds the trie breadth first: each state is a range of the sorted strings, which share their first {@code depth}
     * characters.
     */
    private void build() {
        int[] low = new int[16];
        int[] high = new int[16];
        high[ROOT] = sorted.length;
        string[ROOT] = NONE;
        int depth = 0;
        int endOfDepth = 1;
        for (int s = 0; s < states; s++) {
            if (s == endOfDepth) {
                depth++;
                endOfDepth = states;
            }
            firstChild[s] = states;
            int from = low[s];
            if (from < high[s] && sorted[from].length() == depth) {
                string[s] = from++;
            }
            while (from < high[s]) {
                char next = sorted[from].charAt(depth);
                int to = from + 1;
                while (to < high[s] && sorted[to].charAt(depth) == next) {
                    to++;
                }
                reserve();
                if (low.length <= states) {
                    low = Arrays.copyOf(low, 2 * low.length);
                    high = Arrays.copyOf(high, 2 * high.length);
                }
                low[states] = from;
                high[states] = to;
                character[states] = next;
                parent[states] = s;
                string[states++] = NONE;
                from = to;
            }
        }
        firstChild[states] = states;
    }

    /** Makes room for one more state, and for the end of the last one's children. */
    private void reserve() {
        if (states + 2 > firstChild.length) {
            int length = 2 * firstChild.length;
            firstChild = Arrays.copyOf(firstChild, length);
            character = Arrays.copyOf(character, length);
            parent = Arrays.copyOf(parent, length);
            string = Arrays.copyOf(string, length);
        }
    }

    int states() {
        return states;
    }

    /** Returns the child of state {@code s} by the character, or {@link #NONE}. */
    int child(int s, char next) {
        return s == ROOT && next < FROM_ROOT ? fromRoot[next] : search(s, next);
    }

    private int search(int s, char next) {
        int low = firstChild[s];
        int high = firstChild[s + 1];
        while (high - low > LINEAR_SEARCH) {
            int middle = (low + high) >>> 1;
            if (character[middle] <= next) {
                low = middle;
            } else {
                high = middle;
            }
        }
        for (int child = low; child < high; child++) {
            if (character[child] == next) {
                return child;
            }
        }
        return NONE;
    }

    char character(int s) {
        return character[s];
    }

    int parent(int s) {
        return parent[s];
    }

    /** Returns whether a string ends at state {@code s}. */
    boolean isEnd(int s) {
        return string[s] != NONE;
    }

    /** Returns the string that ends at state {@code s}. */
    String string(int s) {
        return sorted[string[s]];
    }
}
