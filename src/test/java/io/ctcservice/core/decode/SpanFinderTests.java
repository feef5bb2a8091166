package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.span.WordSpan;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanFinderTests {

    private static final double FLOAT_ROUNDING = 1e-6; // the inputs are float32: 6e-8 relative, a few factors each
    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("<blank>", "a", "b", " "), 0);

    private final SpanFinder finder = new SpanFinder(0, Optional.of(WordGrouping.of(VOCABULARY)));

    @Test
    void tokensAreTheRunsOfTheBestPath() {
        Spans spans = finder.find(rows("aa_ab b"), Labels.of(1, 1, 2, 3, 2));
        assertThat(spans.framePath()).containsExactly(1, 1, 0, 1, 2, 3, 2);
        assertThat(spans.tokens()).extracting(token -> token.span().start()).containsExactly(0, 3, 4, 5, 6);
        assertThat(spans.tokens()).extracting(token -> token.span().end()).containsExactly(2, 4, 5, 6, 7);
        assertThat(spans.tokens())
                .allSatisfy(token -> assertThat(token.span().score()).isCloseTo(Math.log(.7), within(FLOAT_ROUNDING)));
    }

    @Test
    void wordsReachFromTheirFirstTokenToTheirLast() {
        WordSpan word =
                finder.find(rows("_aab  b"), Labels.of(1, 2, 3, 2)).words().getFirst();
        assertThat(word.text()).isEqualTo("ab");
        assertThat(word.start()).isEqualTo(1);
        assertThat(word.end()).isEqualTo(4);
        assertThat(word.firstToken()).isEqualTo(0);
        assertThat(word.endToken()).isEqualTo(2);
        assertThat(word.confidence()).isCloseTo(.7, within(FLOAT_ROUNDING)); // of b, which has one frame
    }

    /** a in two frames of .7 and .6, b in one of .9. */
    @Test
    void theScoreOfAWordIsTheMeanOverTheFramesOfItsTokens() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {.1f, .7f, .1f, .1f}, new float[] {.2f, .6f, .1f, .1f}, new float[] {
                    .03f, .03f, .9f, .04f
                }),
                ScoreKind.PROBS);
        WordSpan word = finder.find(emissions, Labels.of(1, 2)).words().getFirst();
        double expected = (Math.log(.7) + Math.log(.6) + Math.log(.9)) / 3;
        assertThat(word.score()).isCloseTo(expected, within(FLOAT_ROUNDING));
    }

    @Test
    void labelsThatTheBestPathDoesNotReadAreAligned() {
        Spans spans = finder.find(rows("a_b_"), Labels.of(1, 3, 2));
        assertThat(spans.tokens()).extracting(token -> token.span().label()).containsExactly(1, 3, 2);
        assertThat(spans.framePath()).containsExactly(1, 3, 2, 0);
        assertThat(spans.tokens().get(1).confidence()).isCloseTo(.1, within(FLOAT_ROUNDING));
    }

    @Test
    void withoutAVocabularyThereAreTokensButNoWords() {
        Spans spans = new SpanFinder(0, Optional.empty()).find(rows("ab"), Labels.of(1, 2));
        assertThat(spans.tokens()).hasSize(2);
        assertThat(spans.words()).isEmpty();
    }

    @Test
    void labelsThatNoPathGivesAreRefused() {
        assertThatThrownBy(() -> finder.find(rows("aa"), Labels.of(1, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void framesThatGiveTheLabelsNoProbabilityArePassedOver() {
        var sure = new float[6][4];
        for (int t = 0; t < sure.length; t++) {
            sure[t]["_ab ".indexOf("ab bab".charAt(t))] = 1;
        }
        Spans spans = finder.find(Emissions.of(FloatMatrix.ofRows(sure), ScoreKind.PROBS), Labels.of(1, 2, 3));
        assertThat(spans.framePath()).containsExactly(1, 2, 3, 0, 0, 0);
        assertThat(spans.words()).extracting(WordSpan::text).containsExactly("ab");
        assertThat(spans.tokens())
                .allSatisfy(token -> assertThat(token.span().score()).isZero());
    }

    /** The space is possible nowhere, a in one frame only, with an ln p of −12000: it is put there. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFrameInWhichALabelIsHardlyPossibleIsBetterThanOneInWhichItIsNot(int frame) {
        float no = Float.NEGATIVE_INFINITY;
        var rows = new float[3][];
        Arrays.setAll(rows, t -> new float[] {0, t == frame ? -12_000 : no, no, no});
        Spans spans = finder.find(Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOG_PROBS), Labels.of(1, 3));
        assertThat(spans.tokens().getFirst().span().start()).isEqualTo(frame);
        assertThat(spans.tokens().getFirst().span().end()).isEqualTo(frame + 1);
    }

    /** Rows of .7 for the class drawn ('_' for the blank) and .1 for each other. */
    private static Emissions rows(String path) {
        var rows = new float[path.length()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = new float[] {.1f, .1f, .1f, .1f};
            rows[t]["_ab ".indexOf(path.charAt(t))] = .7f;
        }
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
    }
}
