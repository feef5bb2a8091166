package io.ctcservice.core.decode;

import java.util.Arrays;

/**
 * Scores and their classes packed into one number each, so that ascending order means descending scores, then ascending
 * classes.
 */
final class RankKey {

    /** The largest number of keys for which an insertion sort is faster. */
    private static final int INSERTION_SORT = 48;

    private RankKey() {}

    /** Returns the key of a score and its class. */
    static long of(float score, int v) {
        int bits = Float.floatToRawIntBits(score + 0f); // makes -0 a 0
        int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
        return (long) ~ascending << 32 | v;
    }

    /** Returns the class of a key. */
    static int label(long key) {
        return (int) key;
    }

    /** Sorts the keys {@code [from, to)}, the highest score first. */
    static void sort(long[] keys, int from, int to) {
        if (to - from > INSERTION_SORT) {
            Arrays.sort(keys, from, to);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            long moving = keys[i];
            int j = i - 1;
            while (j >= from && keys[j] > moving) {
                keys[j + 1] = keys[j];
                j--;
            }
            keys[j + 1] = moving;
        }
    }
}
