package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();

    private final Lexicon lexicon = english("art", "arts", "a");

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "art, true",
                "arts a, true",
                "\" art  a \", true",
                "\"\", true",
                "ar, false",
                "artsy, false",
                "a ar, false",
                "arta, false",
                "b, false"
            })
    void listedWordsOnlyMayBeRead(String text, boolean allowed) {
        assertThat(mayBeRead(lexicon, ENGLISH.labels(text))).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({
        "art, art",
        "' new  york ', new york",
        "art a r t |, art",
        "art\ta r t, art",
        "art ▁a rt, art",
        "art a r, art a r",
        "a a, a",
        "into in to, into in to",
        "into ▁in to, into",
    })
    void theSpellingBehindAWordIsNoWords(String entry, String words) {
        assertThat(String.join(" ", Lexicon.words(entry))).isEqualTo(words);
    }

    @Test
    void aWordIsReadWhicheverSymbolsSpellIt() {
        var vocabulary = Vocabulary.of(List.of("▁a", "rt", "▁", "a", "r", "t", "ε"), 6);
        var words = Lexicon.of(List.of("art"), vocabulary, WordGrouping.of(vocabulary));
        assertThat(mayBeRead(words, Labels.of(0, 1, 0, 4, 5))).isTrue();
        assertThat(mayBeRead(words, Labels.of(2, 3, 1))).isTrue();
        assertThat(mayBeRead(words, Labels.of(0, 0, 1))).isFalse();
    }

    @Test
    void aWordMayBeSpelledByteByByte() {
        var vocabulary = Vocabulary.of(List.of("ε", "▁", "h", "é", "<0xE4>", "<0xBD>", "<0xA0>"), 0);
        var words = Lexicon.of(List.of("h你", "hé", "ü"), vocabulary, WordGrouping.of(vocabulary));
        assertThat(words.unspellable()).containsExactly(2);
        assertThat(mayBeRead(words, Labels.of(1, 2, 4, 5, 6, 1, 2, 3))).isTrue();
        assertThat(mayBeRead(words, Labels.of(1, 2, 4, 5))).isFalse();
    }

    @Test
    void wordsThatTheVocabularyCannotSpellAreReported() {
        assertThat(english("art", "naïve", "two words").unspellable()).containsExactly(1, 2);
    }

    /** Against the words of all sequences of labels. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "un ##able the, theun unable ableun unun able",
        "a</w> b c</w>, ab bc ba cb abc bb",
        "a@@ b c@@, ab bc ba cb ac acb bb b",
        "a▁ b c▁ ▁, ab bc ba cb abc bb b",
        "▁a▁ ▁b c, a b ab ac bc",
        "▁the ▁cat s ▁, thecat cats sthe the ss s",
        "▁the ▁cat, thecat cat",
        "a b ab, ab ba bab"
    })
    void wordsThatTheMarksOfPiecesForbidAreReported(String symbols, String words) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        assertReported(vocabulary, WordGrouping.of(vocabulary), List.of(words.split(" ")));
    }

    @Test
    void wordsOfSeveralSymbolsAreReportedWhereEachSymbolIsOne() {
        var vocabulary = Vocabulary.of(List.of("你", "好", "世", "_"), 3);
        assertReported(vocabulary, WordGrouping.of(vocabulary, ""), List.of("你好", "你"));
    }

    private static void assertReported(Vocabulary vocabulary, WordGrouping grouping, List<String> words) {
        for (String word : words) {
            boolean spellable = isReachable(word, vocabulary, grouping);
            var all = List.of(word, vocabulary.symbol(0).replaceAll("▁|</w>|@@", ""));
            assertThat(Lexicon.of(all, vocabulary, grouping).unspellable().isEmpty())
                    .as(word)
                    .isEqualTo(spellable);
        }
    }

    /** Returns whether up to four labels are read as this one word. */
    private static boolean isReachable(String word, Vocabulary vocabulary, WordGrouping grouping) {
        int size = vocabulary.size() - 1;
        for (int code = 0; code < (int) Math.pow(size, 4); code++) {
            for (int length = 1; length <= 4; length++) {
                int rest = code;
                var labels = new int[length];
                for (int u = 0; u < length; u++) {
                    labels[u] = rest % size;
                    rest /= size;
                }
                var read = grouping.words(Labels.of(labels));
                if (read.size() == 1 && read.getFirst().text().equals(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aLexiconWithoutAnyWordIsRefused() {
        assertThatThrownBy(LexiconTests::english)
                .isInstanceOf(CtcInputException.class)
                .hasMessageContaining("no words");
        assertThatThrownBy(() -> english("naïve"))
                .isInstanceOf(CtcInputException.class)
                .hasMessageContaining("no word that the vocabulary can spell");
        assertThatThrownBy(() -> english("art", ""))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("lexicon/1"));
    }

    private static Lexicon english(String... words) {
        return Lexicon.of(List.of(words), ENGLISH, WordGrouping.of(ENGLISH));
    }

    /** Against every way to cut a text into words, over symbols of which some are longer than a character. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whereNothingPartsWordsAnyNumberOfThemMayFollowOneAnother(long seed) {
        var vocabulary = Vocabulary.of(List.of("_", "a", "b", "ab", "bba"), 0);
        var random = new Random(seed);
        var words = new HashSet<String>();
        for (int i = 0; i <= seed % 4; i++) {
            words.add(text(random, 1 + random.nextInt(4)));
        }
        var guide = new PrefixGuide(
                new Guidance(
                        WordGrouping.of(vocabulary),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Lexicon.of(List.copyOf(words), vocabulary, WordGrouping.of(vocabulary)))),
                10);
        for (int i = 0; i < 400; i++) {
            assertAllows(guide, vocabulary, words, random);
        }
    }

    private static void assertAllows(PrefixGuide guide, Vocabulary vocabulary, Set<String> words, Random random) {
        String text = "";
        for (int node = 0; node < 8; node++) {
            assertThat(guide.mayEnd(node)).as("%s of %s", text, words).isEqualTo(areWords(text, words));
            int label = 1 + random.nextInt(4);
            String longer = text + vocabulary.symbol(label);
            assertThat(guide.gain(node, label, LogMath.LOG_ZERO) == 0)
                    .as("%s of %s", longer, words)
                    .isEqualTo(beginWords(longer, words));
            if (beginWords(longer, words)) {
                guide.enter(node + 1, node, label);
                text = longer;
            } else {
                return;
            }
        }
    }

    private static boolean areWords(String text, Set<String> words) {
        return text.isEmpty()
                || words.stream()
                        .anyMatch(word -> text.startsWith(word) && areWords(text.substring(word.length()), words));
    }

    private static boolean beginWords(String text, Set<String> words) {
        return words.stream()
                .anyMatch(word -> word.startsWith(text)
                        || (text.startsWith(word) && beginWords(text.substring(word.length()), words)));
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static boolean mayBeRead(Lexicon lexicon, Labels labels) {
        int state = Lexicon.BETWEEN_WORDS;
        for (int u = 0; u < labels.length() && state != Lexicon.NO_STATE; u++) {
            state = lexicon.next(state, labels.get(u));
        }
        return state != Lexicon.NO_STATE && lexicon.mayEnd(state);
    }
}
