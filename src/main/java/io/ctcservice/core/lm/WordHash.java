package io.ctcservice.core.lm;

/**
 * A 64-bit hash of a word that is extended character by character, so that it does not depend on how symbols split the
 * word. Two words of a vocabulary of a million share a hash with probability 3e-8.
 */
public final class WordHash {

    /** Hash of the empty word, which no other word has. */
    public static final long EMPTY = 0;

    private static final long START = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER = 0xFF51AFD7ED558CCDL;

    private WordHash() {}

    /** Returns the hash of a word followed by {@code piece}, given the word's. */
    public static long append(long hash, String piece) {
        long h = hash;
        for (int i = 0; i < piece.length(); i++) {
            h = append(h, piece.charAt(i));
        }
        return h;
    }

    /** Returns the hash of {@code text} from {@code start} to {@code end}. */
    static long of(String text, int start, int end) {
        long h = EMPTY;
        for (int i = start; i < end; i++) {
            h = append(h, text.charAt(i));
        }
        return h;
    }

    /** Returns the hash of a word followed by a character, given the word's. */
    static long append(long hash, char next) {
        long h = ((hash == EMPTY ? START : hash) ^ (next + 1)) * MULTIPLIER;
        h ^= h >>> 32;
        return h == EMPTY ? START : h;
    }
}
