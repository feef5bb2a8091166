package io.ctcservice.core.lm;

/**
 * An n-gram model over words: ln p of a word after the words before it. Implementations are immutable and may be used by
 * many threads at once.
 *
 * <p>A context is {@link #contextSize()} word numbers in a caller's array, the latest word first, {@link #NO_WORD}
 * where there is none: plain numbers, so that a search can hold many without an object for each.
 */
public interface LanguageModel {

    /** The word before the first one, in a context. */
    int NO_WORD = -1;

    /** Returns the length N of the longest n-gram. */
    int order();

    /** Returns the number of n-grams of length {@code n} that the model lists, {@code n} in [1, N]. */
    long ngrams(int n);

    /** Returns the size of the model in memory. */
    long bytes();

    /** Returns the number of words in a context: N − 1. */
    default int contextSize() {
        return order() - 1;
    }

    /** Writes the context of a sentence's first word. */
    void startSentence(int[] contexts, int offset);

    /** Returns the number of the word with this {@link WordHash}, or that of the unknown word. */
    int word(long hash);

    /** Returns the number of the unknown word. */
    int unknown();

    /**
     * Returns the unigram probability of a word prefix: the sum of p over the words that equal or begin with the text of
     * this {@link WordHash}, in [0, 1] but for rounding.
     */
    double prefixProbability(long hash);

    /** Returns the spelling model for out-of-vocabulary words. */
    SpellingModel spelling();

    /** Returns whether the model lists this word. */
    default boolean lists(String word) {
        return !isUnknown(word(WordHash.append(WordHash.EMPTY, word)));
    }

    /** Returns whether this is the number of the unknown word. */
    boolean isUnknown(int word);

    /**
     * Returns {@code ln p(word | context)} in nats, at most 0; for the unknown word the listed value, log zero if there
     * is none.
     */
    double logProb(int[] contexts, int offset, int word);

    /** Returns ln p that the sentence ends after this context, 0 if the model has no sentence ends. */
    double endLogProb(int[] contexts, int offset);

    /** Writes at {@code target} of {@code next} the context at {@code source} of {@code contexts} with {@code word} after it. */
    void advance(int[] contexts, int source, int[] next, int target, int word);
}
