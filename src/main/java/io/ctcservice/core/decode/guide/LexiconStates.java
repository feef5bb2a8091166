package io.ctcservice.core.decode.guide;

import java.util.Arrays;

/**
 * The lexicon states of the nodes of a prefix tree: one each, or several where nothing separates words. Not
 * thread-safe.
 */
final class LexiconStates {

    private static final int[] BETWEEN_WORDS = {Lexicon.BETWEEN_WORDS};
    private static final int[] NONE = {};

    private final Lexicon lexicon;
    private final boolean unparted;

    /** The state of each node where words are separated, else empty. */
    private int[] single = NONE;

    /** The states of each node where nothing separates words, else empty. */
    private int[][] states = {};

    LexiconStates(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.unparted = lexicon.isUnparted();
    }

    /** Makes room for nodes below {@code capacity}. */
    void reserve(int capacity) {
        if (unparted) {
            int before = states.length;
            states = Arrays.copyOf(states, capacity);
            Arrays.fill(states, before, capacity, NONE);
        } else {
            single = Arrays.copyOf(single, capacity);
        }
    }

    void enterRoot() {
        if (unparted) {
            states[PrefixGuide.ROOT] = BETWEEN_WORDS;
        } else {
            single[PrefixGuide.ROOT] = Lexicon.BETWEEN_WORDS;
        }
    }

    /** Returns whether label {@code v} is allowed after a prefix. */
    boolean allows(int node, int v) {
        return unparted
                ? lexicon.nextUnparted(states[node], v).length > 0
                : lexicon.next(single[node], v) != Lexicon.NO_STATE;
    }

    /** Adds a node: {@code parent} extended by label {@code v}. */
    void enter(int node, int parent, int v) {
        if (unparted) {
            states[node] = lexicon.nextUnparted(states[parent], v);
        } else {
            single[node] = lexicon.next(single[parent], v);
        }
    }

    /** Returns whether a hypothesis may end with this prefix: after a whole word, or without any. */
    boolean mayEnd(int node) {
        if (!unparted) {
            return lexicon.mayEnd(single[node]);
        }
        int[] all = states[node];
        return all.length > 0 && all[all.length - 1] == Lexicon.BETWEEN_WORDS; // the deepest comes first
    }
}
