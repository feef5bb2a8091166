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
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of phrases with a very negative bonus: what is read instead, and that other text is not changed. */
class AvoidedPhrasesTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final double BAN = -1000;
    private static final double FLOAT_ROUNDING = 1e-5;

    @Test
    void whatStandsInPlaceOfAPhraseMayBeImprobable() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "<e>"), 2);
        var surelyA = Emissions.of(FloatMatrix.ofRows(new float[] {0.99f, 0.005f, 0.005f}), ScoreKind.PROBS);
        var read = decode(surelyA, vocabulary, 3, new Hotword("a", BAN));
        assertThat(read).extracting(Hypothesis::labels).containsExactlyInAnyOrder(Labels.of(), Labels.of(1));
        assertThat(read.get(0).score()).isCloseTo(Math.log(0.005), within(FLOAT_ROUNDING));
        assertThat(read.get(1).score()).isCloseTo(Math.log(0.005), within(FLOAT_ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.9f, 0.99f, 0.9999f, 0.999999f})
    void noneOfSeveralPhrasesIsRead(float sure) {
        var read = decode(
                spelled("the cat sat in new york", sure),
                ENGLISH,
                5,
                new Hotword("cat", BAN),
                new Hotword("new york", BAN),
                new Hotword("the", BAN));
        for (Hypothesis hypothesis : read) {
            assertThat(ENGLISH.text(hypothesis.labels())).doesNotContain("cat", "new york", "the");
            assertThat(hypothesis.parts().hotwords()).isZero();
        }
        assertThat(ENGLISH.text(read.getFirst().labels())).contains(" sat in ");
    }

    /** While a phrase is incomplete, the width alone limits the beam: also the narrowest has place for what does not complete it. */
    @ParameterizedTest
    @CsvSource({"1, -50", "1, -1000", "4, -50", "4, -1000", "16, -50", "16, -1000", "100, -50", "100, -1000"})
    void noneOfManyPhrasesIsReadHoweverNarrowTheBeam(int width, double bonus) {
        var phrases = List.of("the", "cat", "sat", "in", " new york ", "york", "city", " and ", "dog", " ran ");
        Hotword[] banned =
                phrases.stream().map(phrase -> new Hotword(phrase, bonus)).toArray(Hotword[]::new);
        var emissions = spelled("the cat sat in new york city and the dog ran", 0.9999f);
        var read = decode(emissions, ENGLISH, new BeamSettings(width, 1, -5, -10), banned)
                .getFirst();
        assertThat(" " + ENGLISH.text(read.labels()) + " ").doesNotContain(phrases);
        assertThat(read.parts().hotwords()).isZero();
    }

    /** Delimiters in a row read as one space. */
    @Test
    void delimitersInARowDoNotHideAPhrase() {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "<e>"), 3);
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {.01f, .97f, .01f, .01f},
                        new float[] {.01f, .01f, .96f, .02f},
                        new float[] {.01f, .01f, .18f, .8f},
                        new float[] {.01f, .01f, .96f, .02f},
                        new float[] {.97f, .01f, .01f, .01f}),
                ScoreKind.PROBS);
        for (Hypothesis read : decode(emissions, vocabulary, 10, new Hotword("b a", BAN))) {
            assertThat(WordGrouping.of(vocabulary).text(read.labels())).doesNotContain("b a");
            assertThat(read.parts().hotwords()).isZero();
        }
    }

    /** In the second frame no class above the limit has a character of the phrase, which the end of the text completes. */
    @Test
    void insideAPhraseWhatDoesNotCompleteItMayBeImprobable() {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "<e>"), 3);
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {.999999f, 1e-9f, 1e-9f, 1e-9f}, new float[] {1e-4f, .005f, 1e-9f, .9949f}),
                ScoreKind.PROBS);
        var read = decode(emissions, vocabulary, 1, new Hotword(" a ", BAN)).getFirst();
        assertThat(vocabulary.text(read.labels())).isEqualTo("ab");
        assertThat(read.score()).isCloseTo(Math.log(0.005), within(FLOAT_ROUNDING));
    }

    @Test
    void wordsThatOnlyBeginLikeAPhraseAreReadAsEver() {
        var emissions = spelled("that hotel is thin", 0.97f);
        var read = decode(emissions, ENGLISH, 1, new Hotword("the", BAN), new Hotword("hotels", BAN));
        assertThat(ENGLISH.text(read.getFirst().labels())).isEqualTo("that hotel is thin");
    }

    /** With a lexicon the ban comes with the last letter of a word, and the alternative parts with the first, far behind the beam. */
    @ParameterizedTest
    @ValueSource(doubles = {-18, -25, -40, BAN})
    void anotherWordOfALexiconTakesThePlaceHoweverFarBehindItsFirstLetterIs(double bonus) {
        var emissions = spelled("the cat sat", 0.999999f);
        var read =
                decode(emissions, BeamSettings.DEFAULT, List.of("the", "cat", "rat", "sat"), new Hotword("cat", bonus));
        assertThat(ENGLISH.text(read.labels())).isEqualTo("the rat sat");
        assertThat(read.score()).isCloseTo(Math.log((1 - 0.999999f) / 27), within(1e-3));
    }

    /** The beam has place for words under way only, which the text does not complete. */
    @Test
    void whereALexiconLeavesNothingElseAWordIsReadAlthoughItIsToBeAvoided() {
        var rows = new float[4][ENGLISH.size()];
        rows[0]['c' - 'a'] = 0.6f;
        rows[0]['r' - 'a'] = 0.4f;
        rows[1]['a' - 'a'] = 1;
        rows[2]['t' - 'a'] = 1;
        rows[3]['e' - 'a'] = 0.999f;
        rows[3][ENGLISH.blank()] = 0.001f;
        var read = decode(
                Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS),
                new BeamSettings(2, 1, -5, -10),
                List.of("cat", "rat", "cater", "rates"),
                new Hotword(" cat ", BAN),
                new Hotword(" rat ", BAN));
        assertThat(ENGLISH.text(read.labels())).isEqualTo("cat");
    }

    private static Hypothesis decode(
            Emissions emissions, BeamSettings settings, List<String> lexicon, Hotword... hotwords) {
        var grouping = WordGrouping.of(ENGLISH);
        var guidance = new Guidance(
                grouping,
                Optional.empty(),
                Optional.of(Hotwords.of(List.of(hotwords), ENGLISH, grouping)),
                Optional.of(Lexicon.of(lexicon, ENGLISH, grouping)));
        return new PrefixBeamDecoder(new LogForward(), ENGLISH.blank(), settings, Optional.of(guidance))
                .decode(emissions)
                .getFirst();
    }

    @Test
    void ofThousandsOfClassesTheNextBestTakesThePlace() {
        int size = 6625;
        var vocabulary = Vocabulary.of(
                IntStream.range(0, size)
                        .mapToObj(v -> Character.toString(0x4e00 + v))
                        .toList(),
                0);
        var scores = new float[3][size];
        for (float[] row : scores) {
            Arrays.fill(row, -20);
        }
        scores[0][100] = 10;
        scores[1][0] = 10;
        scores[2][200] = 10;
        scores[2][6000] = 1;
        scores[2][5000] = 0.5f;
        var read = decode(
                Emissions.of(FloatMatrix.ofRows(scores), ScoreKind.LOGITS),
                vocabulary,
                2,
                new Hotword(vocabulary.symbol(100) + vocabulary.symbol(200), BAN));
        assertThat(read).extracting(Hypothesis::labels).containsExactly(Labels.of(100, 6000), Labels.of(100, 5000));
    }

    @Test
    void noBannedWordIsReadFromRealLinesAndOtherLinesStayAsTheyAre() {
        SharedData data = SharedData.require();
        var banned = List.of("the", "and", "of");
        int changed = 0;
        for (SharedData.Item item : data.items("ocr_scan_en_folded")) {
            var vocabulary = item.vocabulary();
            var grouping = WordGrouping.of(vocabulary);
            Emissions emissions = item.emissions();
            String freely =
                    grouping.text(decode(emissions, vocabulary, 1).getFirst().labels());
            Hotword[] maluses = banned.stream()
                    .map(word -> new Hotword(" " + word + " ", BAN))
                    .toArray(Hotword[]::new);
            String read = grouping.text(
                    decode(emissions, vocabulary, 1, maluses).getFirst().labels());
            var words = new HashSet<>(List.of(read.split(" ")));
            assertThat(words).as(item.id()).doesNotContainAnyElementsOf(banned);
            if (Arrays.stream(freely.split(" ")).anyMatch(banned::contains)) {
                changed++;
            } else {
                assertThat(read).as(item.id()).isEqualTo(freely);
            }
        }
        assertThat(changed).isPositive();
    }

    private static List<Hypothesis> decode(Emissions emissions, Vocabulary vocabulary, int nBest, Hotword... hotwords) {
        return decode(emissions, vocabulary, new BeamSettings(64, nBest, -5, -10), hotwords);
    }

    private static List<Hypothesis> decode(
            Emissions emissions, Vocabulary vocabulary, BeamSettings settings, Hotword... hotwords) {
        var grouping = WordGrouping.of(vocabulary);
        Optional<Guidance> guidance = hotwords.length == 0
                ? Optional.empty()
                : Optional.of(new Guidance(
                        grouping,
                        Optional.empty(),
                        Optional.of(Hotwords.of(List.of(hotwords), vocabulary, grouping)),
                        Optional.empty()));
        return new PrefixBeamDecoder(
                        new LogForward(), vocabulary.blank(), settings, guidance, Optional.of(grouping), Long.MAX_VALUE)
                .decode(emissions);
    }

    /** Returns a frame a letter and a blank between, sure of them; the rest is shared among the other classes. */
    private static Emissions spelled(String text, float sure) {
        var labels = ENGLISH.labels(text);
        var rows = new float[2 * labels.length()][ENGLISH.size()];
        for (int t = 0; t < rows.length; t++) {
            Arrays.fill(rows[t], (1 - sure) / (ENGLISH.size() - 1));
            rows[t][t % 2 == 0 ? labels.get(t / 2) : ENGLISH.blank()] = sure;
        }
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
    }
}
