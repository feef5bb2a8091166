package io.ctcservice.core.decode;

import io.ctcservice.core.WordGrouping;
import io.ctcservice.core.decode.lm.LanguageModel;
import io.ctcservice.core.decode.lm.WordHash;
import java.util.Arrays;

/**
 * What a language model says of the prefixes of one search: for each node of the tree the words before, the hash of the
 * word under way, and what they add to the score. A word is scored where it ends; partial words are never ruled out.
 *
 * <p>Only to rank prefixes against each other, one whose word under way no listed word begins like is put behind: a
 * score sees an unknown word too late, when the known ones that lost against its first half are gone. What is put behind
 * comes back in full where the word ends, and is in no hypothesis' score. A word that a hot word with a bonus begins like
 * counts as listed, and where there is a lexicon so does each.
 */
final class WordScorer {

    private final WordGrouping grouping;
    private final LanguageModelFusion fusion;
    private final LanguageModel model;
    private final int contextSize;
    private final double putBehind;

    private long[] wordHash = new long[0];
    private int[] wordLength = new int[0];
    private boolean[] ended = new boolean[0];
    private int[] words = new int[0];
    private int[] contexts = new int[0];
    private double[] scored = new double[0];
    private double[] wordEnd = new double[0];
    private double[] behind = new double[0];

    /**
     * @param beamMinLogProb how far a prefix may be behind the best and stay in the beam
     * @param anyWordIsListed whether something else sees to it that only words come up
     */
    WordScorer(WordGrouping grouping, LanguageModelFusion fusion, double beamMinLogProb, boolean anyWordIsListed) {
        this.grouping = grouping;
        this.fusion = fusion;
        this.model = fusion.model();
        this.contextSize = model.contextSize();
        // an unknown word stays only if it beats the best by twice its own cost, or if there is no other
        double margin = Math.max(beamMinLogProb, BeamSettings.DEFAULT.beamMinLogProb());
        this.putBehind = fusion.weight() == 0 || anyWordIsListed ? 0 : margin + 2 * weighted(fusion.unknownLogProb());
    }

    void enterRoot() {
        wordEnd[PrefixTree.ROOT] = Double.NaN;
        model.startSentence(contexts, 0);
    }

    /** Makes room for nodes below {@code capacity}. */
    void reserve(int capacity) {
        wordHash = Arrays.copyOf(wordHash, capacity);
        wordLength = Arrays.copyOf(wordLength, capacity);
        ended = Arrays.copyOf(ended, capacity);
        words = Arrays.copyOf(words, capacity);
        contexts = Arrays.copyOf(contexts, capacity * contextSize);
        scored = Arrays.copyOf(scored, capacity);
        wordEnd = Arrays.copyOf(wordEnd, capacity);
        behind = Arrays.copyOf(behind, capacity);
    }

    /** Returns the most that one label after a prefix can add to its score. */
    double largestGain(int node) {
        return Math.max(0, fusion.wordBonus()) - behind[node];
    }

    /**
     * Returns what label {@code v} after a prefix adds to its score.
     *
     * @param hot how many of the last characters, {@code v} among them, a hot word begins with
     */
    double gain(int node, int v, int hot) {
        boolean ends = endsWord(node, v);
        long hash = WordHash.append(ends ? WordHash.EMPTY : wordHash[node], grouping.piece(v));
        double gain = behind(hash, hot < length(node, v, ends)) - behind[node];
        return ends ? gain + wordEnd(node) + fusion.wordBonus() : gain;
    }

    private boolean endsWord(int node, int v) {
        return wordHash[node] != WordHash.EMPTY && (ended[node] || grouping.separates(v) || grouping.begins(v));
    }

    /** Returns the length of the word under way after label {@code v}. */
    private int length(int node, int v, boolean ends) {
        return (ends ? 0 : wordLength[node]) + grouping.piece(v).length();
    }

    private double behind(long hash, boolean mayBeUnknown) {
        return !mayBeUnknown || hash == WordHash.EMPTY || model.beginsWord(hash) ? 0 : putBehind;
    }

    /** Weight times ln p of the word that a prefix ends with, worked out once a prefix. */
    private double wordEnd(int node) {
        if (Double.isNaN(wordEnd[node])) {
            int word = model.word(wordHash[node]);
            double logProb =
                    model.isUnknown(word) ? fusion.unknownLogProb() : model.logProb(contexts, node * contextSize, word);
            wordEnd[node] = weighted(logProb);
        }
        return wordEnd[node];
    }

    /** Weight 0 makes nothing of log zero. */
    private double weighted(double logProb) {
        return fusion.weight() == 0 ? 0 : fusion.weight() * logProb;
    }

    /** Takes a new node in: label {@code v} after {@code parent}; {@code hot} as in {@link #gain}. */
    void enter(int node, int parent, int v, int hot) {
        boolean ends = endsWord(parent, v);
        wordHash[node] = WordHash.append(ends ? WordHash.EMPTY : wordHash[parent], grouping.piece(v));
        wordEnd[node] = Double.NaN;
        wordLength[node] = length(parent, v, ends);
        ended[node] = grouping.ends(v);
        behind[node] = behind(wordHash[node], hot < wordLength[node]);
        words[node] = words[parent];
        scored[node] = scored[parent];
        if (ends) {
            words[node]++;
            scored[node] += wordEnd(parent);
            model.advance(contexts, parent * contextSize, node * contextSize, model.word(wordHash[parent]));
        } else {
            System.arraycopy(contexts, parent * contextSize, contexts, node * contextSize, contextSize);
        }
    }

    /** Returns what ranks a prefix besides the emissions. */
    double bonus(int node) {
        return scored[node] + words[node] * fusion.wordBonus() + behind[node];
    }

    /** Returns the word bonuses if the reading ends with this prefix. */
    double wordBonusAtEnd(int node) {
        return fusion.wordBonus() * (wordHash[node] == WordHash.EMPTY ? words[node] : words[node] + 1);
    }

    /** Returns weight times ln p of all words and of the end of the sentence, if the reading ends with this prefix. */
    double languageModelAtEnd(int node) {
        if (wordHash[node] == WordHash.EMPTY) {
            return scored[node] + weighted(model.endLogProb(contexts, node * contextSize));
        }
        var context = new int[2 * contextSize];
        System.arraycopy(contexts, node * contextSize, context, 0, contextSize);
        model.advance(context, 0, contextSize, model.word(wordHash[node]));
        return scored[node] + wordEnd(node) + weighted(model.endLogProb(context, contextSize));
    }
}
