package io.ctcservice.core.decode.guide;

import io.ctcservice.core.LogMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one search besides the emissions: for each node of its prefix tree the states of language model, hot
 * words and lexicon, and their sum. Not thread-safe.
 */
public final class PrefixGuide {

    /** The node of the empty prefix. */
    public static final int ROOT = 0;

    private final @Nullable WordScorer words;
    private final @Nullable Hotwords hotwords;
    private final @Nullable LexiconStates lexicon;

    private int capacity;
    private int[] hotState = new int[0];
    private double[] hotDone = new double[0];

    public PrefixGuide(Guidance guidance, int capacity) {
        this.words = guidance.languageModel()
                .map(fusion -> new WordScorer(guidance.grouping(), fusion))
                .orElse(null);
        this.hotwords = guidance.hotwords().orElse(null);
        this.lexicon = guidance.lexicon().map(LexiconStates::new).orElse(null);
        reserve(capacity);
        enterRoot();
    }

    private void enterRoot() {
        if (words != null) {
            words.enterRoot();
        }
        if (hotwords != null) {
            hotState[ROOT] = hotwords.start();
        }
        if (lexicon != null) {
            lexicon.enterRoot();
        }
    }

    /** Makes room for nodes below {@code needed}. */
    public void reserve(int needed) {
        if (needed <= capacity) {
            return;
        }
        capacity = needed;
        if (words != null) {
            words.reserve(capacity);
        }
        if (hotwords != null) {
            hotState = Arrays.copyOf(hotState, capacity);
            hotDone = Arrays.copyOf(hotDone, capacity);
        }
        if (lexicon != null) {
            lexicon.reserve(capacity);
        }
    }

    /** Returns the largest possible gain by one label after a prefix. */
    public double largestGain(int node) {
        double largest = words == null ? 0 : words.largestGain(node);
        return hotwords == null ? largest : largest + hotwords.largestGain();
    }

    /**
     * Returns the gain by label {@code v} after a prefix; log zero if it is not allowed there, or if a bound, which costs far less,
     * says that the gain is below {@code least}.
     */
    public double gain(int node, int v, double least) {
        if (lexicon != null && !lexicon.allows(node, v)) {
            return LogMath.LOG_ZERO;
        }
        double most = hotwords == null ? 0 : hotwords.largestGain();
        if (words == null && most < least) {
            return LogMath.LOG_ZERO;
        }
        double gain = words == null ? 0 : words.gain(node, v, least - most);
        if (hotwords == null) {
            return gain;
        }
        int state = hotState[node];
        double completed = 0;
        int next = state;
        String text = hotwords.text(state, v);
        for (int i = 0; i < text.length(); i++) {
            next = hotwords.next(next, text.charAt(i));
            completed += hotwords.completed(next);
        }
        return gain + completed + hotwords.pending(next) - hotwords.pending(state);
    }

    /** Adds a node: {@code parent} extended by label {@code v}. */
    public void enter(int node, int parent, int v) {
        if (hotwords != null) {
            hotState[node] = hotwords.next(hotState[parent], v);
            hotDone[node] = hotDone[parent] + hotwords.completed(hotState[parent], v);
        }
        if (words != null) {
            words.enter(node, parent, v);
        }
        if (lexicon != null) {
            lexicon.enter(node, parent, v);
        }
    }

    /** Returns the score of a prefix without the emissions. */
    public double bonus(int node) {
        double bonus = words == null ? 0 : words.bonus(node);
        return hotwords == null ? bonus : bonus + hotDone[node] + hotwords.pending(hotState[node]);
    }

    /** Returns how much a prefix may lose by its hot words: bonuses granted in advance, and those below 0 to come. */
    public double atRisk(int node) {
        return hotwords == null ? 0 : hotwords.atRisk(hotState[node]);
    }

    /** Returns {@link #atRisk} of a prefix after label {@code v}. */
    public double atRisk(int node, int v) {
        return hotwords == null ? 0 : hotwords.atRisk(hotwords.next(hotState[node], v));
    }

    /** Returns whether there are phrases with a negative bonus. */
    public boolean avoids() {
        return hotwords != null && hotwords.hasMalus();
    }

    /** Returns whether the prefix ends inside a phrase with a negative bonus. */
    public boolean avoidsAfter(int node) {
        return hotwords != null && hotwords.malusUnderWay(hotState[node]);
    }

    /** Returns whether the end of a text may complete a phrase with a negative bonus. */
    public boolean avoidsAtEnd() {
        return hotwords != null && hotwords.hasMalusAtEnd();
    }

    /** Returns what the end of the text after a prefix brings by its hot words: those that it completes, less those that break off. */
    public double gainAtEnd(int node) {
        return hotwords == null ? 0 : hotwords.completedAtEnd(hotState[node]) - hotwords.pending(hotState[node]);
    }

    /** Returns whether label {@code v} may be part of a phrase with a negative bonus. */
    public boolean avoidsLabel(int v) {
        return hotwords != null && hotwords.isInMalus(v);
    }

    /** Returns the largest bonus of the hot words that label {@code v} leads to after a prefix, 0 if it leads to none. */
    public double bonusAhead(int node, int v) {
        return hotwords == null ? 0 : hotwords.bonusAhead(hotState[node], v);
    }

    /** Returns whether a hypothesis may end with this prefix. */
    public boolean mayEnd(int node) {
        return lexicon == null || lexicon.mayEnd(node);
    }

    /** Returns the parts of the score of the hypothesis that ends with this prefix. */
    public ScoreParts parts(int node, double acoustic) {
        return new ScoreParts(
                acoustic,
                words == null ? 0 : words.languageModelAtEnd(node),
                words == null ? 0 : words.wordBonusAtEnd(node),
                hotwords == null ? 0 : hotDone[node] + hotwords.completedAtEnd(hotState[node]));
    }
}
