package io.ctcservice.core.lm;

import java.util.Arrays;

/**
 * A hash table of the single words of a model by {@link WordHash}, numbered in the order of the file: 8 bytes of
 * weights, and 22 to find each.
 */
final class WordTable {

    private static final int NO_NUMBER = -1;

    private long[] keys = new long[1 << 10];
    private int[] numbers = new int[1 << 10];
    private float[] logProbs = new float[1 << 9];
    private float[] logBackoffs = new float[1 << 9];
    private final WordPrefixes prefixes = new WordPrefixes();
    private int size;

    /** Adds a word; returns false if it is there already. */
    boolean add(long hash, float logProb, float logBackoff) {
        if (10L * (size + 1) > 7L * keys.length) {
            rehash();
        }
        int slot = slot(hash);
        if (keys[slot] != WordHash.EMPTY) {
            return false;
        }
        if (size == logProbs.length) {
            logProbs = Arrays.copyOf(logProbs, 2 * size);
            logBackoffs = Arrays.copyOf(logBackoffs, 2 * size);
        }
        keys[slot] = hash;
        numbers[slot] = size;
        logProbs[size] = logProb;
        logBackoffs[size] = logBackoff;
        size++;
        return true;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != WordHash.EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }

    /** Returns the prefixes of the words. */
    WordPrefixes prefixes() {
        return prefixes;
    }

    int size() {
        return size;
    }

    /** Returns the number of the word with this hash, or −1. */
    int find(long hash) {
        if (hash == WordHash.EMPTY) {
            return NO_NUMBER;
        }
        int slot = slot(hash);
        return keys[slot] == hash ? numbers[slot] : NO_NUMBER;
    }

    /** Returns the number of the word, or −1. */
    int find(String word) {
        return find(WordHash.append(WordHash.EMPTY, word));
    }

    float logProb(int word) {
        return logProbs[word];
    }

    float logBackoff(int word) {
        return logBackoffs[word];
    }

    private int slot(long hash) {
        int slot = (int) (hash >>> 20) & (keys.length - 1);
        while (keys[slot] != WordHash.EMPTY && keys[slot] != hash) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    long bytes() {
        return 12L * keys.length + 8L * logProbs.length + prefixes.bytes();
    }
}
