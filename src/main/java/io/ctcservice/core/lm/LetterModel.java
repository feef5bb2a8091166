package io.ctcservice.core.lm;

import java.util.Arrays;

/**
 * A letter n-gram model of words: ln p of the next letter, or of the end of the word, after the letters before it.
 * Interpolated Kneser–Ney over the words of a list, each counted once. States are numbered breadth first in a trie of
 * the n-grams, in flat arrays, 19 bytes a state: the state of a context is the longest of its ends that the list holds.
 *
 * @see <a href="https://doi.org/10.1006/csla.1999.0128">Chen and Goodman 1999</a>
 */
final class LetterModel {

    /** The order N: a long holds six letters of 10 bits; order 5 reads held-out rare words 2 % worse, order 4 7 %. */
    static final int ORDER = 6;

    /** The number of children up to which one is found faster by looking at each in turn. */
    private static final int FEW_CHILDREN = 8;

    static final int ROOT = 0;
    static final int NONE = -1;

    private final int[] firstChild;
    private final short[] symbol;
    private final int[] backoff;
    private final byte[] fromStart;
    private final float[] logProb;
    private final float[] logBackoff;
    private final int start;

    private LetterModel(int[] firstChild, short[] symbol) {
        this.firstChild = firstChild;
        this.symbol = symbol;
        this.backoff = new int[symbol.length];
        this.fromStart = new byte[symbol.length];
        this.logProb = new float[symbol.length];
        this.logBackoff = new float[symbol.length];
        this.start = Math.max(ROOT, child(ROOT, Letters.START));
    }

    /**
     * Returns a model whose probabilities are still to be set.
     *
     * @param firstChild where the children of each state begin, which are neighbours and in the order of their symbols; one
     *     more than there are states
     * @param symbol the last symbol of each state
     */
    static LetterModel shape(int[] firstChild, short[] symbol) {
        return new LetterModel(firstChild, symbol);
    }

    void setFallback(int state, int shorter) {
        backoff[state] = shorter;
    }

    void setLogProb(int state, double value) {
        logProb[state] = (float) value;
    }

    void setLogBackoff(int state, double value) {
        logBackoff[state] = (float) value;
    }

    /** Returns the state before the first letter. */
    int start() {
        return start;
    }

    /** Returns the state extended by {@code next}, or {@link #NONE}. */
    int child(int state, int next) {
        int at = firstChild[state];
        int end = firstChild[state + 1];
        if (end - at > FEW_CHILDREN) {
            at = Arrays.binarySearch(symbol, at, end, (short) next);
            return at < 0 ? NONE : at;
        }
        while (at < end && symbol[at] < next) {
            at++;
        }
        return at < end && symbol[at] == next ? at : NONE;
    }

    /** Returns the back-off state: the state without its first symbol. */
    int backoff(int state) {
        return backoff[state];
    }

    /** Returns ln p of the last symbol of a state after the others. */
    float logProb(int state) {
        return logProb[state];
    }

    /** Returns ln of the probability left for symbols that are not children of a state. */
    float logBackoff(int state) {
        return logBackoff[state];
    }

    /** Returns the number of letters of a word if this state holds all of them, −1 if it holds only the last ones. */
    int lengthFromStart(int state) {
        return fromStart[state];
    }

    void setLengthFromStart(int state, int length) {
        fromStart[state] = (byte) length;
    }

    /** Returns the state to continue from: itself, or its longest suffix that has children. */
    int context(int state) {
        int s = state;
        while (s != ROOT && firstChild[s] == firstChild[s + 1]) {
            s = backoff[s];
        }
        return s;
    }

    long bytes() {
        return 19L * symbol.length;
    }
}
