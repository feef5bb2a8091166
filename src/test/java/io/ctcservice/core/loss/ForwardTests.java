package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.EachKernel;
import io.ctcservice.testing.ExtremeCase;
import io.ctcservice.testing.SharedData;
import io.ctcservice.testing.TinyCase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every implementation of the forward algorithm. */
@ParameterizedClass(name = "{0}")
@MethodSource("implementations")
record ForwardTests(Forward forward) {

    static Stream<Forward> implementations() {
        return Stream.concat(Stream.of(new LogForward()), EachKernel.of(ScaledForward::scalar, ScaledForward::vector));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sumsEveryPathThatCollapsesToTheTarget(long seed) {
        var tiny = TinyCase.random(seed, /* frames= */ 5, /* vocabSize= */ 3);
        double expected = Math.log(BruteForce.probability(tiny)); // 3^5 = 243 paths
        double actual = forward.logLikelihood(tiny.emissions(), tiny.target());
        assertClose(actual, expected, 1e-11); // the brute force adds up to 243 rounded products
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void occupancyIsTheShareOfPathsThroughEachClass(long seed) {
        var random = new Random(seed);
        var tiny = TinyCase.random(random, /* frames= */ 5, /* vocabSize= */ 3, random.nextInt(3), random.nextInt(3));
        FloatMatrix actual = forward.record(tiny.emissions(), tiny.target()).occupancy();
        double[][] expected = BruteForce.occupancy(tiny);
        for (int t = 0; t < expected.length; t++) {
            for (int v = 0; v < expected[t].length; v++) {
                assertThat(actual.get(t, v)).isCloseTo((float) expected[t][v], within(1e-7f)); // float32 of values <= 1
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void gradientIsTheSlopeOfTheLossOverTheLogits(long seed) {
        var random = new Random(seed);
        var tiny =
                TinyCase.random(random, /* frames= */ 9, /* vocabSize= */ 5, random.nextInt(5), /* targetLength= */ 3);
        FloatMatrix gradient = forward.record(tiny.emissions(), tiny.target()).gradient();
        float[] logits = tiny.emissions().scores().toArray();
        for (int i = 0; i < logits.length; i++) {
            // a step that float32 represents on both sides; the third derivative times h²/6 is below 1e-6
            float above = logits[i] + 1e-3f;
            float below = logits[i] - 1e-3f;
            double slope = (loss(tiny, logits, i, above) - loss(tiny, logits, i, below)) / ((double) above - below);
            assertThat((double) gradient.get(i / 5, i % 5)).isCloseTo(slope, within(2e-6));
        }
    }

    private double loss(TinyCase tiny, float[] logits, int index, float value) {
        float[] changed = logits.clone();
        changed[index] = value;
        var matrix = FloatMatrix.adopt(9, 5, changed);
        return 0.0 - forward.logLikelihood(Emissions.of(matrix, ScoreKind.LOGITS), tiny.target());
    }

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 2, 7, 20, 40})
    void rowsOfTheGradientSumToZeroAndRowsOfTheOccupancyToOne(int targetLength) {
        var tiny = TinyCase.random(new Random(7), /* frames= */ 90, /* vocabSize= */ 11, /* blank= */ 4, targetLength);
        ForwardPass pass = forward.record(tiny.emissions(), tiny.target());
        for (int t = 0; t < 90; t++) {
            assertThat(rowSum(pass.gradient(), t)).isCloseTo(0, within(1e-6)); // 11 float32 roundings of values <= 1
            assertThat(rowSum(pass.occupancy(), t)).isCloseTo(1, within(1e-6));
        }
    }

    private static double rowSum(FloatMatrix matrix, int t) {
        double sum = 0;
        for (int v = 0; v < matrix.columns(); v++) {
            sum += matrix.get(t, v);
        }
        return sum;
    }

    /** By hand: p(a) = 1 − p(ε)² = 0.64, p("") = 0.36. */
    @Test
    void goldenToyOfTwoFrames() {
        var emissions =
                Emissions.of(FloatMatrix.ofRows(new float[] {.6f, .4f}, new float[] {.6f, .4f}), ScoreKind.PROBS);
        double a = forward.logLikelihood(emissions, target(0, 1));
        double nothing = forward.logLikelihood(emissions, target(0));
        assertThat(a).isCloseTo(Math.log(.64), within(1e-7)); // .6 and .4 are rounded to float32
        assertThat(nothing).isCloseTo(Math.log(.36), within(1e-7));
    }

    /** By hand: of the 2^3 uniform paths over {ε, a}, only a ε a gives "aa"; two frames are too few. */
    @Test
    void aRepeatNeedsABlankBetween() {
        double three = forward.logLikelihood(uniform(3, 2), target(0, 1, 1));
        double two = forward.logLikelihood(uniform(2, 2), target(0, 1, 1));
        assertThat(three).isCloseTo(Math.log(1 / 8.0), within(1e-12));
        assertThat(two).isEqualTo(LogMath.LOG_ZERO);
    }

    @Test
    void aTargetThatDoesNotFitHasAZeroGradientNotNaN() {
        ForwardPass pass = forward.record(uniform(2, 3), target(0, 1, 2, 1));
        assertThat(pass.logLikelihood()).isEqualTo(LogMath.LOG_ZERO);
        assertThat(pass.gradient().toArray()).containsOnly(0f);
        assertThat(pass.occupancy().toArray()).containsOnly(0f);
    }

    @Test
    void aClassOfProbabilityZeroOnEveryPathGivesLogZeroNotNaN() {
        float no = Float.NEGATIVE_INFINITY;
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {0, no, 1}, new float[] {0, no, 1}, new float[] {0, no, 1}),
                ScoreKind.LOGITS);
        ForwardPass pass = forward.record(emissions, target(0, 1));
        assertThat(pass.logLikelihood()).isEqualTo(LogMath.LOG_ZERO);
        assertThat(pass.gradient().toArray()).containsOnly(0f);
    }

    /** By hand: with a and ε certain in turn there is one path, of probability 1. */
    @Test
    void aCertainTargetHasLikelihoodOneDespiteLogZeros() {
        float no = Float.NEGATIVE_INFINITY;
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {no, 0}, new float[] {0, no}, new float[] {no, 0}), ScoreKind.LOG_PROBS);
        ForwardPass pass = forward.record(emissions, target(0, 1, 1));
        assertThat(pass.logLikelihood()).isEqualTo(0.0);
        assertThat(pass.gradient().toArray()).containsOnly(0f);
        assertThat(pass.occupancy().toArray()).containsExactly(0, 1, 1, 0, 0, 1);
    }

    @Test
    void refusesALabelThatTheEmissionsLack() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> forward.logLikelihood(uniform(4, 3), target(0, 1, 3)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("labels/1"));
    }

    @Test
    void refusesABlankThatTheEmissionsLack() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> forward.logLikelihood(uniform(4, 3), target(3, 1)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("blank"));
    }

    /** Reference: PyTorch 1.13 in float64, kept with 6 decimals, so that small losses are known to 5e-7 only. */
    @Test
    void givesTheReferenceLossOfEveryRealLine() {
        for (var item : SharedData.require().items()) {
            var target = ExtendedTarget.of(item.target(), item.blank());
            double loss = 0.0 - forward.logLikelihood(item.emissions(), target);
            assertThat(loss).as("%s", item).isCloseTo(item.nll(), within(1e-6 * item.nll() + 6e-7));
        }
    }

    /** Reference: PyTorch 1.13, float64 stored as float32. */
    @Test
    void givesTheReferenceGradientOfRealLines() {
        var data = SharedData.require();
        for (var entry :
                SharedData.readJson(data.file("oracle_grad/index.json")).get("items")) {
            var item = data.items(entry.get("set").asString()).stream()
                    .filter(candidate -> candidate.id().equals(entry.get("id").asString()))
                    .findFirst()
                    .orElseThrow();
            var target = ExtendedTarget.of(item.target(), item.blank());
            float[] actual = forward.record(item.emissions(), target).gradient().toArray();
            float[] expected =
                    SharedData.readNpy(data.file(entry.get("file").asString())).toArray();
            // values of at most 1 that both sides rounded to float32
            assertThat(actual).as("%s", item).containsExactly(expected, within(2e-7f));
        }
    }

    /** By hand: 8 equal paths of 3 frames, of which 6 give "a". */
    @ParameterizedTest(name = "logits of {0}")
    @ValueSource(floats = {0, 1e6f, -1e12f, 1e30f, -3.4e38f, 3.4e38f})
    void equalLogitsAreEqualProbabilitiesHoweverLargeTheyAre(float logit) {
        var values = new float[6];
        Arrays.fill(values, logit);
        var emissions = Emissions.of(FloatMatrix.adopt(3, 2, values), ScoreKind.LOGITS);
        var pass = forward.record(emissions, target(1, 0));
        assertThat(forward.logLikelihood(emissions, target(1, 0))).isCloseTo(Math.log(6 / 8.0), within(1e-14));
        assertThat(pass.logLikelihood()).isCloseTo(Math.log(6 / 8.0), within(1e-14));
        assertThat(pass.gradient().toArray()).containsExactly(new float[] {0, 0, -1 / 6f, 1 / 6f, 0, 0}, within(1e-7f));
    }

    @ParameterizedTest(name = "V = {0}")
    @ValueSource(ints = {2, 3, 8, 17, 40, 300})
    void rowsOfAnyFiniteScoresAreNormalisedExactly(int vocabSize) {
        var random = new Random(vocabSize);
        for (int i = 0; i < 60; i++) {
            var extreme = ExtremeCase.random(random, 2 + random.nextInt(20), vocabSize);
            var emissions = Emissions.of(extreme.scores(), ScoreKind.LOGITS);
            double expected = extreme.logLikelihood();
            double within = 1e-12 * Math.max(1, Math.abs(expected)); // some thousand roundings of sums
            ForwardPass pass = forward.record(emissions, extreme.target());
            assertClose(forward.logLikelihood(emissions, extreme.target()), expected, within);
            assertClose(pass.logLikelihood(), expected, within);
            if (expected == LogMath.LOG_ZERO) {
                continue;
            }
            FloatMatrix gradient = pass.gradient();
            FloatMatrix occupancy = pass.occupancy();
            for (int t = 0; t < emissions.frames(); t++) {
                assertThat(rowSum(gradient, t)).as("%d: %s", i, extreme).isCloseTo(0, within(1e-6));
                assertThat(rowSum(occupancy, t)).isCloseTo(1, within(1e-6));
            }
        }
    }

    /** Paths that are in the masked class more often than others are negligible, whatever the mask. */
    @ParameterizedTest(name = "masks of {0}")
    @ValueSource(floats = {-1e9f, -1e12f, -1e16f, -1e18f, -1e30f, -3.4e38f})
    void theGradientOfATargetOfMaskedClassesDoesNotDependOnTheMask(float mask) {
        for (int seed = 0; seed < 8; seed++) {
            var tiny = TinyCase.random(new Random(seed), /* frames= */ 12, /* vocabSize= */ 4, /* blank= */ 0, 6);
            var expected = forward.record(masked(tiny, -1e4f), tiny.target());
            var actual = forward.record(masked(tiny, mask), tiny.target());
            assertThat(actual.gradient().toArray())
                    .containsExactly(expected.gradient().toArray(), within(1e-6f));
            assertThat(actual.occupancy().toArray())
                    .containsExactly(expected.occupancy().toArray(), within(1e-6f));
        }
    }

    private static Emissions masked(TinyCase tiny, float mask) {
        float[] scores = tiny.emissions().scores().toArray();
        for (int i = 1; i < scores.length; i += 4) {
            scores[i] = mask;
        }
        return Emissions.of(FloatMatrix.adopt(tiny.emissions().frames(), 4, scores), ScoreKind.LOGITS);
    }

    /** A frame that is masked with the least float for all classes but one has no share in the loss of the others. */
    @Test
    void masksOfTheLeastFloatAreAsGoodAsLogZeros() {
        var tiny = TinyCase.random(new Random(3), /* frames= */ 200, /* vocabSize= */ 40, /* blank= */ 0, 30);
        float[] masked = tiny.emissions().scores().toArray();
        for (int t = 150; t < 200; t++) {
            Arrays.fill(masked, t * 40 + 1, (t + 1) * 40, -Float.MAX_VALUE);
        }
        var emissions = Emissions.of(FloatMatrix.adopt(200, 40, masked.clone()), ScoreKind.LOGITS);
        for (int i = 0; i < masked.length; i++) {
            masked[i] = masked[i] == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : masked[i];
        }
        var zeros = Emissions.of(FloatMatrix.adopt(200, 40, masked), ScoreKind.LOGITS);
        assertThat(forward.logLikelihood(emissions, tiny.target()))
                .isEqualTo(forward.logLikelihood(zeros, tiny.target()));
        assertThat(forward.record(emissions, tiny.target()).gradient())
                .isEqualTo(forward.record(zeros, tiny.target()).gradient());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(ScoreKind.class)
    void noLikelihoodIsAboveOneAlthoughRowsSumToMore(ScoreKind kind) {
        double sum = kind == ScoreKind.PROBS ? 1.0009 : Math.log(1.0009);
        float[] row = kind == ScoreKind.PROBS
                ? new float[] {(float) sum, 0}
                : new float[] {(float) sum, Float.NEGATIVE_INFINITY};
        var emissions = Emissions.of(FloatMatrix.ofRows(row, row, row), kind);
        var pass = forward.record(emissions, target(1, 0));
        assertThat(forward.logLikelihood(emissions, target(1, 0))).isBetween(-1e-15, 0.0);
        assertThat(pass.logLikelihood()).isLessThanOrEqualTo(0);
        assertThat(pass.gradient().toArray()).containsExactly(new float[6], within(1e-15f));
    }

    /** Probabilities of three digits, which sum to 0.9992 to 1.0008, are worth as much as the logits that they stand for. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(ScoreKind.class)
    void rowsThatSumToOneOnlyRoughlyMeanTheirSoftmax(ScoreKind kind) {
        for (int vocabSize : new int[] {4, 40}) {
            var tiny = TinyCase.random(new Random(9), /* frames= */ 70, vocabSize, /* blank= */ 0, 20);
            var rough = new float[70 * vocabSize];
            var logits = new float[rough.length];
            for (int i = 0; i < rough.length; i++) {
                int t = i / vocabSize;
                double probability = tiny.emissions().softmax(t, i % vocabSize) * (1 + .0002 * (t % 9 - 4));
                logits[i] = (float) Math.log(probability);
                rough[i] = kind == ScoreKind.PROBS ? (float) probability : logits[i];
            }
            var emissions = Emissions.of(FloatMatrix.adopt(70, vocabSize, rough), kind);
            var meant = Emissions.of(FloatMatrix.adopt(70, vocabSize, logits), ScoreKind.LOGITS);
            var pass = forward.record(emissions, tiny.target());
            var expected = forward.record(meant, tiny.target());
            assertClose(
                    forward.logLikelihood(emissions, tiny.target()),
                    forward.logLikelihood(meant, tiny.target()),
                    70 * 1e-6); // logarithms of float32
            assertClose(pass.logLikelihood(), expected.logLikelihood(), 70 * 1e-6);
            assertThat(pass.gradient().toArray())
                    .containsExactly(expected.gradient().toArray(), within(1e-5f));
            assertThat(pass.occupancy().toArray())
                    .containsExactly(expected.occupancy().toArray(), within(1e-5f));
        }
    }

    /**
     * 500 labels of two frames each, in rows that sum to 1.000009 and are used as they are: what is above 1 is cut off
     * at the end only.
     */
    @Test
    void theLikelihoodOfRowsThatSumToALittleMoreThanOneIsThatOfTheLattice() {
        var labels = new int[500];
        var rows = new float[1001][];
        for (int t = 0; t < 1000; t++) {
            labels[t / 2] = 1 + t / 2 % 2;
            rows[t] = new float[] {9e-6f, 0, 0, 0};
            rows[t][labels[t / 2]] = 1;
        }
        rows[1000] = new float[] {.1f, 0, 0, .9f};
        var emissions = Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS);
        var loss = new CtcLoss(forward).loss(emissions, target(0, labels), EnumSet.of(CtcLoss.Part.LATTICE));
        assertThat(loss.logLikelihood()).isGreaterThan(Math.log(.1) + .005);
        assertThat(Objects.requireNonNull(loss.lattice()).logLikelihood())
                .isCloseTo(loss.logLikelihood(), within(1e-10));
    }

    /** By hand: of 40 frames one has the label, at ln p = −745, which is below the least double in the normal range. */
    @ParameterizedTest(name = "T = {0}")
    @ValueSource(ints = {1, 40})
    void probabilitiesBelowTheRangeOfADoubleAreRightToRounding(int frames) {
        var rows = new float[frames][];
        Arrays.fill(rows, new float[] {55, -690});
        var emissions = Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOGITS);
        double expected = -745 + Math.log(frames);
        assertThat(forward.logLikelihood(emissions, target(0, 1))).isCloseTo(expected, within(1e-11));
        assertThat(forward.record(emissions, target(0, 1)).logLikelihood()).isCloseTo(expected, within(1e-11));
    }

    /** By hand: the label is e^½ times as probable in frame 1 as in frame 0. */
    @Test
    void theGradientOfProbabilitiesBelowTheRangeOfADoubleIsRightToRounding() {
        var emissions =
                Emissions.of(FloatMatrix.ofRows(new float[] {55, -690}, new float[] {55, -689.5f}), ScoreKind.LOGITS);
        float first = (float) (1 / (1 + Math.exp(.5)));
        assertThat(forward.record(emissions, target(0, 1)).gradient().toArray())
                .containsExactly(new float[] {first, -first, 1 - first, first - 1}, within(1e-6f));
    }

    /**
     * Logits of such a size and of so many classes that exp of a difference is in the range of a double, but p is not.
     */
    @ParameterizedTest(name = "V = {0}")
    @ValueSource(ints = {30, 1 << 17})
    void soAreThoseOfManyClassesAndHugeLogits(int vocabSize) {
        var row = new float[vocabSize];
        Arrays.fill(row, 2000);
        row[1] = 2000 - 707.9f;
        var emissions = Emissions.of(FloatMatrix.ofRows(row, row), ScoreKind.LOGITS);
        double best = row[1] - 2000 - 2 * Math.log(vocabSize - 1);
        double actual = forward.logLikelihood(emissions, target(0, 1)); // a ε, ε a, or aa
        assertThat(actual).isCloseTo(best + Math.log(2), within(2e-13)); // two ulps
    }

    private static Emissions uniform(int frames, int vocabSize) {
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, new float[frames * vocabSize]), ScoreKind.LOGITS);
    }

    private static ExtendedTarget target(int blank, int... labels) {
        return ExtendedTarget.of(Labels.of(labels), blank);
    }

    private static void assertClose(double actual, double expected, double tolerance) {
        if (expected == LogMath.LOG_ZERO) {
            assertThat(actual).isEqualTo(LogMath.LOG_ZERO);
        } else {
            assertThat(actual).isCloseTo(expected, within(tolerance));
        }
    }
}
