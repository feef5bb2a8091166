package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.lm.WordHash;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.SharedData;
import io.ctcservice.testing.TinyCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the search with a language model, hot words and a lexicon against the score of every possible hypothesis.
 */
class GuidedSearchTests {

    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("a", " ", "b", "<blank>"), 3);
    private static final Vocabulary FIGURES = Vocabulary.of(List.of("a", " ", "2", "<blank>"), 3);
    private static final Vocabulary SUBWORDS = Vocabulary.of(List.of("▁a", "b", "▁", "<blank>"), 3);
    private static final int EVERYTHING = 5000; // more than the hypotheses of any tiny case here
    private static final double ROUNDING = 1e-10; // some hundred roundings of sums below 1000

    private static final LanguageModel MODEL = model("""
            \\data\\
            ngram 1=5
            ngram 2=3

            \\1-grams:
            -99\t<s>\t-0.5
            -0.7\t</s>
            -0.6\ta\t-0.2
            -0.8\tb\t-0.3
            -1.5\tab

            \\2-grams:
            -0.1\t<s> a
            -0.4\ta b
            -0.2\tb </s>

            \\end\\
            """);
    private static final LanguageModelFusion FUSION = LanguageModelFusion.flat(MODEL, 0.7, 1.2, -4);
    private static final LanguageModelFusion SPELLED = LanguageModelFusion.spelled(MODEL, 0.7, 1.2);
    private static final List<Hotword> HOTWORDS =
            List.of(new Hotword("ab", 1.5), new Hotword("b a", 2), new Hotword("bb", -3), new Hotword(" b", 0.25));

    private static final Emissions B_OR_BA =
            Emissions.of(FloatMatrix.ofRows(new float[] {0, 0, 1, 0}, new float[] {0.9f, 0, 0, 0.1f}), ScoreKind.PROBS);

    private record Expected(Labels labels, double score) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALanguageModelItEqualsBruteForce(long seed) {
        var guidance =
                new Guidance(WordGrouping.of(VOCABULARY), Optional.of(FUSION), Optional.empty(), Optional.empty());
        assertEqualsBruteForce(seed, VOCABULARY, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALanguageModelAndItsSpellingItEqualsBruteForce(long seed) {
        var guidance =
                new Guidance(WordGrouping.of(VOCABULARY), Optional.of(SPELLED), Optional.empty(), Optional.empty());
        assertEqualsBruteForce(seed, VOCABULARY, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALanguageModelAndFiguresItEqualsBruteForce(long seed) {
        var guidance = new Guidance(WordGrouping.of(FIGURES), Optional.of(SPELLED), Optional.empty(), Optional.empty());
        assertEqualsBruteForce(seed, FIGURES, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALanguageModelAndItsSpellingOverSubwordsItEqualsBruteForce(long seed) {
        var guidance =
                new Guidance(WordGrouping.of(SUBWORDS), Optional.of(SPELLED), Optional.empty(), Optional.empty());
        assertEqualsBruteForce(seed, SUBWORDS, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALanguageModelOverSubwordsItEqualsBruteForce(long seed) {
        var guidance = new Guidance(WordGrouping.of(SUBWORDS), Optional.of(FUSION), Optional.empty(), Optional.empty());
        assertEqualsBruteForce(seed, SUBWORDS, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withHotWordsItEqualsBruteForce(long seed) {
        var grouping = WordGrouping.of(VOCABULARY);
        var hotwords = Hotwords.of(HOTWORDS, VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.of(hotwords), Optional.empty());
        assertEqualsBruteForce(seed, VOCABULARY, guidance, Set.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALexiconItEqualsBruteForce(long seed) {
        var grouping = WordGrouping.of(VOCABULARY);
        var words = List.of("ab", "b", "bba");
        var lexicon = Lexicon.of(words, VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        assertEqualsBruteForce(seed, VOCABULARY, guidance, Set.copyOf(words));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withALexiconWhereNothingPartsWordsItEqualsBruteForce(long seed) {
        var vocabulary = Vocabulary.of(List.of("a", "b", "ba", "<blank>"), 3);
        var grouping = WordGrouping.of(vocabulary);
        var words = List.of("ab", "abb", "bba");
        var lexicon = Lexicon.of(words, vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        assertEqualsBruteForce(
                seed, vocabulary, guidance, labels -> grouping.text(labels).matches("(ab|abb|bba)*"));
    }

    @Test
    void wordsOfALexiconAreReadOneAfterTheOtherWhereNothingPartsThem() {
        var vocabulary = Vocabulary.of(List.of("_", "天", "地", "人", "和"), 0);
        var grouping = WordGrouping.of(vocabulary);
        var lexicon = Lexicon.of(List.of("天地", "人和"), vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var rows = new float[7][];
        int[] path = {1, 0, 2, 3, 3, 0, 4};
        for (int t = 0; t < path.length; t++) {
            rows[t] = new float[] {.05f, .05f, .05f, .05f, .05f};
            rows[t][path[t]] = .8f;
        }
        var decoder = new PrefixBeamDecoder(new LogForward(), 0, BeamSettings.DEFAULT, Optional.of(guidance));
        var read = decoder.decode(Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS));
        assertThat(vocabulary.text(read.getFirst().labels())).isEqualTo("天地人和");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withEverythingOverSubwordsItEqualsBruteForce(long seed) {
        var grouping = WordGrouping.of(SUBWORDS);
        var words = List.of("ab", "a", "b");
        var guidance = new Guidance(
                grouping,
                Optional.of(FUSION),
                Optional.of(Hotwords.of(HOTWORDS, SUBWORDS, grouping)),
                Optional.of(Lexicon.of(words, SUBWORDS, grouping)));
        assertEqualsBruteForce(seed, SUBWORDS, guidance, Set.copyOf(words));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a</w> b </w>",
                "a </w> b</w>",
                "##a b a",
                "##a a ##b",
                "a@@ b a",
                "a@@ b@@ b",
                "▁a ▁▁ b",
                "▁▁a b▁ ▁",
                "▁a▁ b ▁"
            })
    void withMarkedWordPiecesItEqualsBruteForce(String symbols) {
        var pieces = new ArrayList<>(List.of(symbols.split(" ")));
        pieces.add("<blank>");
        var vocabulary = Vocabulary.of(pieces, 3);
        var grouping = WordGrouping.of(vocabulary);
        var words = List.of("ab", "a", "b");
        var guidance = new Guidance(
                grouping,
                Optional.of(FUSION),
                Optional.of(Hotwords.of(HOTWORDS, vocabulary, grouping)),
                Optional.of(Lexicon.of(words, vocabulary, grouping)));
        assertEqualsBruteForce(7, vocabulary, guidance, Set.copyOf(words));
    }

    private static void assertEqualsBruteForce(long seed, Vocabulary vocabulary, Guidance guidance, Set<String> words) {
        assertEqualsBruteForce(seed, vocabulary, guidance, labels -> allowed(labels, guidance.grouping(), words));
    }

    private static void assertEqualsBruteForce(
            long seed, Vocabulary vocabulary, Guidance guidance, Predicate<Labels> allowed) {
        Emissions emissions =
                TinyCase.random(new Random(seed), 6, 4, vocabulary.blank(), 0).emissions();
        List<Expected> expected = BruteForce.probabilities(emissions, vocabulary.blank()).entrySet().stream()
                .filter(hypothesis -> allowed.test(hypothesis.getKey()))
                .map(hypothesis -> new Expected(
                        hypothesis.getKey(), Math.log(hypothesis.getValue()) + bonus(hypothesis.getKey(), guidance)))
                .sorted(Comparator.comparingDouble(Expected::score).reversed())
                .toList();
        var settings = BeamSettings.unpruned(EVERYTHING, EVERYTHING);
        var decoder = new PrefixBeamDecoder(new LogForward(), vocabulary.blank(), settings, Optional.of(guidance));

        List<Hypothesis> actual = decoder.decode(emissions);

        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), within(ROUNDING));
        }
        // hypotheses of equal score may change places: as a set they are the same
        assertThat(actual)
                .extracting(Hypothesis::labels)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Expected::labels).toList());
        assertThat(actual.stream().mapToDouble(Hypothesis::confidence).sum()).isCloseTo(1, within(1e-9));
    }

    private static boolean allowed(Labels labels, WordGrouping grouping, Set<String> words) {
        return words.isEmpty() || grouping.words(labels).stream().allMatch(word -> words.contains(word.text()));
    }

    private static double bonus(Labels labels, Guidance guidance) {
        double bonus = 0;
        if (guidance.languageModel().isPresent()) {
            bonus += languageModel(
                    guidance.grouping().words(labels),
                    guidance.languageModel().orElseThrow().unknownLogProb());
        }
        if (guidance.hotwords().isPresent()) {
            String text = " " + guidance.grouping().text(labels) + " "; // a run of delimiters is one space
            bonus += hotwords(text.replace("  ", " "));
        }
        return bonus;
    }

    private static double languageModel(List<WordGrouping.Word> words, OptionalDouble flat) {
        var context = new int[] {LanguageModel.NO_WORD};
        MODEL.startSentence(context, 0);
        double sum = 0;
        for (WordGrouping.Word word : words) {
            int number = MODEL.word(WordHash.append(WordHash.EMPTY, word.text()));
            double logProb = !MODEL.isUnknown(number)
                    ? MODEL.logProb(context, 0, number)
                    : flat.orElseGet(() -> unlisted(word.text()) + spelling(word.text()));
            sum += 0.7 * logProb + 1.2;
            MODEL.advance(context, 0, context, 0, number);
        }
        return sum + 0.7 * MODEL.endLogProb(context, 0);
    }

    /** It lists no unknown word: 2 % of all words, and a tenth figures. */
    private static double unlisted(String word) {
        return Character.isDigit(word.charAt(0)) ? Math.log(0.1) : -4;
    }

    private static double spelling(String word) {
        var spelling = MODEL.spelling();
        int state = spelling.start();
        double logProb = 0;
        for (int i = 0; i < word.length(); i++) {
            logProb += spelling.logProb(state, word.charAt(i));
            state = spelling.next(state, word.charAt(i));
        }
        return logProb + spelling.endLogProb(state);
    }

    private static double hotwords(String text) {
        double sum = 0;
        for (Hotword hotword : HOTWORDS) {
            for (int at = 0; at < text.length(); at++) {
                sum += text.startsWith(hotword.phrase(), at) ? hotword.bonus() : 0;
            }
        }
        return sum;
    }

    /** Without it "ba", which is no word of the model, is so far behind "b" that it is dropped. */
    @Test
    void aHotWordIsNotPutBehindForBeingUnknownToTheModel() {
        var grouping = WordGrouping.of(VOCABULARY);
        var hotwords = Hotwords.of(List.of(new Hotword("ba", 2)), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.of(FUSION), Optional.of(hotwords), Optional.empty());
        assertThat(read(B_OR_BA, guidance)).isEqualTo(Labels.of(2, 0));
    }

    @Test
    void aWordOfTheLexiconIsNotPutBehindForBeingUnknownToTheModel() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("b", "ba"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.of(FUSION), Optional.empty(), Optional.of(lexicon));
        assertThat(read(B_OR_BA, guidance)).isEqualTo(Labels.of(2, 0));
    }

    @Test
    void aLexiconOfWhichNothingIsWithinTheLimitsIsReadWithoutThem() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("b"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var mostlyA = Emissions.of(FloatMatrix.ofRows(new float[] {0.9995f, 0, 0.0005f, 0}), ScoreKind.PROBS);
        assertThat(read(mostlyA, guidance)).isEqualTo(Labels.of(2));
    }

    @Test
    void aLanguageModelMayPartWordsThoughTheSpaceIsBelowTheLimit() {
        var fusion = LanguageModelFusion.spelled(MODEL, 1, 10);
        var guidance =
                new Guidance(WordGrouping.of(VOCABULARY), Optional.of(fusion), Optional.empty(), Optional.empty());
        float space = (float) Math.exp(BeamSettings.DEFAULT.tokenMinLogProb() - 1);
        var row = new float[] {0, space, 0, 1 - space};
        var a = new float[] {1, 0, 0, 0};
        var b = new float[] {0, 0, 1, 0};
        var emissions = Emissions.of(FloatMatrix.ofRows(a, b, row, a, b), ScoreKind.PROBS);
        assertThat(VOCABULARY.text(read(emissions, guidance))).isEqualTo("ab ab");
    }

    /** A prefix that stood in the beam twice would have its share of the sum twice. */
    @Test
    void aSpaceBelowTheLimitIsConsideredOnceWhereImprobableClassesAre() {
        var vocabulary = Vocabulary.of(List.of("a", " ", "b", "c", "<blank>"), 4);
        var grouping = WordGrouping.of(vocabulary);
        var hotwords = Hotwords.of(List.of(new Hotword("b", -1)), vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.of(FUSION), Optional.of(hotwords), Optional.empty());
        float[] row = {.3f, .003f, .3f, .0001f, .3969f};
        var emissions = Emissions.of(FloatMatrix.ofRows(row, row), ScoreKind.PROBS);
        var settings = new BeamSettings(EVERYTHING, EVERYTHING, -5, -30);
        var read = new PrefixBeamDecoder(new LogForward(), 4, settings, Optional.of(guidance)).decode(emissions);
        assertThat(read).extracting(Hypothesis::labels).contains(Labels.of(0, 1), Labels.of(0, 3));
        assertThat(read.stream().mapToDouble(Hypothesis::confidence).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void inANarrowBeamTheLexiconsClassesAreConsideredHoweverManyAreMoreProbable() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "c", "d", "<blank>"), 4);
        var grouping = WordGrouping.of(vocabulary);
        var lexicon = Lexicon.of(List.of("d"), vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {1, 4e-6f, 2e-6f, 1e-7f, 0}), ScoreKind.PROBS);
        var narrow = new BeamSettings(1, 1, -5, -10);
        var read = new PrefixBeamDecoder(new LogForward(), 4, narrow, Optional.of(guidance)).decode(emissions);
        assertThat(read).extracting(Hypothesis::labels).containsExactly(Labels.of(3));
    }

    private static Labels read(Emissions emissions, Guidance guidance) {
        var decoder = new PrefixBeamDecoder(new LogForward(), 3, BeamSettings.DEFAULT, Optional.of(guidance));
        return decoder.decode(emissions).getFirst().labels();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofHypothesesThatDifferOnlyInSpacesTheBestIsListed(long seed) {
        Emissions emissions =
                TinyCase.random(seed, /* frames= */ 5, /* vocabSize= */ 4).emissions();
        var grouping = WordGrouping.of(VOCABULARY);
        var everything = hypotheses(emissions, BeamSettings.unpruned(EVERYTHING, EVERYTHING), Optional.empty());
        var best = new LinkedHashMap<String, Hypothesis>();
        everything.forEach(one -> best.putIfAbsent(grouping.text(one.labels()).replace(" ", ""), one));
        assertThat(best.size()).isLessThan(everything.size());
        assertThat(hypotheses(emissions, BeamSettings.unpruned(EVERYTHING, 20), Optional.of(grouping)))
                .usingRecursiveComparison()
                // more hypotheses share their work in other places
                .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-13, Double.class)
                .isEqualTo(best.values().stream().limit(20).toList());
    }

    private static List<Hypothesis> hypotheses(
            Emissions emissions, BeamSettings settings, Optional<WordGrouping> grouping) {
        return new PrefixBeamDecoder(new LogForward(), 3, settings, Optional.empty(), grouping, Long.MAX_VALUE)
                .decode(emissions);
    }

    @Test
    void aLineThatTheLexiconDoesNotFitIsReadAsFarAsItDoes() {
        var english = Vocabulary.ofEnglish();
        var grouping = WordGrouping.of(english);
        var lexicon = Lexicon.of(List.of("a", "harbour", "minor", "of"), english, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        Labels line = english.labels("harbour of a minor west");
        var rows = new float[2 * line.length()][english.size()];
        for (int t = 0; t < rows.length; t++) {
            Arrays.fill(rows[t], 0.00001f);
            rows[t][t % 2 == 0 ? line.get(t / 2) : english.blank()] = 0.99973f;
        }
        var emissions = Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
        var read = new PrefixBeamDecoder(new LogForward(), english.blank(), BeamSettings.DEFAULT, Optional.of(guidance))
                .decode(emissions);
        assertThat(english.text(read.getFirst().labels())).startsWith("harbour of a minor");
    }

    @Test
    void aWordUnderWayAtTheEndGivesWayToAReadingOfWholeWords() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("abab", "b"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        float[] a = {0.999f, 0.0004f, 0.0004f, 0.0002f};
        float[] b = {0.0004f, 0.0004f, 0.999f, 0.0002f};
        var underWay = Emissions.of(FloatMatrix.ofRows(a, b, a), ScoreKind.PROBS);
        assertThat(read(underWay, guidance)).isEqualTo(Labels.of(2));
    }

    @Test
    void aWordOfProbabilityZeroIsNeverRead() {
        var grouping = WordGrouping.of(VOCABULARY);
        var never = model("""
                \\data\\
                ngram 1=4

                \\1-grams:
                -inf\t<s>
                -0.7\t</s>
                -0.6\ta
                -inf\tb

                \\end\\
                """);
        var fusion = LanguageModelFusion.spelled(never, 0.5, 1.5);
        var guidance = new Guidance(grouping, Optional.of(fusion), Optional.empty(), Optional.empty());
        var surelyB = Emissions.of(FloatMatrix.ofRows(new float[] {0.01f, 0.001f, 0.988f, 0.001f}), ScoreKind.PROBS);
        var decoder = new PrefixBeamDecoder(new LogForward(), 3, BeamSettings.unpruned(64, 64), Optional.of(guidance));
        assertThat(decoder.decode(surelyB))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.score()).isFinite())
                .noneSatisfy(one -> assertThat(one.labels()).isEqualTo(Labels.of(2)));
    }

    @Test
    void aLexiconOfWhichNothingFitsLeavesTheEmptyReading() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("bbb"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var emissions =
                Emissions.of(FloatMatrix.ofRows(new float[] {0, 0, 1, 0}, new float[] {0, 0, 1, 0}), ScoreKind.PROBS);
        var decoder = new PrefixBeamDecoder(new LogForward(), 3, BeamSettings.DEFAULT, Optional.of(guidance));
        assertThat(decoder.decode(emissions)).extracting(Hypothesis::labels).containsExactly(Labels.of());
    }

    @Test
    void aLineThatTheLexiconRulesOutIsReadAsTheWordsThatWereSettledBefore() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("ab"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var sure = new float[8][4];
        String line = "ab ab ba"; // no word begins with b
        for (int t = 0; t < sure.length; t++) {
            sure[t]["a b".indexOf(line.charAt(t))] = 1;
        }
        var emissions = Emissions.of(FloatMatrix.ofRows(sure), ScoreKind.PROBS);
        var decoder = new PrefixBeamDecoder(new LogForward(), 3, BeamSettings.DEFAULT, Optional.of(guidance));
        List<Hypothesis> read = decoder.decode(emissions);
        assertThat(read).extracting(Hypothesis::labels).containsExactly(VOCABULARY.labels("ab ab "));
        assertThat(read.getFirst().logProb()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(read.getFirst().confidence()).isZero();
    }

    @Test
    void handwritingIsReadAsAWordOfTheLexicon() throws IOException {
        SharedData data = SharedData.require();
        SharedData.Item item = data.items("handwriting_iam").getFirst();
        List<String> words = Files.readAllLines(data.file("handwriting_corpora/iam_word_dictionary.txt"));
        Vocabulary vocabulary = item.vocabulary();
        var grouping = WordGrouping.of(vocabulary);
        var lexicon = Lexicon.of(words, vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var decoder =
                new PrefixBeamDecoder(new LogForward(), item.blank(), BeamSettings.DEFAULT, Optional.of(guidance));
        Hypothesis read = decoder.decode(item.emissions()).getFirst();
        assertThat(vocabulary.text(read.labels())).isEqualTo("aircraft");
    }

    private static LanguageModel model(String arpa) {
        try {
            return NgramLanguageModel.read(new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
