package io.ctcservice.core.lm;

import java.util.Arrays;

/**
 * A collector of words for a {@link LetterModel}. Of a long list every k-th word counts, so that it takes no more
 * memory and time than {@link #MOST_WORDS}.
 */
final class LetterCounts {

    private static final int MOST_WORDS = 100_000;
    private static final int MOST_LETTERS = 40;

    private final long step;
    private long seen;
    private final StringBuilder words = new StringBuilder();
    private final int[] counts = new int[Character.MAX_VALUE + 1];

    /** @param expected how many words will come */
    LetterCounts(long expected) {
        this.step = Math.max(1, (expected + MOST_WORDS - 1) / MOST_WORDS);
    }

    /** Adds a word. Words with digits say nothing of how words are spelled. */
    void add(String word) {
        if (seen++ % step != 0 || word.length() > MOST_LETTERS || word.chars().anyMatch(Character::isDigit)) {
            return;
        }
        words.append(word).append('\n');
        for (int i = 0; i < word.length(); i++) {
            counts[word.charAt(i)]++;
        }
    }

    /** Returns the letters of the words. */
    Letters letters() {
        return new Letters(counts);
    }

    /** Returns the model of the words. */
    LetterModel model(Letters letters) {
        return new LetterModelBuilder(ngrams(letters)).build();
    }

    /** Returns the longest n-gram at each position of each word, packed from the left, sorted. */
    private long[] ngrams(Letters letters) {
        var ngrams = new long[words.length() + 2 * count('\n')];
        int size = 0;
        var word = new int[MOST_LETTERS + 2];
        int length = begin(word);
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c != '\n') {
                word[length++] = letters.number(c);
                continue;
            }
            word[length++] = Letters.END;
            for (int at = 0; at < length; at++) {
                ngrams[size++] = pack(word, at, length);
            }
            length = begin(word);
        }
        ngrams = Arrays.copyOf(ngrams, size);
        Arrays.sort(ngrams);
        return ngrams;
    }

    private int count(char wanted) {
        return (int) words.chars().filter(c -> c == wanted).count();
    }

    private static int begin(int[] word) {
        word[0] = Letters.START;
        return 1;
    }

    private static long pack(int[] word, int from, int length) {
        long packed = 0;
        for (int k = from; k < from + LetterModel.ORDER; k++) {
            packed = packed << Letters.BITS | (k < length ? word[k] : 0);
        }
        return packed;
    }
}
