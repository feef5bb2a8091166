package io.ctcservice.core.loss.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardPass;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.RandomLogits;
import io.ctcservice.testing.TinyCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of shared work against a plain pass for each target. */
class SharedForwardTests {

    private static final long ROOM = 48L << 20;

    /** A plain pass that counts how often it is run: for targets that share nothing. */
    private static final class OwnPasses implements Forward {

        private final Forward plain = new LogForward();
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public String kernel() {
            return plain.kernel();
        }

        @Override
        public double logLikelihood(Emissions emissions, ExtendedTarget target) {
            count.incrementAndGet();
            return plain.logLikelihood(emissions, target);
        }

        @Override
        public ForwardPass record(Emissions emissions, ExtendedTarget target) {
            throw new AssertionError("nobody asked for a way back");
        }
    }

    /** Returns how many targets got a pass of their own. */
    private static int check(RelatedTargets given, double least, long room, Object description) {
        var own = new OwnPasses();
        double[] actual =
                new SharedForward(own, room).logLikelihoods(given.emissions(), given.targets(), given.blank(), least);
        double[] expected = given.expected();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            String what = description + ": " + given.targets().get(i);
            if (expected[i] == LogMath.LOG_ZERO) {
                assertThat(actual[i]).as(what).isEqualTo(LogMath.LOG_ZERO);
            } else {
                // rounding in the reference grows with the frames: a log-probability of 1000 has an ulp of 1e-13
                double tolerance = 1e-12 * given.emissions().frames() + 1e-12 * Math.abs(expected[i]);
                assertThat(actual[i]).as(what).isCloseTo(expected[i], within(tolerance));
            }
        }
        return own.count.get();
    }

    private static int check(RelatedTargets given, Object description) {
        return check(given, RelatedTargets.least(given.expected()), ROOM, description);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithAPassForEachTarget(RandomLogits style) {
        int targets = 0;
        int own = 0;
        for (int seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            int frames = 1 + random.nextInt(seed % 4 == 0 ? 300 : 70);
            int vocabSize = 2 + random.nextInt(seed % 2 == 0 ? 4 : 80);
            int length = random.nextInt(Math.min(71, frames + 2));
            var given = RelatedTargets.random(random, style, frames, vocabSize, length, 12);
            own += check(given, "seed " + seed);
            targets += given.targets().size();
        }
        boolean mostlyBeyondADouble = EnumSet.of(
                        RandomLogits.FIVE_HUNDRED, RandomLogits.MASKED, RandomLogits.TO_THE_ENDS_OF_A_DOUBLE)
                .contains(style);
        assertThat(own).isLessThan(mostlyBeyondADouble ? targets : targets / 2);
    }

    /** All hypotheses about a few frames at once: the empty one, prefixes of each other, repeats, and what does not fit. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sumsEveryPathOfEveryHypothesis(long seed) {
        var random = new Random(seed);
        int blank = random.nextInt(3);
        var emissions = TinyCase.random(random, 6, 3, blank, 0).emissions();
        var probabilities = BruteForce.probabilities(emissions, blank);
        var targets = new ArrayList<>(probabilities.keySet());
        int other = blank == 0 ? 1 : 0;
        targets.add(Labels.of(other, other, other, other, other, other, other));
        targets.add(Labels.of(other, other, other, other));
        var own = new OwnPasses();
        double[] actual = new SharedForward(own).logLikelihoods(emissions, targets, blank, -20);
        for (int i = 0; i < actual.length; i++) {
            double expected = Math.log(probabilities.getOrDefault(targets.get(i), 0.0));
            assertThat(actual[i])
                    .as("%s", targets.get(i))
                    .satisfiesAnyOf(
                            logProb -> assertThat(logProb).isEqualTo(expected),
                            logProb -> assertThat(logProb).isCloseTo(expected, within(1e-11))); // up to 729 products
        }
        assertThat(own.count.get()).isLessThan(targets.size() / 2);
    }

    /** Every number of frames, so that blocks end everywhere, and every place to differ. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "SHARP", "WITH_LOG_ZEROS"})
    void agreesForEveryNumberOfFrames(RandomLogits style) {
        for (int frames = 1; frames <= 70; frames++) {
            var random = new Random(frames);
            check(RelatedTargets.random(random, style, frames, 6, frames / 3, 20), "T = " + frames);
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "T = {0}, U = {1}, {2}")
    @CsvSource({"3000, 300, STANDARD", "5000, 60, NEARLY_ALL_BLANK", "5000, 60, SHARP", "3000, 200, FIVE_HUNDRED"})
    void longUtterancesComeOutRight(int frames, int length, RandomLogits style) {
        check(RelatedTargets.random(new Random(5), style, frames, 12, length, 6), style);
    }

    /** A network that says nearly nothing but blank: relative values of 1e-600 carry the answer. */
    @Test
    void allBlankCollapseKeepsItsRange() {
        var probs = new float[1000 * 5];
        for (int t = 0; t < 1000; t++) {
            Arrays.fill(probs, 5 * t, 5 * t + 5, 2.5e-7f);
            probs[5 * t] = 1 - 1e-6f;
        }
        var emissions = Emissions.of(FloatMatrix.adopt(1000, 5, probs), ScoreKind.PROBS);
        var targets = new ArrayList<Labels>();
        for (int n = 0; n < 10; n++) {
            var labels = new Random(1).ints(100, 1, 5).toArray();
            labels[10 * n] = labels[10 * n] % 4 + 1;
            targets.add(Labels.of(labels));
        }
        assertThat(check(new RelatedTargets(emissions, targets, 0), "all blank"))
                .isZero();
    }

    /** What may be left out is told by what is found, not by what was expected. */
    @ParameterizedTest(name = "ln p {0}")
    @ValueSource(doubles = {0, -1, -30, -1e4, -1e300, Double.NEGATIVE_INFINITY, Double.NaN, 1e9})
    void aWrongExpectationCostsNoAccuracy(double least) {
        for (RandomLogits style : List.of(RandomLogits.STANDARD, RandomLogits.SHARP, RandomLogits.NEARLY_ALL_BLANK)) {
            check(RelatedTargets.random(new Random(3), style, 400, 10, 60, 20), least, ROOM, style);
        }
    }

    /** A column of 400 frames takes 7 kB. */
    @ParameterizedTest(name = "{0} bytes: {1} to {2} passes")
    @CsvSource({"0, 20, 20", "10000, 16, 19", "70000, 1, 19", "1000000, 0, 4"})
    void whatDoesNotFitIntoMemoryGetsAPassOfItsOwn(long room, int fewest, int most) {
        var given = RelatedTargets.random(new Random(3), RandomLogits.STANDARD, 400, 10, 60, 20);
        assertThat(check(given, -1000, room, room)).isBetween(fewest, most);
    }

    @Test
    void whatSumsToMoreThanOneIsAllowedFor() {
        var given = RelatedTargets.random(new Random(3), RandomLogits.SHARP, 300, 10, 40, 20);
        var logProbs = new float[300 * 10];
        for (int i = 0; i < logProbs.length; i++) {
            logProbs[i] = (float) Math.min(0, given.emissions().logProb(i / 10, i % 10) + 0.0009);
        }
        var emissions = Emissions.of(FloatMatrix.adopt(300, 10, logProbs), ScoreKind.LOG_PROBS);
        check(new RelatedTargets(emissions, given.targets(), given.blank()), "rows of 1.0009");
    }

    @Test
    void equalTargetsAndNoneAtAllAreAllowed() {
        var emissions = TinyCase.random(new Random(1), 20, 4, 0, 0).emissions();
        var same = new RelatedTargets(emissions, Collections.nCopies(5, Labels.of(1, 2, 2, 3)), 0);
        assertThat(check(same, "equal")).isZero();
        assertThat(check(new RelatedTargets(emissions, List.of(), 0), "none")).isZero();
    }

    @Test
    void oneTargetAloneAndTargetsWithNothingInCommonGetPassesOfTheirOwn() {
        var emissions = TinyCase.random(new Random(1), 20, 5, 0, 0).emissions();
        assertThat(check(new RelatedTargets(emissions, List.of(Labels.of(1, 2, 3)), 0), "one"))
                .isOne();
        var different = List.of(Labels.of(1, 2, 1, 2, 1), Labels.of(3, 4, 3, 4, 3));
        assertThat(check(new RelatedTargets(emissions, different, 0), "different"))
                .isEqualTo(2);
    }

    @Test
    void aLabelThatTheEmissionsLackIsRefused() {
        var emissions = TinyCase.random(new Random(1), 20, 4, 0, 0).emissions();
        var targets = List.of(Labels.of(1, 2, 3), Labels.of(1, 4, 3));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new SharedForward(new OwnPasses()).logLikelihoods(emissions, targets, 0, -9))
                .withMessageContaining("label 4");
    }
}
