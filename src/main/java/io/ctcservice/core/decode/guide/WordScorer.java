package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.lm.SpellingModel;
import io.ctcservice.core.lm.WordHash;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;

/**
 * The language model scores of one search: for each node of the tree the words before, the current word, and their
 * score.
 *
 * <p>Look-ahead: an incomplete word is scored by the probability of its prefix, the sum over the listed words with that
 * prefix and an out-of-vocabulary word so spelled. Where the word ends, p of the word itself replaces it. So the score of
 * a hypothesis is that of its words, and it falls gradually along each word, not at once at its end. The bonus of a word
 * is added with its first character.
 */
final class WordScorer {

    /** The number of cached steps: a candidate is scored, then entered, and may be scored again in the next frame. */
    private static final int STEPS = 16;

    /** A bound well above the rounding error of sums of probabilities. */
    private static final double ROUNDING = 1e-9;

    private final WordGrouping grouping;
    private final PieceParts parts;
    private final LanguageModelFusion fusion;
    private final LanguageModel model;
    private final UnlistedWords unlisted;
    private final int contextSize;

    private final PartialWords partials;
    private final int[] after;
    private final Step[] steps = new Step[STEPS];
    private int[] entered = new int[0];

    private long[] wordHash = new long[0];
    private boolean[] ended = new boolean[0];
    private int[] words = new int[0];
    private int[] contexts = new int[0];
    private double[] scored = new double[0];
    private double[] wordEnd = new double[0];
    private double[] underWay = new double[0];
    private double[] unlistedNext = new double[0];
    private double[] unlistedStart = new double[0];
    private double[] spelled = new double[0];
    private int[] spelling = new int[0];
    private SignedWord[] signed = {};

    WordScorer(WordGrouping grouping, LanguageModelFusion fusion) {
        this.grouping = grouping;
        this.fusion = fusion;
        this.model = fusion.model();
        this.unlisted = new UnlistedWords(fusion);
        this.parts = new PieceParts(grouping, unlisted.readSigns());
        this.partials = new PartialWords(model, unlisted);
        this.contextSize = model.contextSize();
        this.after = new int[contextSize];
        Arrays.setAll(steps, i -> new Step());
    }

    /** The current word after one more label: its hash and its score. Of a node as it was entered the last time. */
    private static final class Step {
        private int node = -1;
        private int label;
        private int entered;
        private boolean ends;
        private long hash;
        private double unlistedStart;
        private final SpellingModel.Spelled spelled = new SpellingModel.Spelled();
        private final SignedWord signed = new SignedWord();
        private double underWay;
    }

    void enterRoot() {
        wordEnd[PrefixGuide.ROOT] = Double.NaN;
        unlistedNext[PrefixGuide.ROOT] = Double.NaN;
        model.startSentence(contexts, 0);
    }

    /** Makes room for nodes below {@code capacity}. */
    void reserve(int capacity) {
        entered = Arrays.copyOf(entered, capacity);
        wordHash = Arrays.copyOf(wordHash, capacity);
        ended = Arrays.copyOf(ended, capacity);
        words = Arrays.copyOf(words, capacity);
        contexts = Arrays.copyOf(contexts, capacity * contextSize);
        scored = Arrays.copyOf(scored, capacity);
        wordEnd = Arrays.copyOf(wordEnd, capacity);
        underWay = Arrays.copyOf(underWay, capacity);
        unlistedNext = Arrays.copyOf(unlistedNext, capacity);
        unlistedStart = Arrays.copyOf(unlistedStart, capacity);
        spelled = Arrays.copyOf(spelled, capacity);
        spelling = Arrays.copyOf(spelling, capacity);
        int known = signed.length;
        signed = Arrays.copyOf(signed, capacity);
        Arrays.fill(signed, known, capacity, SignedWord.NONE);
    }

    /** Returns the largest possible gain by one label after a prefix. */
    double largestGain(int node) {
        double begins = Math.max(0, fusion.wordBonus());
        return wordHash[node] == WordHash.EMPTY ? begins : Math.max(0, fusion.wordBonus() - underWay[node] + begins);
    }

