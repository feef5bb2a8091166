package io.ctcservice.core.decode.guide;

import io.ctcservice.core.LogMath;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;

/**
 * The language model scores of one search: for each node of the tree its word state, and the score of the words before the current
 * one.
 *
 * <p>Look-ahead: an incomplete word is scored by the probability of its prefix, the sum over the listed words with that
 * prefix and an out-of-vocabulary word so spelled. Where the word ends, p of the word itself replaces it. So the score of
 * a hypothesis is that of its words, and it falls gradually along each word, not at once at its end. The bonus of a word
 * is added with its first character.
 */
final class WordScorer {

    /** A bound well above the rounding error of sums of probabilities. */
    private static final double ROUNDING = 1e-9;

    private final LanguageModelFusion fusion;
    private final WordStates all;

    private WordState[] states = {};
    private int[] words = {};
    private double[] scored = {};

    WordScorer(WordGrouping grouping, LanguageModelFusion fusion) {
        this.fusion = fusion;
        this.all = new WordStates(grouping, fusion);
    }

    void enterRoot() {
        states[PrefixGuide.ROOT] = all.first();
    }

    /** Makes room for nodes below {@code capacity}. */
    void reserve(int capacity) {
        states = Arrays.copyOf(states, capacity);
        words = Arrays.copyOf(words, capacity);
        scored = Arrays.copyOf(scored, capacity);
    }

    /** Returns the largest possible gain by one label after a prefix. */
    double largestGain(int node) {
        double begins = Math.max(0, fusion.wordBonus());
        WordState state = states[node];
        return state.isAtStart() ? begins : Math.max(0, fusion.wordBonus() - state.underWay + begins);
    }

    /**
     * Returns the largest possible gain by label {@code v}: a word that goes on only gets less probable, but for a sign behind
     * a listed one, and what a word gains where it ends is known once that was asked for.
     */
    double largestGain(int node, int v) {
        return largestGain(states[node], all.piece(v));
    }

    private double largestGain(WordState state, WordPiece piece) {
        if (!state.isAtStart() && !state.ends(piece)) {
            return piece.haveSign() ? Math.max(0, fusion.wordBonus() - state.underWay) : ROUNDING;
        }
        double begins = piece.isEmpty() ? 0 : Math.max(0, fusion.wordBonus());
        if (state.isAtStart()) {
            return begins;
        }
        double ends = Double.isNaN(state.wordEnd) ? Math.max(0, fusion.wordBonus() - state.underWay) : endGain(state);
        return ends + begins + ROUNDING;
    }

    /** Returns the gain where the current word ends. */
    private double endGain(WordState state) {
        return all.wordEnd(state) + fusion.wordBonus() - state.underWay;
    }

    /** Returns the gain by label {@code v} after a prefix, or log zero if a bound says that it is below {@code least}. */
    double gain(int node, int v, double least) {
        WordState state = states[node];
        WordPiece piece = all.piece(v);
        if (largestGain(state, piece) < least) {
            return LogMath.LOG_ZERO;
        }
        if (!state.ends(piece)) {
            return all.after(state, v, piece).underWay - state.underWay;
        }
        double ends = endGain(state);
        return piece.isEmpty() ? ends : ends + all.after(state, v, piece).underWay;
    }

    /** Adds a node: {@code parent} extended by label {@code v}. */
    void enter(int node, int parent, int v) {
        WordState state = states[parent];
        WordPiece piece = all.piece(v);
        boolean ends = state.ends(piece);
        states[node] = all.after(state, v, piece);
        words[node] = ends ? words[parent] + 1 : words[parent];
        scored[node] = ends ? scored[parent] + all.wordEnd(state) : scored[parent];
    }

    /** Returns the score of a prefix without the emissions. */
    double bonus(int node) {
        return scored[node] + words[node] * fusion.wordBonus() + states[node].underWay;
    }

    /** Returns the word bonuses of the hypothesis that ends with this prefix. */
    double wordBonusAtEnd(int node) {
        int count = states[node].isAtStart() ? words[node] : words[node] + 1;
        return count == 0 ? 0 : fusion.wordBonus() * count; // never −0
    }

    /**
     * Returns weight times ln p of all words and of the end of the sentence, for the hypothesis that ends with this
     * prefix.
     */
    double languageModelAtEnd(int node) {
        WordState state = states[node];
        double ended = state.isAtStart() ? scored[node] : scored[node] + all.wordEnd(state);
        return ended + all.sentenceEnd(state);
    }
}
