package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.SpellingModel.Spelled;
import io.ctcservice.core.lm.WordHash;

/**
 * The log-probabilities of partial words in one search, cached: prefixes of a beam share the current word and differ in
 * earlier ones, so that three in four partial words were scored before. Direct-mapped. Not thread-safe.
 */
final class PartialWords {

    /** A power of two. A line of print has some 60 different partial words. */
    private static final int SLOTS = 256;

    private final LanguageModel model;
    private final UnlistedWords unlisted;
    private final long[] hashes = new long[SLOTS];
    private final double[] unlistedStarts = new double[SLOTS];
    private final double[] before = new double[SLOTS];
    private final int[] states = new int[SLOTS];
    private final double[] spelled = new double[SLOTS];
    private final double[] logProbs = new double[SLOTS];

    PartialWords(LanguageModel model, UnlistedWords unlisted) {
        this.model = model;
        this.unlisted = unlisted;
    }

    /**
     * Returns ln p of the listed words with this prefix and of an unlisted word that is spelled so, at most 0.
     *
     * @param hash of the partial word, not {@link WordHash#EMPTY}
     * @param signed the same partial word behind the signs before it
     * @param unlistedStart ln p of any unlisted word in its place
     * @param word the spelling before its last piece, which is appended
     * @param piece the last piece
     */
    double logProb(long hash, SignedWord signed, double unlistedStart, Spelled word, String piece) {
        int slot = (int) (hash >>> 32) & (SLOTS - 1);
        double begun = word.logProb();
        if (hashes[slot] == hash && unlistedStarts[slot] == unlistedStart && before[slot] == begun) {
            word.set(states[slot], spelled[slot]);
            return logProbs[slot];
        }
        unlisted.append(word, piece);
        double logProb = logProb(hash, signed, unlistedStart + word.logProb());
        hashes[slot] = hash;
        unlistedStarts[slot] = unlistedStart;
        before[slot] = begun;
        states[slot] = word.state();
        spelled[slot] = word.logProb();
        logProbs[slot] = logProb;
        return logProb;
    }

    /**
     * Returns ln p of the listed words with this prefix and of an unlisted word, at most 0.
     *
     * @param hash of the prefix, not {@link WordHash#EMPTY}
     * @param signed the same prefix behind the signs before it
     * @param unlistedLogProb ln p of the unlisted word
     */
    double logProb(long hash, SignedWord signed, double unlistedLogProb) {
        double listed = model.prefixProbability(hash) + signed.prefixProbability(model);
        return Math.min(0, listed == 0 ? unlistedLogProb : Math.log(listed + Math.exp(unlistedLogProb)));
    }
}
