package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ParallelThreads;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmissionsTests {

    private static final float NO = Float.NEGATIVE_INFINITY;

    @Test
    void logSoftmaxOfLogits() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {0, 0, 0, 0}), ScoreKind.LOGITS);
        assertThat(emissions.logProb(0, 2)).isCloseTo(-Math.log(4), within(1e-15));
    }

    /** By hand: e^500 / (e^500 + e^-500) rounds to 1, and the other is e^-1000. */
    @Test
    void logitsOfAnySizeKeepTheirMeaning() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {500, -500}), ScoreKind.LOGITS);
        assertThat(emissions.logProb(0, 0)).isEqualTo(0.0);
        assertThat(emissions.logProb(0, 1)).isEqualTo(-1000.0);
    }

    /** These sum to 1.000004. */
    @Test
    void logProbsAndProbsAreTakenAsTheyAreWhereASoftmaxInFloat32CouldHaveLeftThem() {
        var probs = Emissions.of(FloatMatrix.ofRows(new float[] {.5f, .500004f}), ScoreKind.PROBS);
        var logProbs = Emissions.of(FloatMatrix.ofRows(new float[] {-.5f, -.9327419f}), ScoreKind.LOG_PROBS);
        assertThat(probs.logRowSum(0)).isBetween(3e-6, 5e-6);
        assertThat(logProbs.logRowSum(0)).isBetween(3e-6, 5e-6);
        assertThat(probs.logProb(0, 0)).isEqualTo(Math.log(.5));
        assertThat(logProbs.logProb(0, 0)).isEqualTo(-.5);
    }

    @ParameterizedTest(name = "a row that sums to {0}")
    @ValueSource(floats = {1.0009f, 1.00002f, .99998f, .9991f})
    void logProbsAndProbsAreMadeToSumToOneWhereTheyWereRounded(float sum) {
        float rest = sum - .5f;
        var probs = Emissions.of(FloatMatrix.ofRows(new float[] {.5f, rest}), ScoreKind.PROBS);
        var logProbs = Emissions.of(
                FloatMatrix.ofRows(new float[] {(float) Math.log(.5), (float) Math.log(rest)}), ScoreKind.LOG_PROBS);
        for (var emissions : List.of(probs, logProbs)) {
            assertThat(emissions.logProb(0, 0)).isCloseTo(Math.log(.5 / sum), within(1e-7)); // floats
            assertThat(Math.exp(emissions.logProb(0, 0)) + Math.exp(emissions.logProb(0, 1)))
                    .isCloseTo(1, within(1e-15));
            assertThat(Math.exp(emissions.logProb(0, 1))).isCloseTo(emissions.softmax(0, 1), within(1e-15));
        }
    }

    @Test
    void softmaxSumsToOneWhereProbabilitiesDoNotQuite() {
        var probs = Emissions.of(FloatMatrix.ofRows(new float[] {.5f, .5005f}), ScoreKind.PROBS);
        assertThat(probs.softmax(0, 0) + probs.softmax(0, 1)).isCloseTo(1, within(1e-15));
    }

    @Test
    void aProbabilityOfZeroIsLogZero() {
        var probs = Emissions.of(FloatMatrix.ofRows(new float[] {0, 1}), ScoreKind.PROBS);
        assertThat(probs.logProb(0, 0)).isEqualTo(LogMath.LOG_ZERO);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(ScoreKind.LOGITS, new float[] {0, Float.NaN}, "emissions/1/1"),
                Arguments.of(ScoreKind.LOGITS, new float[] {Float.POSITIVE_INFINITY, 0}, "emissions/1/0"),
                Arguments.of(ScoreKind.LOGITS, new float[] {NO, NO}, "emissions/1"),
                Arguments.of(ScoreKind.LOG_PROBS, new float[] {0, 0}, "emissions/1"),
                Arguments.of(ScoreKind.LOG_PROBS, new float[] {NO, NO}, "emissions/1"),
                Arguments.of(ScoreKind.PROBS, new float[] {.5f, .502f}, "emissions/1"),
                Arguments.of(ScoreKind.PROBS, new float[] {-.5f, 1.5f}, "emissions/1/0"),
                Arguments.of(ScoreKind.PROBS, new float[] {Float.NaN, 1}, "emissions/1/0"),
                Arguments.of(ScoreKind.PROBS, new float[] {NO, 1}, "emissions/1/0"),
                Arguments.of(ScoreKind.PROBS, new float[] {0, 0}, "emissions/1"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesTheRowOrTheScoreItRefuses(ScoreKind kind, float[] row, String field) {
        var fine = kind == ScoreKind.PROBS ? new float[] {0, 1} : new float[] {NO, 0};
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Emissions.of(FloatMatrix.ofRows(fine, row), kind))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void refusesNoFramesAndFewerThanTwoClasses() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Emissions.of(FloatMatrix.ofRows(), ScoreKind.LOGITS))
                .withMessageContaining("no frames");
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Emissions.of(FloatMatrix.ofRows(new float[] {1}), ScoreKind.LOGITS))
                .withMessageContaining("1 class;");
    }

    /** The same whether it is found with the sums, in blocks of rows, or when asked for; and so are the sums. */
    @Test
    void theBestPathIsTheSameHoweverItIsFound() {
        for (int vocabSize : new int[] {2, 31, 33, 100}) {
            var random = new Random(vocabSize);
            var values = new float[37 * vocabSize];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(40); // many equals
            }
            var scores = FloatMatrix.adopt(37, vocabSize, values);
            var alone = Emissions.of(scores, ScoreKind.LOGITS);
            var together = Emissions.withBestPath(scores, ScoreKind.LOGITS);
            assertThat(together.bestPath()).isEqualTo(alone.bestPath());
            for (int t = 0; t < 37; t++) {
                int best = alone.bestPath()[t];
                for (int v = 0; v < vocabSize; v++) {
                    if (v < best) {
                        assertThat(scores.get(t, v)).isLessThan(scores.get(t, best));
                    } else {
                        assertThat(scores.get(t, v)).isLessThanOrEqualTo(scores.get(t, best));
                    }
                }
                assertThat(together.logRowSum(t)).isEqualTo(alone.logRowSum(t));
            }
        }
    }

    /** Sums that are worked out when first asked for, by whichever of many threads comes first. */
    @Test
    void manyThreadsThatAskFirstAtTheSameTimeGetTheSameSums() throws Exception {
        var random = new Random(6);
        var values = new float[50 * 20];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        var scores = FloatMatrix.adopt(50, 20, values);
        var known = Emissions.of(scores, ScoreKind.LOGITS);
        assertThat(known.areModerateLogits()).isTrue();
        for (int round = 0; round < 200; round++) {
            var fresh = Emissions.of(scores, ScoreKind.LOGITS);
            ParallelThreads.run(6, thread -> {
                for (int t = 0; t < 50; t++) {
                    int frame = (t + 8 * thread) % 50;
                    // a vector's lanes are added in another order before the compiler gets to it
                    assertThat(fresh.logRowSum(frame)).isCloseTo(known.logRowSum(frame), within(1e-14));
                    assertThat(fresh.logProb(frame, 7)).isCloseTo(known.logProb(frame, 7), within(1e-14));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void logProbsOfSomeClassesAreThoseOfEach(ScoreKind kind) {
        var row = switch (kind) {
            case LOGITS -> new float[] {3e38f, -2, NO, 2.9e38f};
            case LOG_PROBS -> new float[] {0, NO, -30, -20};
            case PROBS -> new float[] {.5f, 0, .3f, .2f};
        };
        var emissions = Emissions.of(FloatMatrix.ofRows(row), kind);
        var classes = new int[] {3, 0, 2, 1, 3};
        var actual = new double[classes.length];
        emissions.logProbs(0, classes, actual);
        for (int i = 0; i < classes.length; i++) {
            assertThat(actual[i]).isEqualTo(emissions.logProb(0, classes[i]));
        }
    }
}
