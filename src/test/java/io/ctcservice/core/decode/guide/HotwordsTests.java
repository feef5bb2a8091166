package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotwordsTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final Vocabulary WITH_SIGNS = Vocabulary.of(List.of("ε", " ", "a", "b", ",", " ,", "a b", "b "), 0);
    private static final double ROUNDING = 1e-9; // sums of some hundred small numbers

    /** Within "abc" begins "bd": what "b" leads to after "a" is the larger of both. */
    @Test
    void theBonusAheadIsThatOfAnyPhraseUnderWay() {
        Hotwords hotwords = english(new Hotword("abc", 3), new Hotword("bd", 9), new Hotword("bad", -5));
        Labels abc = ENGLISH.labels("abc");
        int afterA = hotwords.next(hotwords.start(), abc.get(0));
        int afterAb = hotwords.next(afterA, abc.get(1));
        assertThat(hotwords.bonusAhead(hotwords.start(), abc.get(0))).isEqualTo(3);
        assertThat(hotwords.bonusAhead(afterA, abc.get(1))).isEqualTo(9);
        assertThat(hotwords.bonusAhead(afterAb, abc.get(2))).isEqualTo(3);
        assertThat(hotwords.bonusAhead(hotwords.start(), abc.get(2))).isZero();
    }

    /** What was granted for "abc", or may come by "ab d" and by "b": all that a prefix may lose, but after a mere space nothing. */
    @Test
    void atRiskAreBonusesGrantedAndNegativeOnesToCome() {
        Hotwords hotwords = english(
                new Hotword("abc", 3), new Hotword("ab d", -7), new Hotword(" ab", -2), new Hotword("bee", -20));
        Labels labels = ENGLISH.labels("abd");
        int afterA = hotwords.next(hotwords.start(), labels.get(0));
        int afterAb = hotwords.next(afterA, labels.get(1));
        assertThat(hotwords.atRisk(hotwords.start())).isZero();
        assertThat(hotwords.atRisk(afterA)).isCloseTo(1 + 7, within(ROUNDING));
        assertThat(hotwords.atRisk(afterAb)).isCloseTo(2 + 20, within(ROUNDING)); // "bee" begins in it
        assertThat(hotwords.atRisk(hotwords.next(afterAb, labels.get(2)))).isZero();
    }

    @Test
    void negativeBonusesOnTheWayAddUp() {
        Hotwords hotwords = english(new Hotword("ab", -2), new Hotword("abc", -7));
        int afterA = hotwords.next(hotwords.start(), ENGLISH.labels("a").get(0));
        assertThat(hotwords.atRisk(afterA)).isCloseTo(9, within(ROUNDING));
    }

    @Test
    void theBonusIsGrantedInSharesAndKeptWhenThePhraseIsThere() {
        Hotwords hotwords = english(new Hotword("abc", 3));
        int state = hotwords.start();
        var lent = new ArrayList<Double>();
        double done = 0;
        for (int v : ENGLISH.labels("abcd").toArray()) {
            done += hotwords.completed(state, v);
            state = hotwords.next(state, v);
            lent.add(done + hotwords.pending(state));
        }
        assertThat(lent).containsExactly(1.0, 2.0, 3.0, 3.0);
    }

    @Test
    void theSharesAreTakenBackInFullWhenTheMatchBreaks() {
        Hotwords hotwords = english(new Hotword("hello", 5));
        assertThat(total(hotwords, "help")).isZero();
        assertThat(total(hotwords, "hell")).isZero(); // and where the text ends half-way
        assertThat(total(hotwords, "hhello")).isEqualTo(5);
    }

    @Test
    void aPhraseMayBeSeveralWordsAndTheBeginningOfAnother() {
        Hotwords hotwords = english(new Hotword("new york", 2), new Hotword("new", 1), new Hotword("york city", 4));
        assertThat(total(hotwords, "in new york city")).isEqualTo(7);
        assertThat(total(hotwords, "new port")).isEqualTo(1);
    }

    @Test
    void aRunOfWhiteSpaceIsOneSpace() {
        assertThat(total(english(new Hotword("new  york", 2)), "in new york")).isEqualTo(2);
        assertThat(total(english(new Hotword("new\u00a0\nyork ", 2)), "in new york"))
                .isEqualTo(2);
        var marked = Vocabulary.of(List.of("ε", "|", "a", "b"), 0);
        var hotwords = Hotwords.of(List.of(new Hotword("a | b", 2)), marked, WordGrouping.of(marked));
        assertThat(hotwords.completed(hotwords.next(hotwords.next(hotwords.start(), 2), 1), 3))
                .isEqualTo(2);
    }

    @Test
    void aRunOfDelimitersIsOneSpace() {
        assertThat(total(english(new Hotword("new york", 2)), "new   york")).isEqualTo(2);
        assertThat(total(english(new Hotword(" a ", 2)), "  a   ")).isEqualTo(2);
        var pieces = Vocabulary.of(List.of("▁new", "▁york", "▁", "ε", "▁new▁york"), 3);
        var hotwords = Hotwords.of(List.of(new Hotword("new york", 2)), pieces, WordGrouping.of(pieces));
        assertThat(total(hotwords, Labels.of(0, 2, 2, 1))).isEqualTo(2);
        assertThat(total(hotwords, Labels.of(4))).isEqualTo(2);
    }

    @Test
    void aPhraseBetweenSpacesIsFoundAsAWholeWordOnlyAlsoAtTheEnds() {
        Hotwords hotwords = english(new Hotword(" art ", 2));
        assertThat(total(hotwords, "party")).isZero();
        assertThat(total(hotwords, "start art")).isEqualTo(2);
        assertThat(total(hotwords, "art")).isEqualTo(2);
    }

    @Test
    void aWholeWordMayStandBesideSigns() {
        var vocabulary = Vocabulary.of(List.of("ε", " ", "a", "t", ",", "(", "&", "'", "天", "地", "c", "+"), 0);
        var hotwords = Hotwords.of(
                List.of(
                        new Hotword("at", 1, /* wholeWords= */ true),
                        new Hotword("a&t", 10, /* wholeWords= */ true),
                        new Hotword("天地", 100, /* wholeWords= */ true),
                        new Hotword("c++", 1000, /* wholeWords= */ true)),
                vocabulary,
                WordGrouping.of(vocabulary));
        assertThat(total(hotwords, vocabulary.labels("(at,a at"))).isEqualTo(2);
        assertThat(total(hotwords, vocabulary.labels("at't c'at"))).isEqualTo(2);
        assertThat(total(hotwords, vocabulary.labels("a&t"))).isEqualTo(10);
        assertThat(total(hotwords, vocabulary.labels("a & t"))).isZero();
        assertThat(total(hotwords, vocabulary.labels("地天地a"))).isEqualTo(100);
        assertThat(total(hotwords, vocabulary.labels("c++,c+"))).isEqualTo(1000);
        assertThat(total(hotwords, vocabulary.labels("cc++"))).isZero();
    }

    /** All is granted with the letters, nothing is at risk before them, and a space, unlike each sign, is looked for. */
    @Test
    void theEdgesOfWholeWordsGrantNothingAndLeadToPhrasesBehindSpacesOnly() {
        var hotwords = Hotwords.of(
                List.of(new Hotword("ab", 4, /* wholeWords= */ true), new Hotword("ba", -3, /* wholeWords= */ true)),
                WITH_SIGNS,
                WordGrouping.of(WITH_SIGNS));
        int space = 1;
        int a = 2;
        int b = 3;
        int comma = 4;
        int afterA = hotwords.next(hotwords.start(), a);
        assertThat(hotwords.pending(afterA)).isEqualTo(2);
        assertThat(hotwords.pending(hotwords.next(afterA, b))).isEqualTo(4);
        assertThat(hotwords.atRisk(hotwords.start())).isZero();
        assertThat(hotwords.atRisk(hotwords.next(afterA, comma))).isZero();
        assertThat(hotwords.bonusAhead(afterA, space)).isEqualTo(4);
        assertThat(hotwords.bonusAhead(afterA, comma)).isZero();
    }

    @Test
    void randomPhrasesAddUpToWhatSearchingForEachFindsBesideSignsToo() {
        var random = new Random(11);
        var hotwords = randomPhrases(random, 100);
        var automaton = Hotwords.of(hotwords, WITH_SIGNS, WordGrouping.of(WITH_SIGNS));
        for (int i = 0; i < 500; i++) {
            var labels = Labels.of(
                    random.ints(random.nextInt(12), 1, WITH_SIGNS.size()).toArray());
            String text = WhiteSpace.single(" " + spelled(WITH_SIGNS, labels) + " ");
            double expected = hotwords.stream()
                    .mapToDouble(hotword -> hotword.bonus() * count(hotword, text))
                    .sum();
            assertThat(total(automaton, labels)).as(text).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void noLabelExceedsTheBoundsOfTheSearchBesideSigns() {
        var random = new Random(12);
        for (int phrases = 1; phrases < 60; phrases++) {
            var automaton = Hotwords.of(randomPhrases(random, phrases), WITH_SIGNS, WordGrouping.of(WITH_SIGNS));
            int state = automaton.start();
            for (int i = 0; i < 500; i++) {
                int v = 1 + random.nextInt(WITH_SIGNS.size() - 1);
                int next = automaton.next(state, v);
                double gain = automaton.completed(state, v) + automaton.pending(next) - automaton.pending(state);
                assertThat(gain).isLessThanOrEqualTo(automaton.largestGain() + ROUNDING);
                assertThat(automaton.bonusAhead(state, v))
                        .isLessThanOrEqualTo(automaton.largestBonuses()[v]);
                state = next;
            }
        }
    }

    /** Returns phrases of letters, spaces and signs, of which each second is found as whole words only. */
    private static List<Hotword> randomPhrases(Random random, int count) {
        var hotwords = new HashSet<Hotword>();
        while (hotwords.size() < count) {
            boolean isWhole = random.nextBoolean();
            String spaced = WhiteSpace.single(text(random, "ab, ", 1 + random.nextInt(5)));
            String phrase = isWhole ? spaced.strip() : spaced;
            if (!phrase.isBlank()) {
                hotwords.add(new Hotword(phrase, phrase.hashCode() % 7 + 0.5, isWhole));
            }
        }
        return List.copyOf(hotwords);
    }

    private static String spelled(Vocabulary vocabulary, Labels labels) {
        return Arrays.stream(labels.toArray()).mapToObj(vocabulary::symbol).collect(Collectors.joining());
    }

    /** Returns how often a phrase stands in a text; whole words have no letters of other words beside them. */
    private static long count(Hotword hotword, String text) {
        String phrase = Pattern.quote(hotword.phrase());
        boolean isWhole = hotword.wholeWords();
        String before = isWhole && hotword.phrase().matches("[ab].*") ? "(?<![ab])" : "";
        String after = isWhole && hotword.phrase().matches(".*[ab]") ? "(?![ab])" : "";
        return Pattern.compile(before + "(?=" + phrase + after + ")")
                .matcher(text)
                .results()
                .count();
    }

    private static String text(Random random, String characters, int length) {
        return random.ints(length, 0, characters.length())
                .mapToObj(i -> characters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @Test
    void aPhraseMayBeSpelledByteByByte() {
        var vocabulary = Vocabulary.of(List.of("ε", "▁", "h", "<0xE4>", "<0xBD>", "<0xA0>"), 0);
        var hotwords = Hotwords.of(List.of(new Hotword("h你", 3)), vocabulary, WordGrouping.of(vocabulary));
        assertThat(hotwords.unspellable()).isEmpty();
        int state = hotwords.start();
        for (int v : new int[] {1, 2, 3, 4}) {
            state = hotwords.next(state, v);
        }
        assertThat(hotwords.completed(state, 5)).isEqualTo(3);
    }

    @Test
    void phrasesThatTheVocabularyCannotSpellAreReported() {
        Hotwords hotwords = english(new Hotword("abc", 1), new Hotword("naïve", 1), new Hotword("ABC", 1));
        assertThat(hotwords.unspellable()).containsExactly(1, 2);
    }

    @Test
    void aWholeWordCanBeSpelledWhereNoSymbolIsASpace() {
        var subwords = Vocabulary.of(List.of("▁new", "▁yo", "rk", "ε"), 3);
        var pieces = Hotwords.of(
                List.of(new Hotword(" york ", 2), new Hotword("new▁york▁", 1)), subwords, WordGrouping.of(subwords));
        assertThat(pieces.unspellable()).isEmpty();
        assertThat(total(pieces, Labels.of(0, 1, 2))).isEqualTo(3);

        var letters = Vocabulary.of(List.of("a", "b", "ε"), 2);
        var words =
                Hotwords.of(List.of(new Hotword(" ab ", 2), new Hotword("a b", 1)), letters, WordGrouping.of(letters));
        assertThat(words.unspellable()).containsExactly(1);
        assertThat(total(words, Labels.of(0, 1))).isEqualTo(2);
        assertThat(total(words, Labels.of(0, 0, 1))).isZero();
    }

    @Test
    void piecesOfByteLevelBpeSpellPhrases() {
        var bytes = Vocabulary.of(List.of("Ġnew", "ĠcafÃ©", "s", "Ġ", "ä", "½", "ł", "ε"), 7);
        var pieces =
                Hotwords.of(List.of(new Hotword("new cafés", 2), new Hotword(" 你", 1)), bytes, WordGrouping.of(bytes));
        assertThat(pieces.unspellable()).isEmpty();
        assertThat(total(pieces, Labels.of(0, 1, 2))).isEqualTo(2);
        assertThat(total(pieces, Labels.of(0, 3, 4, 5, 6))).isEqualTo(1);
    }

    @Test
    void aPhraseIsFoundWhicheverSymbolsSpellIt() {
        var vocabulary = Vocabulary.of(List.of("▁hel", "lo", "▁h", "el", "l", "o", "▁", "ε"), 7);
        var hotwords = Hotwords.of(List.of(new Hotword("hello", 2)), vocabulary, WordGrouping.of(vocabulary));
        assertThat(hotwords.unspellable()).isEmpty();
        assertThat(total(hotwords, Labels.of(0, 1))).isEqualTo(2);
        assertThat(total(hotwords, Labels.of(2, 3, 4, 5))).isEqualTo(2);
        assertThat(total(hotwords, Labels.of(6, 0, 4, 5))).isEqualTo(2);
    }

    @Test
    void eitherOfTwoSpacesMatchesTheSpaceOfAPhrase() {
        var vocabulary = Vocabulary.of(List.of("ε", "a", " ", " "), 0);
        var hotwords = Hotwords.of(List.of(new Hotword("a a", 2)), vocabulary, WordGrouping.of(vocabulary));
        assertThat(total(hotwords, Labels.of(1, 2, 1))).isEqualTo(2);
        assertThat(total(hotwords, Labels.of(1, 3, 1))).isEqualTo(2);
    }

    @Test
    void manyRandomPhrasesAddUpToWhatSearchingForEachFinds() {
        var random = new Random(7);
        var hotwords = new ArrayList<Hotword>();
        for (int i = 0; i < 300; i++) {
            String phrase = text(random, 1 + random.nextInt(5));
            if (hotwords.stream().noneMatch(other -> other.phrase().equals(phrase))) {
                hotwords.add(new Hotword(phrase, random.nextGaussian()));
            }
        }
        Hotwords automaton = english(hotwords.toArray(Hotword[]::new));
        for (int i = 0; i < 200; i++) {
            String text = text(random, random.nextInt(20));
            double expected = 0;
            for (Hotword hotword : hotwords) {
                for (int at = 0; at < text.length(); at++) {
                    expected += text.startsWith(hotword.phrase(), at) ? hotword.bonus() : 0;
                }
            }
            assertThat(total(automaton, text)).as(text).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void noLabelGainsMoreThanTheLargestGain() {
        var random = new Random(8);
        var hotwords = new ArrayList<Hotword>();
        for (int i = 0; i < 50; i++) {
            hotwords.add(new Hotword(text(random, 1 + random.nextInt(5)), random.nextGaussian()));
        }
        Hotwords automaton = english(hotwords.toArray(Hotword[]::new));
        int state = automaton.start();
        for (int i = 0; i < 5000; i++) {
            int v = random.nextInt(3);
            int next = automaton.next(state, v);
            double gain = automaton.completed(state, v) + automaton.pending(next) - automaton.pending(state);
            assertThat(gain).isLessThanOrEqualTo(automaton.largestGain() + ROUNDING);
            state = next;
        }
    }

    @Test
    void aSymbolMayCompleteAPhraseSeveralTimesAtOnce() {
        var vocabulary = Vocabulary.of(List.of("a", "aaaa", "ε"), 2);
        var hotwords = Hotwords.of(List.of(new Hotword("aa", 1)), vocabulary, WordGrouping.of(vocabulary));
        assertThat(hotwords.completed(hotwords.start(), 1)).isEqualTo(3).isLessThanOrEqualTo(hotwords.largestGain());
    }

    @Test
    void blankPhrasesAreRefused() {
        assertThatThrownBy(() -> english(new Hotword("a", 1), new Hotword("  ", 1)))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("hotwords/1/phrase"));
    }

    /** The sum of larger ones over a text may be infinite, and the difference of two such scores not a number. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.MAX_VALUE, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 1000.5})
    void bonusesOutOfRangeAreRefused(double bonus) {
        assertThatThrownBy(() -> english(new Hotword("a", bonus)))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("hotwords/0/bonus"));
    }

    @Test
    void aPhraseOfNothingButDelimitersIsBlank() {
        var vocabulary = Vocabulary.of(List.of("▁", "a", "ε"), 2);
        var grouping = WordGrouping.of(vocabulary);
        assertThatThrownBy(() -> Hotwords.of(List.of(new Hotword(" ▁", 1)), vocabulary, grouping))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("hotwords/0/phrase"));
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static Hotwords english(Hotword... hotwords) {
        return Hotwords.of(List.of(hotwords), ENGLISH, WordGrouping.of(ENGLISH));
    }

    private static double total(Hotwords hotwords, String text) {
        return total(hotwords, ENGLISH.labels(text));
    }

    private static double total(Hotwords hotwords, Labels labels) {
        int state = hotwords.start();
        double sum = 0;
        for (int u = 0; u < labels.length(); u++) {
            sum += hotwords.completed(state, labels.get(u));
            state = hotwords.next(state, labels.get(u));
        }
        return sum + hotwords.completedAtEnd(state);
    }
}
