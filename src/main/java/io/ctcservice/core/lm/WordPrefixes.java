package io.ctcservice.core.lm;

/**
 * A hash table of the prefixes of words with the sum of p for each; hashes are not 0: open addressing, 17 to 35 bytes each.
 */
final class WordPrefixes {

    private long[] keys = new long[1 << 10];
    private float[] sums = new float[1 << 10];
    private int size;

    /** Adds the p of a word to each of its prefixes, the whole word among them. */
    void add(String word, float log10) {
        double probability = Math.pow(10, log10);
        long hash = WordHash.EMPTY;
        for (int i = 0; i < word.length(); i++) {
            hash = WordHash.append(hash, word.charAt(i));
            add(hash, probability);
        }
    }

    private void add(long key, double amount) {
        if (10L * (size + 1) > 7L * keys.length) {
            grow();
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        sums[slot] += (float) amount;
    }

    private void grow() {
        long[] oldKeys = keys;
        float[] oldSums = sums;
        keys = new long[2 * oldKeys.length];
        sums = new float[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                sums[slot] = oldSums[i];
            }
        }
    }

    /** Returns the sum of a prefix, 0 if no word has it. */
    double sum(long key) {
        return sums[slot(key)];
    }

    /** Returns the slot of the key, or the free slot where it belongs. */
    private int slot(long key) {
        int slot = (int) (key >>> 20) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    long bytes() {
        return 12L * keys.length;
    }
}
