package io.ctcservice.core.decode.guide;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Phrases with a bonus each, found in the running text of a search by an Aho–Corasick automaton over characters: one
 * step a label, however many phrases there are. Immutable.
 *
 * <p>A phrase is found wherever its characters stand, whichever symbols spell them, as often as they do; a run of word
 * breaks is one, as in the text that people read. The ends of the text are breaks, too.
 * Whole words are found between edges of words ({@link WordEdges}). On the way
 * through a phrase its bonus is granted in equal shares; where the match breaks, the state is another one and the
 * shares are gone: {@link #pending}. Of several phrases under way the largest bonus counts. A negative bonus counts
 * only when its phrase is complete: earlier it would drop prefixes from the beam that only begin like the phrase.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick 1975</a>
 */
public final class Hotwords {

    private static final char WORD_BREAK = Symbols.WORD_BREAK;
    private static final char EDGE = WordEdges.EDGE;

    private final CharTrie trie;
    private final String[] inWord;
    private final String[] atEdge;
    private final String[] afterBreak;
    private final int breakAndEdge;
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
        this.unspellable = List.copyOf(unspellable);
        this.inWord = texts(symbols, /* afterBreak= */ false);
        this.atEdge = withoutFirstEdge(inWord);
        this.afterBreak = withoutFirstEdge(texts(symbols, /* afterBreak= */ true));
        this.breakAndEdge = trie.child(trie.child(CharTrie.ROOT, WORD_BREAK), EDGE);
        var computed = new PhraseBonuses(trie, bonuses, trie.child(CharTrie.ROOT, EDGE), breakAndEdge);
        this.fallback = computed.fallback;
        this.completed = computed.completed;
        this.bonusPending = computed.pending;
        this.bonusAhead = computed.ahead;
        this.malusAhead = computed.malusAhead;
        this.atRisk = computed.atRisk;
        this.hasMalus = bonuses.values().stream().anyMatch(bonus -> bonus < 0);
        this.inMalus = classesOfNegative(bonuses);
        this.hasMalusAtEnd = IntStream.range(0, fallback.length).anyMatch(state -> completedAtEnd(state) < 0);
        this.largestBonuses = boundOfBonuses();
        this.largestGain =
                largestGain(computed.largestStep(/* isEdge= */ false), computed.largestStep(/* isEdge= */ true));
    }

    private static String[] texts(Symbols symbols, boolean afterBreak) {
        return IntStream.range(0, symbols.size())
                .mapToObj(v -> WordEdges.mark(symbols.running(v, afterBreak)))
                .toArray(String[]::new);
    }

    private static String[] withoutFirstEdge(String[] texts) {
        return Arrays.stream(texts)
                .map(text -> text.indexOf(EDGE) == 0 ? text.substring(1) : text)
                .toArray(String[]::new);
    }

    private boolean[] classesOfNegative(Map<String, Double> bonuses) {
        var characters = new HashSet<Integer>();
        bonuses.forEach((phrase, bonus) -> {
            if (bonus < 0) {
                phrase.chars().forEach(characters::add);
            }
        });
        var share = new boolean[inWord.length];
        for (int v = 0; v < share.length; v++) {
            share[v] = inWord[v].chars().anyMatch(characters::contains);
        }
        return share;
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
            String given = WhiteSpace.single(grouping.normalise(hotword.phrase()));
            String text = hotword.wholeWords() ? given.strip() : given;
            if (text.isBlank()) {
                throw new CtcInputException("hotwords/" + i + "/phrase", "a blank phrase", "at least one character");
            }
            FusionWeights.requireWithin(
                    "hotwords/" + i + "/bonus", hotword.bonus(), -FusionWeights.LARGEST, FusionWeights.LARGEST);
            String split = symbols.split(text);
            if (symbols.canSpellText(split)) {
                bonuses.put(WordEdges.mark(split, hotword.wholeWords()), hotword.bonus());
            } else {
                unspellable.add(i);
            }
        }
        var strings = new ArrayList<>(bonuses.keySet());
        strings.add(String.valueOf(EDGE)); // so that every state knows whether it is at an edge of a word
        strings.add(new String(new char[] {WORD_BREAK, EDGE})); // and after a word break
        return new Hotwords(new CharTrie(strings), bonuses, symbols, unspellable);
    }

    private double[] boundOfBonuses() {
        var ofCharacters = new HashMap<Integer, Double>();
        for (int s = 1; s < bonusAhead.length; s++) {
            ofCharacters.merge((int) trie.character(s), bonusAhead[s], Math::max);
        }
        var largest = new double[inWord.length];
        Arrays.setAll(
                largest,
                v -> inWord[v]
                        .chars()
                        .mapToDouble(character -> ofCharacters.getOrDefault(character, 0.0))
                        .max()
                        .orElse(0));
        return largest;
    }

    private double largestGain(double byCharacter, double byEdge) {
        double largest = 0;
        for (String text : inWord) {
            long edges = text.chars().filter(character -> character == EDGE).count();
            largest = Math.max(largest, (text.length() - edges) * byCharacter + edges * byEdge);
        }
        return largest;
    }

    /** Returns V, the number of classes of the vocabulary. */
    int vocabSize() {
        return inWord.length;
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
        return breakAndEdge;
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

    /** Returns the characters and edges of words that label {@code v} adds to the running text of this state. */
    String text(int state, int v) {
        if (!isAtEdge(state)) {
            return inWord[v];
        }
        return isAfterBreak(state) ? afterBreak[v] : atEdge[v];
    }

    private boolean isAfterBreak(int state) {
        return isAtEdge(state) && trie.character(trie.parent(state)) == WORD_BREAK;
    }

    private boolean isAtEdge(int state) {
        return trie.character(state) == EDGE;
    }

    /** Returns the state after one more character of {@link #text}. */
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
        double sum = 0;
        int s = state;
        if (!isAtEdge(s)) {
            s = step(s, EDGE);
            sum += completed[s];
        }
        return isAfterBreak(s) ? sum : sum + completed[step(s, WORD_BREAK)]; // no phrase has two breaks in a row
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
        return PhraseBonuses.step(trie, fallback, state, next);
    }
}
