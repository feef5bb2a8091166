package io.ctcservice.core.decode.guide;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Phrases with a bonus each, found in the running text of a search by an Aho–Corasick automaton over characters: one
 * step a label, however many phrases there are. Immutable.
 *
 * <p>A phrase is found wherever its characters stand, whichever symbols spell them, as often as they do; a run of word
 * breaks is one, as in the text that people read. On the way
 * through a phrase its bonus is granted in equal shares; where the match breaks, the state is another one and the
 * shares are gone: {@link #pending}. Of several phrases under way the largest bonus counts. A negative bonus counts
 * only when its phrase is complete: earlier it would drop prefixes from the beam that only begin like the phrase.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick 1975</a>
 */
public final class Hotwords {

    private static final char WORD_BREAK = Symbols.WORD_BREAK;

    private final CharTrie trie;
    private final Symbols symbols;
    private final int[] fallback;
    private final double[] completed;
    private final double[] bonusPending;
    private final double[] bonusAhead;
    private final double[] malusAhead;
    private final double[] atRisk;
    private final List<Integer> unspellable;
    private final double largestGain;
    private final double[] largestBonuses;
    private final boolean hasMalus;
    private final boolean hasMalusAtEnd;
    private final boolean[] inMalus;

    private Hotwords(CharTrie trie, Map<String, Double> bonuses, Symbols symbols, List<Integer> unspellable) {
        this.trie = trie;
        this.symbols = symbols;
        this.unspellable = List.copyOf(unspellable);
        this.fallback = new int[trie.states()];
        this.completed = new double[trie.states()];
        this.bonusPending = new double[trie.states()];
        this.bonusAhead = new double[trie.states()];
        this.malusAhead = new double[trie.states()];
        this.atRisk = new double[trie.states()];
        this.hasMalus = bonuses.values().stream().anyMatch(bonus -> bonus < 0);
        this.inMalus = symbols.classesThatShareWith(bonuses.keySet().stream()
                .filter(phrase -> bonuses.getOrDefault(phrase, 0.0) < 0)
                .toList());
        shareOut(bonuses);
        link(bonuses);
        lookAhead(bonuses);
        assessRisks();
        this.hasMalusAtEnd = IntStream.range(0, fallback.length).anyMatch(state -> completedAtEnd(state) < 0);
        this.largestBonuses = largestBonuses(trie, bonusAhead, symbols);
        this.largestGain = symbols.longest() * largestStep();
    }

    /**
     * Returns the automaton of these phrases. A delimiter of the vocabulary and a run of white space in a phrase are taken
     * for a space; of equal phrases the last counts; phrases that the vocabulary cannot spell are left out and reported.
     *
     * @throws CtcInputException naming {@code hotwords/i/phrase} or {@code hotwords/i/bonus} if it is blank or out of range
     */
    public static Hotwords of(List<Hotword> hotwords, Vocabulary vocabulary, WordGrouping grouping) {
        var symbols = new Symbols(vocabulary, grouping);
        var bonuses = new HashMap<String, Double>();
        var unspellable = new ArrayList<Integer>();
        for (int i = 0; i < hotwords.size(); i++) {
            Hotword hotword = hotwords.get(i);
            String text = WhiteSpace.single(grouping.normalise(hotword.phrase()));
            if (text.isBlank()) {
                throw new CtcInputException("hotwords/" + i + "/phrase", "a blank phrase", "at least one character");
            }
            FusionWeights.requireWithin(
                    "hotwords/" + i + "/bonus", hotword.bonus(), -FusionWeights.LARGEST, FusionWeights.LARGEST);
            String split = symbols.split(text);
            if (symbols.canSpellText(split)) {
                bonuses.put(split, hotword.bonus());
            } else {
                unspellable.add(i);
            }
        }
        var strings = new ArrayList<>(bonuses.keySet());
        strings.add(String.valueOf(WORD_BREAK)); // so that every state knows whether it is after a word break
        return new Hotwords(new CharTrie(strings), bonuses, symbols, unspellable);
    }

    /**
     * Computes for each state the bonus granted in advance to its partial phrases: depth times the largest bonus per
     * character below.
     */
    private void shareOut(Map<String, Double> bonuses) {
        var depth = new int[trie.states()];
        for (int s = 1; s < depth.length; s++) {
            depth[s] = depth[trie.parent(s)] + 1;
        }
        for (int s = depth.length - 1; s > 0; s--) {
            int parent = trie.parent(s);
            double rate = trie.isEnd(s) ? bonus(bonuses, s) / depth[s] : 0;
            bonusPending[parent] = Math.max(bonusPending[parent], Math.max(bonusPending[s], rate));
            malusAhead[parent] = Math.min(malusAhead[parent], malusAhead[s] + Math.min(0, rate * depth[s]));
        }
        for (int s = 0; s < depth.length; s++) {
            bonusPending[s] *= depth[s];
        }
        malusAhead[CharTrie.ROOT] = 0;
    }

    /** Links each state, breadth first, to that of its longest proper suffix, and adds the values of that state. */
    private void link(Map<String, Double> bonuses) {
        for (int s = 1; s < fallback.length; s++) {
            int parent = trie.parent(s);
            fallback[s] = parent == CharTrie.ROOT ? CharTrie.ROOT : step(fallback[parent], trie.character(s));
            completed[s] = completed[fallback[s]] + (trie.isEnd(s) ? bonus(bonuses, s) : 0);
            bonusPending[s] = Math.max(bonusPending[s], bonusPending[fallback[s]]);
            malusAhead[s] = Math.min(malusAhead[s], malusAhead[fallback[s]]);
        }
    }

    /** Computes for each state the largest bonus of its partial phrases and of those that it completes. */
    private void lookAhead(Map<String, Double> bonuses) {
        for (int s = bonusAhead.length - 1; s > 0; s--) {
            int parent = trie.parent(s);
            bonusAhead[s] = Math.max(bonusAhead[s], trie.isEnd(s) ? bonus(bonuses, s) : 0);
            bonusAhead[parent] = Math.max(bonusAhead[parent], bonusAhead[s]);
        }
        bonusAhead[CharTrie.ROOT] = 0;
        for (int s = 1; s < bonusAhead.length; s++) {
            bonusAhead[s] = Math.max(bonusAhead[s], bonusAhead[fallback[s]]);
        }
    }

    /** A word break alone risks nothing: whether a phrase follows is open, and the next label decides it. */
    private void assessRisks() {
        for (int s = 1; s < atRisk.length; s++) {
            boolean isBreakAlone = trie.parent(s) == CharTrie.ROOT && trie.character(s) == WORD_BREAK;
            atRisk[s] = isBreakAlone ? 0 : bonusPending[s] - malusAhead[s];
        }
    }

    private static double[] largestBonuses(CharTrie trie, double[] bonusAhead, Symbols symbols) {
        var ofCharacters = new HashMap<Integer, Double>();
        for (int s = 1; s < bonusAhead.length; s++) {
            ofCharacters.merge((int) trie.character(s), bonusAhead[s], Math::max);
        }
        var largest = new double[symbols.size()];
        Arrays.setAll(
                largest,
                v -> symbols.running(v, /* afterBreak= */ false)
                        .chars()
                        .mapToDouble(character -> ofCharacters.getOrDefault(character, 0.0))
                        .max()
                        .orElse(0));
        return largest;
    }

    private double bonus(Map<String, Double> bonuses, int s) {
        return bonuses.getOrDefault(trie.string(s), 0.0);
    }

    private double largestStep() {
        double largest = 0;
        for (int s = 1; s < fallback.length; s++) {
            largest = Math.max(largest, completed[s] + bonusPending[s] - bonusPending[trie.parent(s)]);
        }
        return largest;
    }

    /** Returns V, the number of classes of the vocabulary. */
    int vocabSize() {
        return symbols.size();
    }

    /** Returns the indices of the phrases that the vocabulary cannot spell, in order. */
    public List<Integer> unspellable() {
        return unspellable;
    }

    /** Returns whether any phrase has a negative bonus. */
    public boolean hasMalus() {
        return hasMalus;
    }

    /** Returns whether a word break completes any phrase with a negative bonus, as the end of the text does. */
    boolean hasMalusAtEnd() {
        return hasMalusAtEnd;
    }

    /** Returns whether this state is inside a phrase with a negative bonus. */
    public boolean malusUnderWay(int state) {
        return malusAhead[state] < 0;
    }

    /**
     * Returns how much a score may lose later by the phrases under way, at least 0: what was granted to them in advance, and the largest
     * sum of negative bonuses.
     */
    double atRisk(int state) {
        return atRisk[state];
    }

    /** Returns whether label {@code v} has a character of a phrase with a negative bonus. */
    public boolean isInMalus(int v) {
        return inMalus[v];
    }

    /** Returns the state before the first label, which counts as the beginning of a word. */
    public int start() {
        return step(CharTrie.ROOT, WORD_BREAK);
    }

    /** Returns the state after label {@code v}. */
    public int next(int state, int v) {
        String text = text(state, v);
        int s = state;
        for (int i = 0; i < text.length(); i++) {
            s = step(s, text.charAt(i));
        }
        return s;
    }

    /** Returns the characters that label {@code v} adds to the running text of this state. */
    String text(int state, int v) {
        return symbols.running(v, isAfterBreak(state));
    }

    private boolean isAfterBreak(int state) {
        return trie.character(state) == WORD_BREAK;
    }

    /** Returns the state after one more character, which is no word break after another. */
    int next(int state, char character) {
        return step(state, character);
    }

    /** Returns the sum of the bonuses of the phrases that the character before this state completes. */
    double completed(int state) {
        return completed[state];
    }

    /** Returns the sum of the bonuses of the phrases that label {@code v} completes. */
    public double completed(int state, int v) {
        String text = text(state, v);
        double sum = 0;
        int s = state;
        for (int i = 0; i < text.length(); i++) {
            s = step(s, text.charAt(i));
            sum += completed[s];
        }
        return sum;
    }

    /** Returns the sum of the bonuses of the phrases that the end of the last word completes. */
    public double completedAtEnd(int state) {
        return completed[step(state, WORD_BREAK)]; // nothing after another break: no phrase has two in a row
    }

    /** Returns the bonus granted in advance to the partial phrases of this state. */
    public double pending(int state) {
        return bonusPending[state];
    }

    /** Returns for each class a bound of {@link #bonusAhead} in any state, {@code [V]}; not to be changed. */
    public double[] largestBonuses() {
        return largestBonuses;
    }

    /** Returns the largest bonus of the phrases that label {@code v} begins, continues or completes, 0 if there are none. */
    public double bonusAhead(int state, int v) {
        String text = text(state, v);
        double largest = 0;
        int s = state;
        for (int i = 0; i < text.length(); i++) {
            s = step(s, text.charAt(i));
            largest = Math.max(largest, bonusAhead[s]);
        }
        return largest;
    }

    /** Returns the largest gain by one label, completed and pending together. */
    public double largestGain() {
        return largestGain;
    }

    private int step(int state, char next) {
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
}
