package io.ctcservice.core.decode.guide;

import java.util.Map;

/**
 * The bonuses of marked phrases ({@link WordEdges}) in the states of an Aho–Corasick automaton, whose trie has the states of an edge
 * and of a word break before one, too. Immutable.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick 1975</a>
 */
final class PhraseBonuses {

    private static final char EDGE = WordEdges.EDGE;

    /** The state of the longest proper suffix of each state. */
    final int[] fallback;

    /** The sum of the bonuses of the phrases that are complete. */
    final double[] completed;

    /** The bonus granted in advance to partial phrases. */
    final double[] pending;

    /** The largest bonus of partial and complete phrases, 0 if there are none. */
    final double[] ahead;

    /** The sum of negative bonuses that partial phrases may cost, at most 0. */
    final double[] malusAhead;

    /** How much may be lost later: what was granted in advance, and the largest sum of negative bonuses. */
    final double[] atRisk;

    private final CharTrie trie;
    private final int edge;
    private final int breakAndEdge;

    /**
     * @param bonuses of the strings of the trie that are phrases
     * @param edge the state of an edge
     * @param breakAndEdge the state of a word break and an edge
     */
    PhraseBonuses(CharTrie trie, Map<String, Double> bonuses, int edge, int breakAndEdge) {
        this.trie = trie;
        this.edge = edge;
        this.breakAndEdge = breakAndEdge;
        this.fallback = new int[trie.states()];
        this.completed = new double[trie.states()];
        this.pending = new double[trie.states()];
        this.ahead = new double[trie.states()];
        this.malusAhead = new double[trie.states()];
        this.atRisk = new double[trie.states()];
        shareOut(bonuses);
        link(bonuses);
        lookAhead(bonuses);
        assessRisks();
    }

    /**
     * Computes for each state the bonus granted in advance to its partial phrases: depth times the largest bonus per
     * character below.
     */
    private void shareOut(Map<String, Double> bonuses) {
        var depth = new int[trie.states()];
        for (int s = 1; s < depth.length; s++) {
            depth[s] = depth[trie.parent(s)] + (trie.character(s) == EDGE ? 0 : 1);
        }
        for (int s = depth.length - 1; s > 0; s--) {
            int parent = trie.parent(s);
            double rate = trie.isEnd(s) && depth[s] > 0 ? bonus(bonuses, s) / depth[s] : 0;
            pending[parent] = Math.max(pending[parent], Math.max(pending[s], rate));
            malusAhead[parent] = Math.min(malusAhead[parent], malusAhead[s] + Math.min(0, rate * depth[s]));
        }
        for (int s = 0; s < depth.length; s++) {
            pending[s] *= depth[s];
        }
        malusAhead[CharTrie.ROOT] = 0;
    }

    /** Links each state, breadth first, to that of its longest proper suffix, and adds the values of that state. */
    private void link(Map<String, Double> bonuses) {
        for (int s = 1; s < fallback.length; s++) {
            int parent = trie.parent(s);
            fallback[s] =
                    parent == CharTrie.ROOT ? CharTrie.ROOT : step(trie, fallback, fallback[parent], trie.character(s));
            completed[s] = completed[fallback[s]] + (trie.isEnd(s) ? bonus(bonuses, s) : 0);
            pending[s] = Math.max(pending[s], pending[fallback[s]]);
            malusAhead[s] = Math.min(malusAhead[s], malusAhead[fallback[s]]);
        }
    }

    /** Computes for each state the largest bonus of its partial phrases and of those that it completes. */
    private void lookAhead(Map<String, Double> bonuses) {
        for (int s = ahead.length - 1; s > 0; s--) {
            int parent = trie.parent(s);
            ahead[s] = Math.max(ahead[s], trie.isEnd(s) ? bonus(bonuses, s) : 0);
            ahead[parent] = Math.max(ahead[parent], ahead[s]);
        }
        ahead[CharTrie.ROOT] = 0;
        ahead[breakAndEdge] = Math.max(ahead[breakAndEdge], ahead[edge]);
        ahead[edge] = 0; // a break leads to the phrases that begin with a word, and not every sign
        for (int s = 1; s < ahead.length; s++) {
            ahead[s] = Math.max(ahead[s], ahead[fallback[s]]);
        }
    }

    /** An edge alone or behind a break risks nothing: whether a phrase follows is open, and the next label decides it. */
    private void assessRisks() {
        for (int s = 1; s < atRisk.length; s++) {
            atRisk[s] = pending[s] - malusAhead[s];
        }
        atRisk[edge] = 0;
        atRisk[breakAndEdge] = 0;
    }

    private double bonus(Map<String, Double> bonuses, int s) {
        return bonuses.getOrDefault(trie.string(s), 0.0);
    }

    /** Returns the state after one more character. */
    static int step(CharTrie trie, int[] fallback, int state, char next) {
        int s = state;
        while (true) {
            int child = trie.child(s, next);
            if (child != CharTrie.NONE) {
                return child;
            }
            if (s == CharTrie.ROOT) {
                return CharTrie.ROOT;
            }
            s = fallback[s];
        }
    }

    /** Returns the largest gain by one character, or by one edge, completed and pending together. */
    double largestStep(boolean isEdge) {
        double largest = 0;
        for (int s = 1; s < fallback.length; s++) {
            if ((trie.character(s) == EDGE) == isEdge) {
                largest = Math.max(largest, completed[s] + pending[s] - pending[trie.parent(s)]);
            }
        }
        return largest;
    }
}
