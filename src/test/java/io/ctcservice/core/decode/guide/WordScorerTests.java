package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.LogMath;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that bonuses granted within a word are settled at its end. */
class WordScorerTests {

    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("a", "b", "2", "\"", " ", "<blank>"), 5);
    private static final int SIGN = 3;
    private static final int SPACE = 4;
    private static final double ROUNDING = 1e-9; // sums of some ten terms below 100
    static final String ARPA = """
            \\data\\
            ngram 1=5
            ngram 2=2

            \\1-grams:
            -99\t<s>\t-0.5
            -1.9\t<unk>\t-0.1
            -0.6\ta\t-0.2
            -0.8\tb\t-0.3
            -1.5\tab

            \\2-grams:
            -0.1\t<s> a
            -0.4\ta b

            \\end\\
            """;

    private static WordScorer scorer() throws IOException {
        return scorer(ARPA);
    }

    private static WordScorer scorer(String arpa) throws IOException {
        var model = NgramLanguageModel.read(new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
        var scorer = new WordScorer(WordGrouping.of(VOCABULARY), LanguageModelFusion.spelled(model, 0.7, 1.2));
        scorer.reserve(20);
        scorer.enterRoot();
        return scorer;
    }

    /** Places in the tree of prefixes are used again. */
    @Test
    void aPrefixInThePlaceOfAnotherIsScoredForItself() throws IOException {
        WordScorer scorer = scorer();
        scorer.enter(1, 0, 0);
        double afterA = scorer.gain(1, 1, LogMath.LOG_ZERO);
        scorer.enter(1, 0, 2);
        WordScorer fresh = scorer();
        fresh.enter(1, 0, 2);
        assertThat(scorer.gain(1, 1, LogMath.LOG_ZERO))
                .isEqualTo(fresh.gain(1, 1, LogMath.LOG_ZERO))
                .isNotEqualTo(afterA);
    }

    /** Zero, not −0, which a client would see in the parts of a score. */
    @Test
    void aHypothesisWithoutWordsHasNoBonusOfWords() throws IOException {
        var model = NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
        var scorer = new WordScorer(WordGrouping.of(VOCABULARY), LanguageModelFusion.spelled(model, 0.7, -1.2));
        scorer.reserve(2);
        scorer.enterRoot();
        scorer.enter(1, 0, SPACE);
        assertThat(scorer.wordBonusAtEnd(0)).isEqualTo(0.0);
        assertThat(scorer.wordBonusAtEnd(1)).isEqualTo(0.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void theGainsOfAHypothesisAddUpToItsBonus(long seed) throws IOException {
        WordScorer scorer = scorer();
        var random = new Random(seed);
        double sum = 0;
        for (int node = 1; node < 20; node++) {
            int label = random.nextInt(5);
            double gain = scorer.gain(node - 1, label, LogMath.LOG_ZERO);
            assertThat(gain).isLessThanOrEqualTo(scorer.largestGain(node - 1) + ROUNDING);
            assertThat(gain).isLessThanOrEqualTo(scorer.largestGain(node - 1, label) + ROUNDING);
            sum += gain;
            scorer.enter(node, node - 1, label);
            assertThat(scorer.bonus(node)).isCloseTo(sum, within(ROUNDING));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void theSpaceBehindAWordLeavesWhatTheWordIsWorth(long seed) throws IOException {
        WordScorer scorer = scorer();
        var random = new Random(seed);
        int length = 1 + random.nextInt(4);
        for (int node = 1; node <= length; node++) {
            scorer.enter(node, node - 1, random.nextInt(4));
        }
        scorer.enter(length + 1, length, SPACE);
        // the model lists no </s>, so that the end of the sentence costs nothing
        double parts = scorer.languageModelAtEnd(length) + scorer.wordBonusAtEnd(length);
        assertThat(scorer.bonus(length + 1)).isCloseTo(parts, within(ROUNDING));
        assertThat(scorer.languageModelAtEnd(length + 1) + scorer.wordBonusAtEnd(length + 1))
                .isCloseTo(parts, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a", "a\"", "\"a\"", "a\"\"", "\"\"a\"\""})
    void theWordAfterAListedOneAmongSignsSeesThatOne(String word) throws IOException {
        double signs = (word.length() - 1) * Math.log(0.01);
        double end = word.endsWith("\"") ? Math.log(0.9) : 0; // and no other letter behind the sign
        assertThat(languageModel(word + " b")).isCloseTo(languageModel("a b") + 0.7 * (signs + end), within(ROUNDING));
    }

    /** More stands behind the sign than in the listed word before it, which the next word then does not see. */
    @Test
    void theWordAfterAnUnlistedOneSeesNoPartOfIt() throws IOException {
        assertThat(languageModel("a\"b b") - languageModel("a\"b"))
                .isCloseTo(languageModel("2 b") - languageModel("2"), within(ROUNDING));
    }

    /** In its place a rare word may be so much more probable than elsewhere that a sign behind it is a gain. */
    @Test
    void aSignBehindAWordGainsNoMoreThanItsBound() throws IOException {
        WordScorer scorer = scorer(ARPA.replace("-0.8\tb", "-6\tb").replace("-0.4\ta b", "-0.01\ta b"));
        int[] labels = VOCABULARY.labels("a b").toArray();
        for (int node = 1; node <= labels.length; node++) {
            scorer.enter(node, node - 1, labels[node - 1]);
        }
        assertThat(scorer.gain(3, SIGN, LogMath.LOG_ZERO)).isBetween(0.1, scorer.largestGain(3, SIGN));
    }

    /** Word pieces may hold a word and its signs, or the signs and the word behind them. */
    @ParameterizedTest
    @CsvSource({
        "▁b ▁a\" ▁b, b a\" b",
        "▁a\" ▁b, a\" b",
        "▁ab ▁a b\" ▁b, ab ab\" b",
        "▁\"a\" ▁b, \"a\" b",
        "▁b ▁a\"b ▁b, b a\"b b"
    })
    void signsWithinAPieceCostWhatTheyCostAlone(String pieces, String text) throws IOException {
        var vocabulary = Vocabulary.of(List.of("▁a\"", "▁b", "b\"", "▁ab", "▁a", "b", "▁\"a\"", "▁a\"b", "<blank>"), 8);
        var model = NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
        var scorer = new WordScorer(WordGrouping.of(vocabulary), LanguageModelFusion.spelled(model, 0.7, 1.2));
        scorer.reserve(20);
        scorer.enterRoot();
        int node = 0;
        for (String piece : pieces.split(" ", -1)) {
            int label = vocabulary.symbols().indexOf(piece);
            assertThat(scorer.gain(node, label, LogMath.LOG_ZERO))
                    .isLessThanOrEqualTo(scorer.largestGain(node, label) + ROUNDING);
            scorer.enter(node + 1, node++, label);
        }
        assertThat(scorer.languageModelAtEnd(node)).isCloseTo(languageModel(text), within(ROUNDING));
    }

    private static double languageModel(String text) throws IOException {
        WordScorer scorer = scorer();
        int[] labels = VOCABULARY.labels(text).toArray();
        for (int node = 1; node <= labels.length; node++) {
            scorer.enter(node, node - 1, labels[node - 1]);
        }
        return scorer.languageModelAtEnd(labels.length);
    }
}
