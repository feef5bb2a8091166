package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.lm.SpellingModel;
import io.ctcservice.core.lm.WordHash;

/**
 * The listed word among the signs around it, in a word as it grows: the {@code road} of {@code "road} and of {@code road,}. Not
 * thread-safe.
 */
final class SignedWord {

    /** No signs: what most words have. Not to be changed. */
    static final SignedWord NONE = new SignedWord();

    private static final double SIGN = Math.log(SpellingModel.SIGN_OF_WORD);

    private int signs;
    private long hash;
    private int closed;

    SignedWord() {
        clear();
    }

    /** Begins a word. */
    void clear() {
        signs = 0;
        hash = WordHash.EMPTY;
        closed = LanguageModel.NO_WORD;
    }

    /** Returns this as it is now, {@link #NONE} if there are no signs. */
    SignedWord copy() {
        if (!hasSigns() && closed == LanguageModel.NO_WORD) {
            return NONE;
        }
        var copy = new SignedWord();
        copy.set(this);
        return copy;
    }

    void set(SignedWord other) {
        signs = other.signs;
        hash = other.hash;
        closed = other.closed;
    }

    /**
     * Appends a piece.
     *
     * @param begins whether the word begins with it
     */
    void append(String piece, boolean begins) {
        int from = 0;
        while (from < piece.length() && (begins || isOnlySigns()) && Signs.isSign(piece.charAt(from))) {
            from++;
        }
        signs += from;
        if (hasSigns()) { // else the hash of the whole word is the same
            hash = WordHash.append(hash, from == 0 ? piece : piece.substring(from));
        }
    }

    /** Notes the word that signs stand behind, {@link LanguageModel#NO_WORD} if none do. */
    void close(int word) {
        closed = word;
    }

    /** Returns the word that signs stand behind, {@link LanguageModel#NO_WORD} if none do. */
    int closed() {
        return closed;
    }

    /** Returns whether signs stand before the word. */
    boolean hasSigns() {
        return signs > 0;
    }

    private boolean isOnlySigns() {
        return hasSigns() && hash == WordHash.EMPTY;
    }

    /** Returns ln p of the signs before the word. */
    double signsLogProb() {
        return signs * SIGN;
    }

    /** Returns the number of the word behind the signs before it, or that of the unknown word. */
    int word(LanguageModel model) {
        return hasSigns() && !isOnlySigns() ? model.word(hash) : model.unknown();
    }

    /** Returns the probability of the signs before a word and the listed words so begun, 0 where there are no signs. */
    double prefixProbability(LanguageModel model) {
        if (!hasSigns()) {
            return 0;
        }
        return Math.exp(signsLogProb()) * (isOnlySigns() ? 1 : model.prefixProbability(hash));
    }
}
