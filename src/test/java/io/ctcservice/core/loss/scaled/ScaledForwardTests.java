package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.ForwardPass;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.EachKernel;
import io.ctcservice.testing.RandomLogits;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the scaled arithmetic against the plain one, above all where a double alone would underflow. */
@ParameterizedClass(name = "{0}")
@MethodSource("implementations")
record ScaledForwardTests(ScaledForward forward) {

    /** float32 of values of at most 1, rounded on both sides. */
    private static final double TOLERANCE = 2e-7;

    private static final LogForward PLAIN = new LogForward();

    static Stream<ScaledForward> implementations() {
        return EachKernel.of(ScaledForward::scalar, ScaledForward::vector);
    }

    private record Case(Emissions emissions, ExtendedTarget target) {}

    private static Case random(Random random, RandomLogits style, int frames, int vocabSize, int targetLength) {
        int blank = random.nextInt(vocabSize);
        var emissions = style.emissions(random, frames, vocabSize, blank);
        var labels = random.ints(targetLength, 0, vocabSize - 1)
                .map(label -> label < blank ? label : label + 1)
                .toArray();
        return new Case(emissions, ExtendedTarget.of(Labels.of(labels), blank));
    }

    private static Case random(int seed, RandomLogits style, int mostFrames, int mostLabels) {
        var random = new Random(seed);
        int frames = 1 + random.nextInt(mostFrames);
        int vocabSize = 2 + random.nextInt(seed % 2 == 0 ? 4 : 80);
        return random(random, style, frames, vocabSize, random.nextInt(Math.min(mostLabels, frames + 1) + 1));
    }

    private void assertAgrees(Case input, Object description) {
        double expected = PLAIN.logLikelihood(input.emissions, input.target);
        double actual = forward.logLikelihood(input.emissions, input.target);
        if (expected == Double.NEGATIVE_INFINITY) {
            assertThat(actual).as("%s", description).isEqualTo(expected);
        } else {
            // rounding in the reference grows with the frames: a log-probability of 1000 has an ulp of 1e-13
            double tolerance = 1e-12 * input.emissions.frames() + 1e-12 * Math.abs(expected);
            assertThat(actual).as("%s", description).isCloseTo(expected, within(tolerance));
        }
    }

    /** With a bound of any distance, a wrong one too. */
    private void assertAgreesGivenABound(Case input, Object description) {
        double expected = PLAIN.logLikelihood(input.emissions, input.target);
        double tolerance = 1e-12 * input.emissions.frames() + 1e-12 * Math.abs(expected);
        for (double beyond : new double[] {Double.NEGATIVE_INFINITY, -300, -20, -1e-9, 0, 0.05, 1, 500}) {
            double least = (expected == Double.NEGATIVE_INFINITY ? -100 : expected) + beyond;
            double actual = forward.logLikelihood(input.emissions, input.target, least);
            if (expected == Double.NEGATIVE_INFINITY) {
                assertThat(actual).as("%s, bound %s", description, least).isEqualTo(expected);
            } else {
                assertThat(actual)
                        .as("%s, bound %s", description, least)
                        .isCloseTo(expected, within(tolerance + 1e-13));
            }
        }
    }

    private void assertSameSlope(Case input, Object description) {
        ForwardPass pass = forward.record(input.emissions, input.target);
        ForwardPass plain = PLAIN.record(input.emissions, input.target);
        assertThat(pass.logLikelihood()).isEqualTo(forward.logLikelihood(input.emissions, input.target));
        assertThat(distance(pass.gradient(), plain.gradient()))
                .as("%s", description)
                .isLessThan(TOLERANCE);
        assertThat(distance(pass.occupancy(), plain.occupancy()))
                .as("%s", description)
                .isLessThan(TOLERANCE);
    }