    /**
     * Returns the largest possible gain by label {@code v}: a word that goes on only gets less probable, but for a sign behind
     * a listed one, and what a word gains where it ends is known once that was asked for.
     */
    double largestGain(int node, int v) {
        double begins = grouping.piece(v).isEmpty() ? 0 : Math.max(0, fusion.wordBonus());
        if (wordHash[node] == WordHash.EMPTY) {
            return begins;
        }
        if (!ends(node, v)) {
            return parts.haveSign(v) ? Math.max(0, fusion.wordBonus() - underWay[node]) : ROUNDING;
        }
        double ends = Double.isNaN(wordEnd[node]) ? Math.max(0, fusion.wordBonus() - underWay[node]) : endGain(node);
        return ends + begins + ROUNDING;
    }

    /** Returns whether label {@code v} ends the current word. */
    private boolean ends(int node, int v) {
        return wordHash[node] != WordHash.EMPTY && (ended[node] || grouping.separates(v) || grouping.begins(v));
    }

    /** Returns the gain where the current word ends. */
    private double endGain(int node) {
        return wordEnd(node) + fusion.wordBonus() - underWay[node];
    }

    /** Returns the gain by label {@code v} after a prefix. */
    double gain(int node, int v) {
        Step step = follow(node, v);
        return step.ends ? step.underWay + endGain(node) : step.underWay - underWay[node];
    }

    /** Returns the current word after label {@code v}. */
    private Step follow(int node, int v) {
        Step step = steps[(31 * node + v) & (STEPS - 1)];
        if (step.node != node || step.label != v || step.entered != entered[node]) {
            step.node = node;
            step.label = v;
            step.entered = entered[node];
            compute(step, node, v);
        }
        return step;
    }

    private void compute(Step step, int node, int v) {
        step.ends = ends(node, v);
        boolean begins = step.ends || wordHash[node] == WordHash.EMPTY;
        if (begins) {
            step.hash = WordHash.EMPTY;
            step.spelled.set(unlisted.startState(), 0);
            step.signed.clear();
            step.underWay = 0;
        } else {
            step.hash = wordHash[node];
            step.spelled.set(spelling[node], spelled[node]);
            step.signed.set(signed[node]);
            step.underWay = underWay[node];
        }
        String[] pieces = parts.of(v);
        step.unlistedStart =
                begins && pieces.length > 0 ? unlistedStart(node, step.ends, pieces[0].charAt(0)) : unlistedStart[node];
        double logProb = 0;
        for (int i = 0; i < pieces.length; i++) {
            logProb = append(step, node, pieces[i], begins && i == 0);
        }
        if (pieces.length > 0) {
            step.underWay = fusion.weighted(logProb) + fusion.wordBonus();
        }
    }

    /** Appends a part of a piece to the current word; returns ln p of the word so far. */
    private double append(Step step, int node, String piece, boolean begins) {
        SpellingModel.Spelled word = step.spelled;
        long before = step.hash;
        step.hash = WordHash.append(before, piece);
        if (!unlisted.readSigns()) {
            return partials.logProb(step.hash, step.signed, step.unlistedStart, word, piece);
        }
        boolean maySignWord = !begins && Signs.isSign(piece.charAt(0));
        int listed = maySignWord ? listed(before, step.signed) : model.unknown();
        double logProb;
        if (model.isUnknown(listed)) {
            step.signed.append(piece, begins);
            logProb = partials.logProb(step.hash, step.signed, step.unlistedStart, word, piece);
        } else {
            // a word that a label begins comes after those of the node, which are advanced where one ends
            double listedLogProb = step.ends
                    ? listedLogProb(before, step.signed, after, 0, listed)
                    : listedLogProb(before, step.signed, contexts, node * contextSize, listed);
            unlisted.appendAfterWord(word, listedLogProb - step.unlistedStart, piece);
            step.signed.append(piece, begins);
            step.signed.close(listed);
            logProb = partials.logProb(step.hash, step.signed, step.unlistedStart + word.logProb());
        }
        if (!SpellingModel.isBehindWord(word.state())) {
            step.signed.close(LanguageModel.NO_WORD);
        }
        return logProb;
    }

