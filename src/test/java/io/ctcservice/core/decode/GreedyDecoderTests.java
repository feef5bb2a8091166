package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreedyDecoderTests {

    private static final double FLOAT_ROUNDING = 1e-6; // the inputs are float32: 6e-8 relative, a few factors each

    private final Decoder decoder = new GreedyDecoder(new LogForward(), 0);

    /** The toy of Hannun 2017: p(ε) = .6, p(a) = .4 in both frames. */
    @Test
    void readsNothingWhereEachFrameIsMostLikelyBlank() {
        Hypothesis read = decodeOne(new float[][] {{.6f, .4f}, {.6f, .4f}});
        assertThat(read.labels()).isEqualTo(Labels.of());
        assertThat(read.score()).isCloseTo(Math.log(.36), within(FLOAT_ROUNDING));
        assertThat(read.confidence()).isCloseTo(.36, within(FLOAT_ROUNDING));
    }

    @Test
    void itsScoreIsThatOfTheBestPathAndItsLogProbThatOfAllPaths() {
        Hypothesis read = decodeOne(new float[][] {{.4f, .6f}, {.4f, .6f}});
        assertThat(read.labels()).isEqualTo(Labels.of(1));
        assertThat(read.score()).isCloseTo(Math.log(.36), within(FLOAT_ROUNDING));
        assertThat(read.logProb()).isCloseTo(Math.log(.84), within(FLOAT_ROUNDING));
        assertThat(read.parts()).isEqualTo(ScoreParts.ofAcoustic(read.score()));
    }

    @Test
    void mergesRunsBeforeItDropsBlanks() {
        float[] a = {.1f, .8f, .1f};
        float[] blank = {.8f, .1f, .1f};
        assertThat(decodeOne(new float[][] {a, a, blank, a, {.1f, .1f, .8f}}).labels())
                .isEqualTo(Labels.of(1, 1, 2));
    }

    @Test
    void tiesGoToTheLowerClass() {
        assertThat(decodeOne(new float[][] {{.2f, .4f, .4f}}).labels()).isEqualTo(Labels.of(1));
        assertThat(decodeOne(new float[][] {{.5f, .5f}}).labels()).isEqualTo(Labels.of());
    }

    @Test
    void aBlankThatIsNoClassIsRefused() {
        for (int blank : new int[] {-1, 2}) {
            var other = new GreedyDecoder(new LogForward(), blank);
            assertThatExceptionOfType(CtcInputException.class)
                    .isThrownBy(() -> other.open(2, EndpointRules.NONE, 0))
                    .satisfies(refused -> assertThat(refused.field()).isEqualTo("blank"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aVocabularyOfAnotherSizeIsRefused(boolean greedy) {
        var grouping = Optional.of(WordGrouping.of(Vocabulary.ofEnglish()));
        Decoder other = greedy
                ? new GreedyDecoder(new LogForward(), 0, grouping, 100)
                : new PrefixBeamDecoder(
                        new LogForward(), 0, BeamSettings.DEFAULT, Optional.empty(), grouping, Long.MAX_VALUE);
        for (int size : new int[] {2, 40}) {
            assertThatExceptionOfType(CtcInputException.class)
                    .isThrownBy(() -> other.open(size, EndpointRules.NONE, 0))
                    .withMessageContaining("28, the size of the vocabulary");
        }
    }

    @Test
    void anExactProbabilityOfTooManyCellsIsNotKnown() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {0, 1}, new float[] {0, 1}), ScoreKind.LOGITS);
        assertThat(new GreedyDecoder(new LogForward(), 0, 5)
                        .decode(emissions)
                        .getFirst()
                        .logProb())
                .isNaN();
        assertThat(new GreedyDecoder(new LogForward(), 0, 6)
                        .decode(emissions)
                        .getFirst()
                        .logProb())
                .isNegative();
    }

    private Hypothesis decodeOne(float[][] probs) {
        var hypotheses = decoder.decode(Emissions.of(FloatMatrix.ofRows(probs), ScoreKind.PROBS));
        assertThat(hypotheses).hasSize(1);
        return hypotheses.getFirst();
    }
}
