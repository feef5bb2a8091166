package io.ctcservice.core.decode;

import io.ctcservice.core.WordGrouping;
import io.ctcservice.core.decode.lm.Hotwords;
import io.ctcservice.core.decode.lm.LanguageModel;
import io.ctcservice.core.decode.lm.Lexicon;
import io.ctcservice.core.decode.lm.WordHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What guides one search: for each node of its prefix tree the words so far, the states of the automata, and what they
 * add to the score. Not thread-safe.
 */
final class PrefixGuide {

    private final WordGrouping grouping;
    private final @Nullable LanguageModelFusion fusion;
    private final @Nullable Hotwords hotwords;
    private final @Nullable Lexicon lexicon;
    private final int contextSize;
    private final double largestGain;

    private long[] wordHash = new long[0];
    private int[] words = new int[0];
    private int[] contexts = new int[0];
    private double[] languageModel = new double[0];
    private double[] wordEnd = new double[0];
    private int[] hotState = new int[0];
    private double[] hotDone = new double[0];
    private int[] lexiconState = new int[0];

    PrefixGuide(Guidance guidance) {
        this.grouping = guidance.grouping();
        this.fusion = guidance.languageModel().orElse(null);
        this.hotwords = guidance.hotwords().orElse(null);
        this.lexicon = guidance.lexicon().orElse(null);
        this.contextSize = fusion == null ? 0 : fusion.model().contextSize();
        this.largestGain = (fusion == null ? 0 : Math.max(0, fusion.wordBonus()))
                + (hotwords == null ? 0 : hotwords.largestGain());
        enterRoot();
    }

    private void enterRoot() {
        reserve(64);
        wordEnd[PrefixTree.ROOT] = Double.NaN;
        if (fusion != null) {
            fusion.model().startSentence(contexts, 0);
        }
        if (hotwords != null) {
            hotState[PrefixTree.ROOT] = hotwords.start();
        }
        if (lexicon != null) {
            lexiconState[PrefixTree.ROOT] = Lexicon.BETWEEN_WORDS;
        }
    }

    /** Makes room for nodes below {@code capacity}. */
    void reserve(int capacity) {
        if (capacity <= wordHash.length) {
            return;
        }
        wordHash = Arrays.copyOf(wordHash, capacity);
        words = Arrays.copyOf(words, capacity);
        contexts = Arrays.copyOf(contexts, capacity * contextSize);
        languageModel = Arrays.copyOf(languageModel, capacity);
        wordEnd = Arrays.copyOf(wordEnd, capacity);
        hotState = Arrays.copyOf(hotState, capacity);
        hotDone = Arrays.copyOf(hotDone, capacity);
        lexiconState = Arrays.copyOf(lexiconState, capacity);
    }

    /** Returns the most that one label can add to a score. */
    double largestGain() {
        return largestGain;
    }

    /** Returns what label {@code v} after a prefix adds to its score, log zero if it must not stand there. */
    double gain(int node, int v) {
        if (lexicon != null && lexicon.next(lexiconState[node], v) == Lexicon.NO_STATE) {
            return Double.NEGATIVE_INFINITY;
        }
        double gain = 0;
        if (fusion != null && endsWord(node, v)) {
            gain += wordEnd(node, fusion) + fusion.wordBonus();
        }
        if (hotwords != null) {
            int state = hotState[node];
            int next = hotwords.next(state, v);
            gain += hotwords.completed(state, v) + hotwords.pending(next) - hotwords.pending(state);
        }
        return gain;
    }

    private boolean endsWord(int node, int v) {
        return wordHash[node] != WordHash.EMPTY && (grouping.separates(v) || grouping.begins(v));
    }

    /** Weight times ln p of the word that a prefix ends with, worked out once a prefix. */
    private double wordEnd(int node, LanguageModelFusion with) {
        if (Double.isNaN(wordEnd[node])) {
            LanguageModel model = with.model();
            int word = model.word(wordHash[node]);
            double logProb =
                    model.isUnknown(word) ? with.unknownLogProb() : model.logProb(contexts, node * contextSize, word);
            wordEnd[node] = weighted(with, logProb);
        }
        return wordEnd[node];
    }

    /** Weight 0 makes nothing of log zero. */
    private static double weighted(LanguageModelFusion with, double logProb) {
        return with.weight() == 0 ? 0 : with.weight() * logProb;
    }

    /** Takes a new node in: label {@code v} after {@code parent}. */
    void enter(int node, int parent, int v) {
        if (hotwords != null) {
            hotState[node] = hotwords.next(hotState[parent], v);
            hotDone[node] = hotDone[parent] + hotwords.completed(hotState[parent], v);
        }
        if (lexicon != null) {
            lexiconState[node] = lexicon.next(lexiconState[parent], v);
        }
        if (fusion != null) {
            enterWord(node, parent, v, fusion);
        }
    }

    private void enterWord(int node, int parent, int v, LanguageModelFusion with) {
        boolean ends = endsWord(parent, v);
        long before = ends ? WordHash.EMPTY : wordHash[parent];
        wordHash[node] = WordHash.append(before, grouping.piece(v));
        wordEnd[node] = Double.NaN;
        words[node] = words[parent];
        languageModel[node] = languageModel[parent];
        if (ends) {
            words[node]++;
            languageModel[node] += wordEnd(parent, with);
            LanguageModel model = with.model();
            int word = model.word(wordHash[parent]);
            model.advance(contexts, parent * contextSize, node * contextSize, word);
        } else {
            System.arraycopy(contexts, parent * contextSize, contexts, node * contextSize, contextSize);
        }
    }

    /** Returns what was added to the score of a prefix so far. */
    double bonus(int node) {
        double bonus = languageModel[node];
        if (fusion != null) {
            bonus += words[node] * fusion.wordBonus();
        }
        return hotwords == null ? bonus : bonus + hotDone[node] + hotwords.pending(hotState[node]);
    }

    /** Returns whether the reading may end with this prefix. */
    boolean mayEnd(int node) {
        return lexicon == null || lexicon.mayEnd(lexiconState[node]);
    }

    /** Returns the parts of the score if the reading ends with this prefix. */
    ScoreParts parts(int node, double acoustic) {
        double ofModel = languageModel[node];
        int count = words[node];
        double bonus = 0;
        if (fusion != null) {
            ofModel += end(node, fusion);
            count += wordHash[node] == WordHash.EMPTY ? 0 : 1;
            bonus = fusion.wordBonus();
        }
        double ofHotwords = hotwords == null ? 0 : hotDone[node] + hotwords.completedAtEnd(hotState[node]);
        return new ScoreParts(acoustic, ofModel, count * bonus, ofHotwords);
    }

    /** Weight times ln p of the last word, if there is one under way, and of the end of the sentence after it. */
    private double end(int node, LanguageModelFusion with) {
        LanguageModel model = with.model();
        if (wordHash[node] == WordHash.EMPTY) {
            return weighted(with, model.endLogProb(contexts, node * contextSize));
        }
        var context = new int[2 * contextSize];
        System.arraycopy(contexts, node * contextSize, context, 0, contextSize);
        model.advance(context, 0, contextSize, model.word(wordHash[node]));
        return wordEnd(node, with) + weighted(with, model.endLogProb(context, contextSize));
    }
}
