package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.TinyCase;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardBackwardTests {

    private static final int FRAMES = 40;

    private static TinyCase randomCase(int targetLength) {
        return TinyCase.random(new Random(3), FRAMES, /* vocabSize= */ 6, /* blank= */ 2, targetLength);
    }

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 5, 17})
    void alphaAndBetaGiveTheSameLikelihoodInEveryFrame(int targetLength) {
        var tiny = randomCase(targetLength);
        var lattice = ForwardBackward.lattice(tiny.emissions(), tiny.target());
        for (int t = 0; t < FRAMES; t++) {
            double sum = LogMath.LOG_ZERO;
            for (int s = 0; s < tiny.target().states(); s++) {
                double logProb = tiny.emissions().logProb(t, tiny.target().label(s));
                double both = lattice.logAlpha().get(t, s) + lattice.logBeta().get(t, s);
                sum = LogMath.logAdd(sum, both == LogMath.LOG_ZERO ? both : both - logProb);
            }
            // fewer than 200 roundings of logarithms below 1000
            assertThat(sum).isCloseTo(lattice.logLikelihood(), within(1e-10));
        }
    }

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 5, 17})
    void posteriorsOfAFrameSumToOne(int targetLength) {
        var tiny = randomCase(targetLength);
        var posterior = ForwardBackward.lattice(tiny.emissions(), tiny.target()).posterior();
        for (int t = 0; t < FRAMES; t++) {
            double sum = 0;
            for (int s = 0; s < posterior.columns(); s++) {
                sum += posterior.get(t, s);
            }
            assertThat(sum).isCloseTo(1, within(1e-10)); // as above
        }
    }

    /** The label is masked in one frame in three ways: before and after it what the blanks cost decides. */
    @ParameterizedTest(name = "mask of {0}")
    @ValueSource(floats = {-1e4f, -1e12f, -1e18f, -1e30f, -3.4e38f})
    void posteriorsAmongMaskedStatesAreRight(float mask) {
        var rows = FloatMatrix.ofRows(new float[] {1, mask, 0}, new float[] {2, mask, 0}, new float[] {4, mask, 0});
        var emissions = Emissions.of(rows, ScoreKind.LOGITS);
        var posterior = ForwardBackward.lattice(emissions, ExtendedTarget.of(Labels.of(1), 0))
                .posterior();
        // a label at frame t leaves out the blank of that frame: e^-1, e^-2, e^-4
        double sum = Math.exp(-1) + Math.exp(-2) + Math.exp(-4);
        for (int t = 0; t < 3; t++) {
            assertThat(posterior.get(t, 1)).isCloseTo(Math.exp(-rows.get(t, 0)) / sum, within(1e-9));
        }
    }

    /** The mask is lower by 2000 in the last frame, so that the label is never there. */
    @ParameterizedTest(name = "mask of {0}")
    @ValueSource(floats = {-1e12f, -1e18f, -1e30f, -3.4e38f})
    void aMaskIsMeasuredFromTheBestScoreOfItsFrame(float mask) {
        var rows =
                FloatMatrix.ofRows(new float[] {1, mask, 0}, new float[] {2, mask, 0}, new float[] {2000, mask, 2000});
        var emissions = Emissions.of(rows, ScoreKind.LOGITS);
        var posterior = ForwardBackward.lattice(emissions, ExtendedTarget.of(Labels.of(1), 0))
                .posterior();
        double sum = Math.exp(-1) + Math.exp(-2);
        assertThat(posterior.get(0, 1)).isCloseTo(Math.exp(-1) / sum, within(1e-9));
        assertThat(posterior.get(1, 1)).isCloseTo(Math.exp(-2) / sum, within(1e-9));
        assertThat(posterior.get(2, 1)).isCloseTo(0, within(1e-9));
    }

    @Test
    void aStateThatCannotBeReachedIsLogZeroNotSmall() {
        var tiny = randomCase(5);
        var lattice = ForwardBackward.lattice(tiny.emissions(), tiny.target());
        assertThat(lattice.logAlpha().get(0, 2)).isEqualTo(LogMath.LOG_ZERO);
        assertThat(lattice.logBeta().get(FRAMES - 1, 0)).isEqualTo(LogMath.LOG_ZERO);
        assertThat(lattice.posterior().get(0, 2)).isEqualTo(0.0);
    }

    @Test
    void aClassOfProbabilityZeroGivesNoNaN() {
        float no = Float.NEGATIVE_INFINITY;
        var scores = FloatMatrix.ofRows(new float[] {0, no}, new float[] {no, 0}, new float[] {0, 0});
        var emissions = Emissions.of(scores, ScoreKind.LOGITS);
        var lattice = ForwardBackward.lattice(emissions, ExtendedTarget.of(Labels.of(1), 0));
        // ε a a and ε a ε, one half each
        assertThat(lattice.logLikelihood()).isCloseTo(0, within(1e-12));
        assertThat(lattice.posterior().toArray())
                .containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, .5, .5}, within(1e-12));
    }

    @Test
    void aTargetThatDoesNotFitHasPosteriorsOfZero() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {0, 0}), ScoreKind.LOGITS);
        var lattice = ForwardBackward.lattice(emissions, ExtendedTarget.of(Labels.of(1, 1), 0));
        assertThat(lattice.logLikelihood()).isEqualTo(LogMath.LOG_ZERO);
        assertThat(lattice.posterior().toArray()).containsOnly(0.0);
    }
}