    /** Returns a word as the model lists it, without the signs before it if need be, or the unknown word. */
    private int listed(long hash, SignedWord behindSigns) {
        int word = model.word(hash);
        return model.isUnknown(word) ? behindSigns.word(model) : word;
    }

    /** Returns ln p of {@link #listed} and the signs before it, after these words. */
    private double listedLogProb(long hash, SignedWord behindSigns, int[] context, int offset, int listed) {
        double signs = model.isUnknown(model.word(hash)) ? behindSigns.signsLogProb() : 0;
        return signs + model.logProb(context, offset, listed);
    }

    /** Returns the current word of a node as the words after it see it: without the signs around it if need be. */
    private int contextWord(int node) {
        int word = listed(wordHash[node], signed[node]);
        int closed = signed[node].closed();
        return model.isUnknown(word) && closed != LanguageModel.NO_WORD ? closed : word;
    }

    /** Returns ln p of an unlisted word of this first character, after the words of the node. */
    private double unlistedStart(int node, boolean ends, char first) {
        if (ends) {
            model.advance(contexts, node * contextSize, after, 0, contextWord(node));
            return unlisted.startLogProb(unlisted.wordLogProb(after, 0), first);
        }
        int offset = node * contextSize;
        if (Double.isNaN(unlistedNext[node])) {
            unlistedNext[node] = unlisted.wordLogProb(contexts, offset);
        }
        return unlisted.startLogProb(unlistedNext[node], first);
    }

    /** Returns weight times ln p of the word that a prefix ends with, computed once per prefix. */
    private double wordEnd(int node) {
        if (Double.isNaN(wordEnd[node])) {
            wordEnd[node] = fusion.weighted(wordLogProb(node));
        }
        return wordEnd[node];
    }

    private double wordLogProb(int node) {
        int word = model.word(wordHash[node]);
        if (!model.isUnknown(word)) {
            return model.logProb(contexts, node * contextSize, word);
        }
        double asUnlisted = unlistedStart[node] + spelled[node] + unlisted.endLogProb(spelling[node]);
        int listed = signed[node].word(model);
        return model.isUnknown(listed)
                ? asUnlisted
                : Math.max(
                        asUnlisted, listedLogProb(wordHash[node], signed[node], contexts, node * contextSize, listed));
    }

    /** Adds a node: {@code parent} extended by label {@code v}. */
    void enter(int node, int parent, int v) {
        Step step = follow(parent, v);
        entered[node]++;
        wordHash[node] = step.hash;
        wordEnd[node] = Double.NaN;
        unlistedNext[node] = Double.NaN;
        unlistedStart[node] = step.unlistedStart;
        spelled[node] = step.spelled.logProb();
        spelling[node] = step.spelled.state();
        signed[node] = step.signed.copy();
        underWay[node] = step.underWay;
        ended[node] = grouping.ends(v);
        words[node] = words[parent];
        scored[node] = scored[parent];
        if (step.ends) {
            words[node]++;
            scored[node] += wordEnd(parent);
            model.advance(contexts, parent * contextSize, contexts, node * contextSize, contextWord(parent));
        } else {
            System.arraycopy(contexts, parent * contextSize, contexts, node * contextSize, contextSize);
        }
    }

    /** Returns the score of a prefix without the emissions. */
    double bonus(int node) {
        return scored[node] + words[node] * fusion.wordBonus() + underWay[node];
    }

    /** Returns the word bonuses of the hypothesis that ends with this prefix. */
    double wordBonusAtEnd(int node) {
        int count = wordHash[node] == WordHash.EMPTY ? words[node] : words[node] + 1;
        return count == 0 ? 0 : fusion.wordBonus() * count; // never −0
    }

    /**
     * Returns weight times ln p of all words and of the end of the sentence, for the hypothesis that ends with this
     * prefix.
     */
    double languageModelAtEnd(int node) {
        if (wordHash[node] == WordHash.EMPTY) {
            return scored[node] + fusion.weighted(model.endLogProb(contexts, node * contextSize));
        }
        model.advance(contexts, node * contextSize, after, 0, contextWord(node));
        return scored[node] + wordEnd(node) + fusion.weighted(model.endLogProb(after, 0));
    }
}