    private static double distance(FloatMatrix a, FloatMatrix b) {
        double largest = 0;
        float[] others = b.toArray();
        float[] values = a.toArray();
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs((double) values[i] - others[i])); // NaN stays
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithThePlainOneOnHundredsOfRandomCases(RandomLogits style) {
        for (int seed = 0; seed < 200; seed++) {
            var input = random(seed, style, seed % 4 == 0 ? 300 : 70, 70);
            assertAgrees(input, "seed " + seed);
            assertSameSlope(input, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithThePlainOneGivenALowerBound(RandomLogits style) {
        for (int seed = 0; seed < 100; seed++) {
            var input = random(seed, style, seed % 4 == 0 ? 1200 : 300, 420);
            assertAgreesGivenABound(input, "seed " + seed);
        }
    }

    /** Where a trained network is sure, nearly all states are negligible. */
    @ParameterizedTest
    @CsvSource({"700, 6, 3", "2000, 40, 12", "3000, 300, 25", "1600, 5, 1000"})
    void agreesWithThePlainOneOnOutputsOfATrainedNetworkGivenTheirBestPath(int frames, int vocabSize, double sure) {
        var random = new Random(frames);
        int blank = vocabSize - 1;
        var logits = FloatMatrix.adopt(frames, vocabSize, new float[frames * vocabSize]);
        var labels = new int[frames];
        int length = 0;
        double best = 0;
        float[] scores = logits.borrowArray();
        for (int t = 0; t < frames; t++) {
            int top = t % 4 == 1 ? random.nextInt(blank) : blank;
            if (top != blank) {
                labels[length++] = top;
            }
            for (int v = 0; v < vocabSize; v++) {
                scores[t * vocabSize + v] = (float) (random.nextGaussian() + (v == top ? sure : 0));
            }
        }
        var emissions = Emissions.of(logits, ScoreKind.LOGITS);
        for (int t = 0; t < frames; t++) {
            best += emissions.logProb(t, t % 4 == 1 ? labels[t / 4] : blank);
        }
        var input = new Case(emissions, ExtendedTarget.of(Labels.of(Arrays.copyOf(labels, length)), blank));
        assertAgreesGivenABound(input, "sure by " + sure);
        assertThat(forward.logLikelihood(emissions, input.target, best))
                .isCloseTo(forward.logLikelihood(emissions, input.target), within(1e-12 * Math.max(1, -best)));
    }

    /** What is barred by a repeat must not come through where everything else is impossible too. */
    @ParameterizedTest
    @ValueSource(ints = {4782, 6979, 37790})
    void deadEndsAtRepeatsAreImpossible(int seed) {
        var random = new Random(seed);
        int frames = 1 + random.nextInt(70);
        int vocabSize = 2 + random.nextInt(seed % 2 == 0 ? 4 : 80);
        var input = random(
                random, RandomLogits.WITH_LOG_ZEROS, frames, vocabSize, random.nextInt(Math.min(71, frames + 2)));
        assertThat(PLAIN.logLikelihood(input.emissions, input.target)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertAgrees(input, "seed " + seed);
        assertSameSlope(input, "seed " + seed);
    }

    /** Every number of labels, so that groups of slots end everywhere. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FIVE_HUNDRED"})
    void agreesWithThePlainOneForEveryTargetLength(RandomLogits style) {
        for (int targetLength = 0; targetLength <= 70; targetLength++) {
            var input = random(new Random(targetLength), style, 150 + targetLength % 17, 7, targetLength);
            assertAgrees(input, "U = " + targetLength);
            assertSameSlope(input, "U = " + targetLength);
        }
    }

    /** Rows of the forward variable are kept for the way back, and the probabilities of all classes are not, or both, or neither. */
    @ParameterizedTest(name = "T = {0}, V = {1}, U = {2}")
    @CsvSource({
        "120, 30, 20",
        "400, 30, 10",
        "400, 60, 3",
        "400, 60, 100",
        "900, 120, 150",
        "300, 2000, 60",
        "70, 2000, 3"
    })
    void theSlopeComesOutRightWhateverIsKeptForIt(int frames, int vocabSize, int targetLength) {
        for (RandomLogits style : List.of(RandomLogits.STANDARD, RandomLogits.SHARP)) {
            assertSameSlope(random(new Random(6), style, frames, vocabSize, targetLength), style);
        }
    }

    /** A network that says nearly nothing but blank: relative values of 1e-600 carry the answer. */
    @Test
    void allBlankCollapseKeepsItsRange() {
        var probs = new float[1000 * 5];
        for (int t = 0; t < 1000; t++) {
            Arrays.fill(probs, 5 * t, 5 * t + 5, 2.5e-7f);
            probs[5 * t] = 1 - 1e-6f;
        }
        var labels = new Random(1).ints(100, 1, 5).toArray();
        var input = new Case(
                Emissions.of(FloatMatrix.adopt(1000, 5, probs), ScoreKind.PROBS),
                ExtendedTarget.of(Labels.of(labels), 0));
        assertAgrees(input, "all blank");
        assertSameSlope(input, "all blank");
    }

    @Tag("slow")
    @ParameterizedTest(name = "T = {0}, {2}")
    @CsvSource({
        "5000, 300, STANDARD",
        "20000, 400, STANDARD",
        "5000, 60, NEARLY_ALL_BLANK",
        "20000, 60, SHARP",
        "5000, 300, FIVE_HUNDRED"
    })
    void longUtterancesComeOutRight(int frames, int targetLength, RandomLogits style) {
        assertAgrees(random(new Random(5), style, frames, 12, targetLength), style);
    }

    @Tag("slow")
    @Test
    void theSlopeOfALongUtteranceComesOutRight() {
        assertSameSlope(random(new Random(5), RandomLogits.STANDARD, 5000, 12, 300), "long");
    }

    /** A label that the network rules out for some frames in the middle of its stay. */
    @ParameterizedTest(name = "logit {0}")
    @ValueSource(floats = {-50, -800, -5000, Float.NEGATIVE_INFINITY})
    void aTargetThatIsImpossibleInAFewFramesComesOutRight(float logit) {
        var input = random(new Random(9), RandomLogits.STANDARD, 200, 9, 40);
        float[] logits = input.emissions.scores().toArray();
        for (int t = 90; t < 97; t++) {
            for (int v = 0; v < 9; v++) {
                logits[9 * t + v] = v == (input.target.blank() + 1) % 9 ? 0 : logit;
            }
        }
        var changed = new Case(Emissions.of(FloatMatrix.adopt(200, 9, logits), ScoreKind.LOGITS), input.target);
        assertAgrees(changed, logit);
        assertSameSlope(changed, logit);
    }

    /** Masks such as the least float32 are finite: their logarithm is beyond any exponent that could be added up. */
    @Test
    void theLeastFloatIsALikelihoodNotLogZero() {
        var logits = new float[] {0, -Float.MAX_VALUE, 0, -Float.MAX_VALUE};
        var input = new Case(
                Emissions.of(FloatMatrix.adopt(2, 2, logits), ScoreKind.LOGITS), ExtendedTarget.of(Labels.of(1), 0));
        assertThat(forward.logLikelihood(input.emissions, input.target)).isCloseTo(-Float.MAX_VALUE, within(1e25));
        assertSameSlope(input, "least float");
    }

    /** The paths that matter are as far on as paths can be, in every frame of the first segments. */
    @Test
    void aTargetThatIsSaidInTheFirstFramesComesOutRight() {
        int frames = 340; // rows are kept for the way back, and the probabilities of all classes are not
        var labels = new Random(8).ints(24, 1, 30).toArray();
        var logits = new float[frames * 30];
        for (int t = 0; t < frames; t++) {
            logits[30 * t + (t < labels.length ? labels[t] : 0)] = 9;
        }
        for (int u = 1; u < labels.length; u++) {
            labels[u] = labels[u] == labels[u - 1] ? labels[u] % 29 + 1 : labels[u];
            logits[30 * u + labels[u]] = 9;
        }
        var input = new Case(
                Emissions.of(FloatMatrix.adopt(frames, 30, logits), ScoreKind.LOGITS),
                ExtendedTarget.of(Labels.of(labels), 0));
        assertAgrees(input, "said at once");
        assertSameSlope(input, "said at once");
    }

    /**
     * The one path there is: a label a frame, but for the blank between two equal labels, in the last frame of the first segment.
     * The label before it and that blank are so improbable that what comes to the blank is below any double, while all others
     * that paths have reached are well within.
     */
    @Test
    void aBlankThatIsReachedInTheLastFrameOfASegmentKeepsItsRange() {
        int frames = 31;
        var labels = new int[frames - 1];
        Arrays.setAll(labels, u -> u == 14 || u == 15 ? 6 : 1 + u % 5);
        var logits = new float[frames * 8];
        logits[8 * 14 + 6] = -686;
        logits[8 * 15] = -690;
        var input = new Case(
                Emissions.of(FloatMatrix.adopt(frames, 8, logits), ScoreKind.LOGITS),
                ExtendedTarget.of(Labels.of(labels), 0));
        assertThat(PLAIN.logLikelihood(input.emissions, input.target)).isBetween(-1450.0, -1400.0);
        assertAgrees(input, "last frame");
        assertSameSlope(input, "last frame");
    }

    /** More probabilities of labels than are kept for the way back. */
    @Tag("slow")
    @Test
    void theSlopeOfALongTargetComesOutRight() {
        assertSameSlope(random(new Random(7), RandomLogits.STANDARD, 2600, 1000, 850), "long target");
    }

    /** While they are interpreted as well as when they are compiled. */
    @Test
    void theSameInputGivesTheSameBitsAgain() {
        var input = random(new Random(2), RandomLogits.SHARP, 48, 32, 20);
        var first = forward.record(input.emissions, input.target);
        var gradient = first.gradient();
        double[] sums = rowSums(input);
        for (int i = 0; i < 500; i++) {
            var again = forward.record(input.emissions, input.target);
            assertThat(again.logLikelihood()).isEqualTo(first.logLikelihood());
            assertThat(again.gradient()).isEqualTo(gradient);
            assertThat(rowSums(input)).isEqualTo(sums);
        }
    }

    private static double[] rowSums(Case input) {
        var emissions = Emissions.of(input.emissions.scores(), input.emissions.kind());
        return IntStream.range(0, emissions.frames())
                .mapToDouble(emissions::logRowSum)
                .toArray();
    }
}
