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
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of phrases whose bonus is larger than what the network has against them: the score prefers them, so they are found. */
class InsistentPhrasesTests {

    private static final Vocabulary PIECES = Vocabulary.of(List.of("▁the", "▁cat", "▁hat", "s", "▁", "<b>"), 5);

    /** What other paths of the same labels add, some of which a search prunes. */
    private static final double OTHER_PATHS = 0.01;

    /** ln 0.001 is −6.9, below the limit of −5: the bonus of 10 outweighs it, that of 6 does not. */
    @Test
    void aBonusOutweighsAnImprobableClass() {
        var emissions = surely(0.995f, 0, 5, 1, 3);
        assertThat(read(emissions, new Hotword("hats", 6)).labels()).isEqualTo(Labels.of(0, 1, 3));
        Hypothesis read = read(emissions, new Hotword("hats", 10));
        assertThat(read.labels()).isEqualTo(Labels.of(0, 2, 3));
        assertThat(read.score()).isCloseTo(Math.log(0.001) + 3 * Math.log(0.995) + 10, within(OTHER_PATHS));
    }

    @Test
    void theLargestOfSeveralBonusesOutweighsAnImprobableClass() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "c", "<b>"), 3);
        var grouping = WordGrouping.of(vocabulary);
        var hotwords = Hotwords.of(List.of(new Hotword("b", 10), new Hotword("c", 5.5)), vocabulary, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.of(hotwords), Optional.empty());
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {0.997f, 0.001f, 0.001f, 0.001f}), ScoreKind.PROBS);
        var read = new PrefixBeamDecoder(new LogForward(), 3, BeamSettings.DEFAULT, Optional.of(guidance))
                .decode(emissions);
        assertThat(read.getFirst().labels()).isEqualTo(Labels.of(1));
    }

    /** The improbable class lasts two frames: the network is sure of another one in both. */
    @Test
    void anImprobableClassMayLast() {
        var emissions = surely(0.995f, 0, 5, 1, 1, 3);
        assertThat(read(emissions, new Hotword("the hats", 16)).labels()).isEqualTo(Labels.of(0, 2, 3));
        assertThat(read(emissions, new Hotword("the hats", 12)).labels()).isEqualTo(Labels.of(0, 1, 3));
    }

    /** In all frames the network is sure of the blank. */
    @Test
    void aPhraseIsFoundAlsoInFramesOfTheBlank() {
        var emissions = surely(0.999f, 5, 5);
        assertThat(read(emissions, new Hotword("hat", 20)).labels()).isEqualTo(Labels.of(2));
        assertThat(read(emissions, new Hotword("hat", 5)).labels()).isEqualTo(Labels.of());
    }

    /** Four fifths of the bonus are granted before the phrase breaks off, and put its beginning far ahead of what is right. */
    @Test
    void aPhraseThatBreaksOffLeavesWhatWasRightBeforeIt() {
        var vocabulary = Vocabulary.of(List.of("g", "c", "a", "t", "e", "r", "<b>"), 6);
        var rows = new float[4][vocabulary.size()];
        for (int t = 0; t < rows.length; t++) {
            Arrays.fill(rows[t], 1e-12f);
            rows[t][t == 0 ? 0 : t + 1] = 1;
        }
        rows[0][1] = 1e-4f;
        var hotwords = Hotwords.of(List.of(new Hotword("cater", 30)), vocabulary, WordGrouping.of(vocabulary));
        var guidance =
                new Guidance(WordGrouping.of(vocabulary), Optional.empty(), Optional.of(hotwords), Optional.empty());
        var read = new PrefixBeamDecoder(new LogForward(), 6, BeamSettings.DEFAULT, Optional.of(guidance))
                .decode(Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS));
        assertThat(vocabulary.text(read.getFirst().labels())).isEqualTo("gate");
    }

    /** What is best by its score in an exhaustive search is the best of the usual one, too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBestOfAnExhaustiveSearchIsFound(long seed) {
        var random = new Random(seed);
        var emissions = surely(0.995f, random.ints(6, 0, 6).toArray());
        var hotwords = new Hotword[] {new Hotword("the hats", 14), new Hotword("cat", 8), new Hotword("ss", 11)};
        var exhaustive = decode(emissions, BeamSettings.unpruned(2000, 1), hotwords);
        var usual = decode(emissions, BeamSettings.DEFAULT, hotwords);
        assertThat(usual.score()).isCloseTo(exhaustive.score(), within(OTHER_PATHS)); // labels may differ in a tie
    }

    private static Hypothesis read(Emissions emissions, Hotword... hotwords) {
        return decode(emissions, BeamSettings.DEFAULT, hotwords);
    }

    private static Hypothesis decode(Emissions emissions, BeamSettings settings, Hotword... hotwords) {
        var grouping = WordGrouping.of(PIECES);
        var guidance = new Guidance(
                grouping,
                Optional.empty(),
                Optional.of(Hotwords.of(List.of(hotwords), PIECES, grouping)),
                Optional.empty());
        return new PrefixBeamDecoder(new LogForward(), PIECES.blank(), settings, Optional.of(guidance))
                .decode(emissions)
                .getFirst();
    }

    /** Returns emissions that give these classes a probability, and the others equal shares of the rest. */
    private static Emissions surely(float probability, int... classes) {
        var rows = new float[classes.length][PIECES.size()];
        for (int t = 0; t < classes.length; t++) {
            Arrays.fill(rows[t], (1 - probability) / (PIECES.size() - 1));
            rows[t][classes[t]] = probability;
        }
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
    }
}
