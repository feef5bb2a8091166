package io.ctcservice.core.decode.lm;

/** A set of 64-bit hashes, none of them 0: open addressing in one array, 11 to 23 bytes each. */
final class HashSet64 {

    private long[] keys = new long[1 << 10];
    private int size;

    void add(long key) {
        if (10L * (size + 1) > 7L * keys.length) {
            long[] old = keys;
            keys = new long[2 * old.length];
            for (long moving : old) {
                if (moving != 0) {
                    keys[slot(moving)] = moving;
                }
            }
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
    }

    boolean contains(long key) {
        return keys[slot(key)] == key;
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private int slot(long key) {
        int slot = (int) (key >>> 20) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    long bytes() {
        return 8L * keys.length;
    }
}
