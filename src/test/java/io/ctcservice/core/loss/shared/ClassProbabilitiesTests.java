package io.ctcservice.core.loss.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.shared.ClassProbabilities.Probabilities;
import io.ctcservice.testing.RandomLogits;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassProbabilitiesTests {

    private static final int FRAMES = 37; // four blocks and a part of one

    /** What a block may cost decides where values are looked at again: too low a bound would let a loss go unnoticed. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "SHARP", "WITH_LOG_ZEROS"})
    void theCostOfABlockBoundsItsProductFromBelowWithinAFactorOfTwoAFrame(RandomLogits style) {
        var emissions = style.emissions(new Random(1), FRAMES, 6, 0);
        var probabilities = new ClassProbabilities(emissions);
        for (int v = 0; v < 6; v++) {
            assertCosts(probabilities.of(v));
            assertCosts(probabilities.reversed().of(v));
        }
    }

    private static void assertCosts(Probabilities given) {
        assertThat(given.costs).hasSize(FRAMES / Column.BLOCK + 1);
        for (int block = 0; block < given.costs.length; block++) {
            double[] each = Arrays.copyOfRange(given.each, block * Column.BLOCK, (block + 1) * Column.BLOCK);
            if (Arrays.stream(each).anyMatch(p -> p == 0)) {
                assertThat(given.costs[block]).isGreaterThanOrEqualTo(ClassProbabilities.INFINITE);
            } else {
                double log2 = Arrays.stream(each).map(Math::log).sum() / Math.log(2);
                assertThat((double) given.costs[block]).isBetween(-log2 - 1e-9, -log2 + Column.BLOCK);
            }
        }
    }

    @Test
    void reversedTheLastFrameIsTheFirst() {
        var emissions = RandomLogits.STANDARD.emissions(new Random(2), FRAMES, 3, 0);
        var probabilities = new ClassProbabilities(emissions);
        double[] each = probabilities.of(1).each;
        double[] reversed = probabilities.reversed().of(1).each;
        for (int t = 0; t < FRAMES; t++) {
            assertThat(each[t]).isCloseTo(Math.exp(emissions.logProb(t, 1)), within(1e-15));
            assertThat(reversed[t]).isEqualTo(each[FRAMES - 1 - t]);
        }
        assertThat(each[FRAMES]).isZero();
        assertThat(reversed[FRAMES]).isZero();
    }

    @Test
    void aClassIsWorkedOutOnce() {
        var probabilities = new ClassProbabilities(RandomLogits.STANDARD.emissions(new Random(2), FRAMES, 3, 0));
        assertThat(probabilities.of(1)).isSameAs(probabilities.of(1)).isNotSameAs(probabilities.of(2));
    }

    @Test
    void whatCountsAsZeroAndIsNotIsSummed() {
        var logits = FloatMatrix.ofRows(
                new float[] {0, -700, Float.NEGATIVE_INFINITY}, new float[] {0, -800, -680}, new float[] {0, -700, -1});
        var probabilities = new ClassProbabilities(Emissions.of(logits, ScoreKind.LOGITS));
        assertThat(probabilities.dropped()).isEqualTo(LogMath.LOG_ZERO);
        assertThat(probabilities.of(2).each[0]).isZero();
        assertThat(probabilities.of(2).each[1]).isPositive();
        assertThat(probabilities.dropped()).isEqualTo(LogMath.LOG_ZERO);
        assertThat(probabilities.of(1).each).containsOnly(0);
        // two of exp(−700), the second divided by 1 + exp(−1)
        assertThat(probabilities.dropped()).isCloseTo(-700 + Math.log(1 + 1 / (1 + Math.exp(-1))), within(1e-9));
    }

    @Test
    void theExcessIsThatOfRowsThatSumToMoreThanOne() {
        var rows = FloatMatrix.ofRows(new float[] {.5f, .5009f}, new float[] {.5f, .4995f}, new float[] {.25f, .7504f});
        double expected = Math.log(1.0009) + Math.log(1.0004);
        assertThat(new ClassProbabilities(Emissions.of(rows, ScoreKind.PROBS)).excess())
                .isCloseTo(expected, within(1e-7));
        assertThat(new ClassProbabilities(Emissions.of(rows, ScoreKind.LOGITS)).excess())
                .isZero();
    }
}
