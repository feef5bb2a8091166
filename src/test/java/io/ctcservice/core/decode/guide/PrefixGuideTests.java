package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the scores of a search besides the emissions, where language model and hot words come together. */
class PrefixGuideTests {

    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("a", "b", "2", " ", "<blank>"), 4);
    private static final WordGrouping GROUPING = WordGrouping.of(VOCABULARY);
    private static final double ROUNDING = 1e-9; // sums of some ten terms below 100
    private static final String ARPA = """
            \\data\\
            ngram 1=5

            \\1-grams:
            -99\t<s>
            -1.9\t<unk>
            -0.6\ta
            -0.8\tb
            -1.5\tab

            \\end\\
            """;

    private static PrefixGuide guide(Optional<LanguageModelFusion> model, Hotword... hotwords) {
        var phrases = Hotwords.of(List.of(hotwords), VOCABULARY, GROUPING);
        return new PrefixGuide(new Guidance(GROUPING, model, Optional.of(phrases), Optional.empty()), 40);
    }

    private static LanguageModelFusion model() throws IOException {
        var model = NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
        return LanguageModelFusion.spelled(model, 0.7, 1.2);
    }

    /** Returns the node of the last label; those before it are entered, too. */
    private static int enter(PrefixGuide guide, String text) {
        Labels labels = VOCABULARY.labels(text);
        for (int u = 0; u < labels.length(); u++) {
            guide.enter(u + 1, u, labels.get(u));
        }
        return labels.length();
    }

    /** The bound decides what is pruned: a prefix that one label could still save must not be dropped. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noLabelGainsMoreThanTheLargestGainAndGainsAddUpToTheBonus(long seed) throws IOException {
        var phrases = new Hotword[] {new Hotword("ab", 6), new Hotword("a", 1), new Hotword("2 a", 5)};
        var guides = List.of(guide(Optional.of(model()), phrases), guide(Optional.empty(), phrases));
        for (PrefixGuide guide : guides) {
            var random = new Random(seed);
            double sum = guide.bonus(PrefixGuide.ROOT);
            for (int node = 1; node < 30; node++) {
                for (int v = 0; v < 4; v++) {
                    assertThat(guide.gain(node - 1, v, LogMath.LOG_ZERO))
                            .isLessThanOrEqualTo(guide.largestGain(node - 1) + ROUNDING);
                }
                int label = random.nextInt(4);
                sum += guide.gain(node - 1, label, LogMath.LOG_ZERO);
                guide.enter(node, node - 1, label);
                assertThat(guide.bonus(node)).isCloseTo(sum, within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"a, true", "ab, false", "b, false", "2a, true", "aa, true", "ab a, true", "a2, false", "2, false"})
    void aPrefixThatEndsInsideAnAvoidedPhraseIsMarked(String text, boolean inside) {
        var guide = guide(Optional.empty(), new Hotword("ab", -1000), new Hotword("b2", 2));
        assertThat(guide.avoids()).isTrue();
        assertThat(guide.avoidsAfter(PrefixGuide.ROOT)).isFalse();
        assertThat(guide.avoidsAfter(enter(guide, text))).isEqualTo(inside);
    }

    @Test
    void labelsOfAvoidedPhrasesAreKnown() {
        var guide = guide(Optional.empty(), new Hotword("ab", -1000), new Hotword("b2", 2));
        assertThat(List.of(guide.avoidsLabel(0), guide.avoidsLabel(1), guide.avoidsLabel(2)))
                .containsExactly(true, true, false);
        assertThat(guide(Optional.empty(), new Hotword("b2", 2)).avoids()).isFalse();
    }

    /** A phrase of one whole word, and a part of one: at the end of the text a word ends, too. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "ab b", 5
            "b ab", 5
            "ab",   3
            "b",    2
            "bab2", 3
            "2b",   0
            """)
    void theHotwordPartIsThatOfThePhrasesFound(String text, double expected) {
        var guide = guide(Optional.empty(), new Hotword("ab", 3), new Hotword(" b ", 2));
        assertThat(guide.parts(enter(guide, text), -1).hotwords()).isCloseTo(expected, within(ROUNDING));
        assertThat(guide.parts(enter(guide, text), -1).acoustic()).isEqualTo(-1);
    }

    /** By counting in the text, over symbols of every kind, delimiters in a row and at both ends included. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b _ ab",
                "a b _ _ b_ _a",
                "▁a a ▁ b ▁b▁a",
                "a ##b ##a b",
                "a b</w> a</w> </w> b",
                "a@@ b b@@ a",
                "▁a a ▁b b, each a word",
                "a ab b _, each a word",
                "▁a▁ b ▁▁ a▁ ▁▁b ▁",
                "a b | |b a|a"
            })
    void theHotwordPartIsWhatIsCountedInTheText(String given) {
        String symbols = given.replace(", each a word", "");
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.replaceAll(symbol -> symbol.replace('_', ' '));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        var grouping = symbols.equals(given) ? WordGrouping.of(vocabulary) : WordGrouping.of(vocabulary, "");
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            var hotwords = hotwords(random);
            var phrases = Hotwords.of(hotwords, vocabulary, grouping);
            var guide = new PrefixGuide(
                    new Guidance(grouping, Optional.empty(), Optional.of(phrases), Optional.empty()), 10);
            var labels = random.ints(random.nextInt(9), 0, vocabulary.blank()).toArray();
            double gained = guide.bonus(PrefixGuide.ROOT);
            for (int u = 0; u < labels.length; u++) {
                gained += guide.gain(u, labels[u], LogMath.LOG_ZERO);
                guide.enter(u + 1, u, labels[u]);
            }
            assertThat(guide.bonus(labels.length)).isCloseTo(gained, within(ROUNDING));

            String text = (" " + grouping.text(Labels.of(labels)) + " ").replace("  ", " ");
            double expected = counted(text, hotwords, phrases.unspellable());
            found += expected == 0 ? 0 : 1;
            assertThat(guide.parts(labels.length, 0).hotwords())
                    .as("'%s' of %s, %s", text, all, hotwords)
                    .isCloseTo(expected, within(ROUNDING));
        }
        assertThat(found).isGreaterThan(300);
    }

    private static List<Hotword> hotwords(Random random) {
        var hotwords = new TreeMap<String, Hotword>();
        for (int i = 0; i < 3; i++) {
            String phrase = random.ints(1 + random.nextInt(4), 0, 3)
                    .mapToObj(c -> "ab ".substring(c, c + 1))
                    .collect(Collectors.joining())
                    .replaceAll(" +", " ");
            hotwords.put(
                    phrase.isBlank() ? "a b" : phrase,
                    new Hotword(phrase.isBlank() ? "a b" : phrase, random.nextGaussian()));
        }
        return List.copyOf(hotwords.values());
    }

    private static double counted(String text, List<Hotword> hotwords, List<Integer> leftOut) {
        double sum = 0;
        for (int i = 0; i < hotwords.size(); i++) {
            for (int at = 0; at < text.length() && !leftOut.contains(i); at++) {
                sum += text.startsWith(hotwords.get(i).phrase(), at)
                        ? hotwords.get(i).bonus()
                        : 0;
            }
        }
        return sum;
    }
}
