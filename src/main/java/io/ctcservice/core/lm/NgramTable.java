package io.ctcservice.core.lm;

import java.util.Arrays;

/**
 * A hash table of n-grams of one length by 64-bit key: log10 probability and back-off weight. Open addressing in three
 * arrays, 16 bytes a slot (12 where there are no back-off weights), 1.4 slots an n-gram. The words themselves are not
 * kept: two of a hundred million n-grams share a key with probability 3e-4, as in KenLM's probing model.
 */
final class NgramTable {

    private static final double SLOTS_PER_ENTRY = 1.4;
    private static final int FIRST_ENTRIES = 1 << 16;
    private static final long FREE = 0;

    private final long expected;
    private final boolean backoffs;
    private int entries;
    private int room;
    private long[] keys;
    private float[] logProbs;
    private float[] logBackoffs;

    /** @param expected entries to come, about; no more than a few are believed in before they are there */
    NgramTable(long expected, boolean backoffs) {
        this.expected = expected;
        this.backoffs = backoffs;
        this.room = (int) Math.min(expected, FIRST_ENTRIES);
        int slots = slots(room);
        this.keys = new long[slots];
        this.logProbs = new float[slots];
        this.logBackoffs = new float[backoffs ? slots : 0];
    }

    private static int slots(int room) {
        return (int) Math.min(Integer.MAX_VALUE - 8, (long) (room * SLOTS_PER_ENTRY) + 2);
    }

    /**
     * Returns the key of an n-gram, given that of its last words and the word before them; that of a single word is its number. The
     * keys are those of KenLM's probing model, whose files have no others.
     */
    static long key(long lastWords, int wordBefore) {
        return used(lastWords * 0x7C9BA2733B63F585L ^ (wordBefore + 1L) * 0xF8574E1221634907L);
    }

    /** Returns the key, or another one in place of that of free slots. */
    static long used(long key) {
        return key == FREE ? 1 : key;
    }

    /** Adds an entry; returns false if its key is there already. */
    boolean add(long key, float logProb, float logBackoff) {
        if (entries == room) {
            grow();
        }
        int slot = slot(key);
        if (keys[slot] != FREE) {
            return false;
        }
        put(slot, key, logProb, logBackoff);
        entries++;
        return true;
    }

    private void put(int slot, long key, float logProb, float logBackoff) {
        keys[slot] = key;
        logProbs[slot] = logProb;
        if (backoffs) {
            logBackoffs[slot] = logBackoff;
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        float[] oldProbs = logProbs;
        float[] oldBackoffs = logBackoffs;
        room = (int) Math.min(Math.max(expected, entries + entries / 2 + 1L), 4L * Math.max(1, room));
        int slots = slots(room);
        keys = new long[slots];
        logProbs = new float[slots];
        logBackoffs = new float[backoffs ? slots : 0];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                put(slot(oldKeys[i]), oldKeys[i], oldProbs[i], backoffs ? oldBackoffs[i] : 0);
            }
        }
    }

    int entries() {
        return entries;
    }

    /** Returns the index of the n-gram, or −1. */
    int find(long key) {
        int slot = slot(key);
        return keys[slot] == key ? slot : -1;
    }

    float logProb(int slot) {
        return logProbs[slot];
    }

    float logBackoff(int slot) {
        return logBackoffs[slot];
    }

    /** Returns the slot of the key, or the free slot where it belongs; there is always a free one. */
    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        // the upper half of the product of hash, taken as unsigned, and length
        int slot = (int) (Math.multiplyHigh(hash, keys.length) + ((hash >> 63) & keys.length));
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = slot + 1 == keys.length ? 0 : slot + 1;
        }
        return slot;
    }

    long bytes() {
        return 8L * keys.length + 4L * logProbs.length + 4L * logBackoffs.length;
    }

    @Override
    public String toString() {
        return "NgramTable" + Arrays.asList(entries, keys.length);
    }
}
