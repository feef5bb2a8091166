package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.TinyCase;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanPosteriorTests {

    private static final double FLOAT_ROUNDING = 1e-6; // the inputs are float32: 6e-8 relative, a few factors each

    /** Two frames {ε, a, b}: of the 9 paths 3 read "a", 3 "b", 1 nothing, 2 two labels. */
    @Test
    void isTheShareOfTheLabelAmongReadingsOfAtMostOneLabel() {
        var emissions = probs(new float[] {.2f, .7f, .1f}, new float[] {.5f, .3f, .2f});
        double a = .7 * .3 + .7 * .5 + .2 * .3;
        double b = .1 * .2 + .1 * .5 + .2 * .2;
        double nothing = .2 * .5;
        assertThat(new SpanPosterior(emissions, 0).confidence(1, 0, 2))
                .isCloseTo(a / (a + b + nothing), within(FLOAT_ROUNDING));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsTheSumOverAllPaths(long seed) {
        int blank = (int) (seed % 4);
        var emissions = TinyCase.random(new Random(seed), /* frames= */ 5, /* vocabSize= */ 4, blank, 1)
                .emissions();
        var hypotheses = BruteForce.probabilities(emissions, blank); // 4^5 = 1024 paths
        double ofAtMostOne = hypotheses.entrySet().stream()
                .filter(hypothesis -> hypothesis.getKey().length() <= 1)
                .mapToDouble(hypothesis -> hypothesis.getValue())
                .sum();
        var posterior = new SpanPosterior(emissions, blank);
        for (int label = 0; label < 4; label++) {
            if (label != blank) {
                double expected = hypotheses.getOrDefault(Labels.of(label), 0.0) / ofAtMostOne;
                assertThat(posterior.confidence(label, 0, 5)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void looksAtItsFramesAlone() {
        var inside = new float[][] {{.2f, .7f, .1f}, {.5f, .3f, .2f}};
        var other = new float[] {.1f, 0, .9f};
        var alone = new SpanPosterior(probs(inside), 0);
        var among = new SpanPosterior(probs(other, inside[0], inside[1], other), 0);
        assertThat(among.confidence(1, 1, 3)).isEqualTo(alone.confidence(1, 0, 2));
        assertThat(among.confidence(2, 3, 4)).isCloseTo(.9, within(FLOAT_ROUNDING));
        assertThat(among.confidence(1, 1, 3))
                .isEqualTo(alone.confidence(1, 0, 2)); // nothing is left of the calls between
    }

    /** A label in frames that have nothing but two others. */
    @Test
    void isZeroWhereTheFramesReadAsTwoLabels() {
        var emissions = probs(new float[] {0, 1, 0}, new float[] {0, 0, 1}, new float[] {0, 1, 0});
        assertThat(new SpanPosterior(emissions, 0).confidence(1, 0, 3)).isZero();
    }

    @Test
    void ofALongSpanNeitherUnderflowsNorPassesOne() {
        var rows = new float[5000][];
        Arrays.fill(rows, new float[] {.1f, .7f, .1f, .1f});
        var posterior = new SpanPosterior(probs(rows), 0);
        assertThat(posterior.confidence(1, 0, 5000)).isBetween(.999, 1.0);
        assertThat(posterior.confidence(2, 0, 5000)).isBetween(0.0, 1e-12);
    }

    private static Emissions probs(float[]... rows) {
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
    }
}
