package io.ctcservice.core.lm;

import java.util.Arrays;

/** A numbering of the letters of a list of words. */
final class Letters {

    /** The number of the beginning of a word. */
    static final int START = 1;
    /** The number of the end of a word. */
    static final int END = 2;
    /** The number of letters that no word of the list has. */
    static final int UNSEEN = 0;

    static final int BITS = 10;

    private static final int FIRST = 3;
    private static final int MOST = (1 << BITS) - FIRST;

    /** The characters below this are looked up in a table: those of Latin scripts. */
    private static final int TABLE = 0x250;

    private final char[] sorted;
    private final short[] numbers = new short[TABLE];

    /** @param counts of each character; the most frequent are told apart, as many as there are numbers for */
    Letters(int[] counts) {
        long[] ranked = new long[counts.length];
        int size = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0 && !Character.isDigit((char) c)) {
                ranked[size++] = -((long) counts[c] << 16) + c;
            }
        }
        Arrays.sort(ranked, 0, size);
        this.sorted = new char[Math.min(size, MOST)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (char) ranked[i];
        }
        Arrays.sort(sorted);
        for (char c = 0; c < TABLE; c++) {
            numbers[c] = (short) find(c);
        }
    }

    /** Returns the number of a letter, {@link #UNSEEN} if it has none. */
    int number(char letter) {
        return letter < TABLE ? numbers[letter] : find(letter);
    }

    private int find(char letter) {
        int at = Arrays.binarySearch(sorted, letter);
        return at < 0 ? UNSEEN : FIRST + at;
    }

    int size() {
        return sorted.length;
    }
}
