package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.SharedData;
import io.ctcservice.testing.TinyCase;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathDistributionTests {

    private static final ForcedAligner ALIGNER = new ForcedAligner();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheEntropyOfAllPathsThatCollapseToTheTarget(long seed) {
        var random = new Random(seed);
        var tiny = TinyCase.random(random, /* frames= */ 6, /* vocabSize= */ 3, random.nextInt(3), random.nextInt(4));
        double total = BruteForce.probability(tiny);
        var entropy = new double[1];
        BruteForce.forEachPath(tiny.emissions(), (path, p) -> {
            if (Collapse.labels(path, tiny.target().blank())
                    .equals(tiny.target().labels())) {
                entropy[0] -= p / total * Math.log(p / total);
            }
        });
        var distribution = distribution(tiny.emissions(), AlignmentTarget.of(tiny.target()));
        assertThat(distribution.entropy()).isCloseTo(entropy[0], within(1e-12)); // sums of up to 729 products
        assertThat(distribution.logLikelihood()).isCloseTo(Math.log(total), within(1e-12));
    }

    /** By hand: of the 8 uniform paths over {ε, a}, six give "a": a εa aε … each of probability 1/6 of the target. */
    @Test
    void ofEquallyProbablePathsIsTheLogarithmOfTheirNumber() {
        var distribution = distribution(uniform(3, 2), AlignmentTarget.of(new int[] {1}, 0));
        assertThat(distribution.entropy()).isCloseTo(Math.log(6), within(1e-14));
    }

    /** By hand: the paths through the label in frame 1 cost 700 at the end, all others some 10^11. */
    @Test
    void isRightWhereLogitsAreHuge() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {0, -1.8e11f, -9e11f},
                        new float[] {-3.6e11f, 0, -9e11f},
                        new float[] {0, -9e11f, -9e11f},
                        new float[] {-700, -9e11f, 0}),
                ScoreKind.LOGITS);
        var distribution = distribution(emissions, AlignmentTarget.of(new int[] {1}, 0));
        assertThat(distribution.logLikelihood()).isCloseTo(-700, within(1e-9));
        assertThat(distribution.entropy()).isCloseTo(0, within(1e-9));
    }

    @Test
    void isNotKnownWhereEveryPathIsMasked() {
        float masked = -Float.MAX_VALUE;
        var emissions =
                Emissions.of(FloatMatrix.ofRows(new float[] {0, masked}, new float[] {0, masked}), ScoreKind.LOGITS);
        var target = AlignmentTarget.of(new int[] {1}, 0);
        var best = ALIGNER.align(emissions, target).orElseThrow();
        assertThat(PathDistribution.of(emissions, target, best)).isEmpty();
    }

    /** Masks that all paths have make no difference, unless numbers of their size cannot hold it: then nothing is said. */
    @ParameterizedTest(name = "mask {0}")
    @ValueSource(floats = {-1e8f, -1e9f, -1e11f, -1e13f, -1e14f})
    void isRightOrUnknownAcrossMasks(float mask) {
        for (int seed = 0; seed < 40; seed++) {
            var tiny = TinyCase.random(new Random(seed), 6, 4, 0, 3);
            var target = AlignmentTarget.of(tiny.target());
            var moderate = ForcedAlignerTests.masked(tiny.emissions(), new Random(seed), 0.6, -1e5f);
            var huge = ForcedAlignerTests.masked(tiny.emissions(), new Random(seed), 0.6, mask);
            var expected = distribution(moderate, target);
            var found = PathDistribution.of(
                    huge, target, ALIGNER.align(huge, target).orElseThrow());
            assertThat(found.isPresent() || mask < -1e9f).isTrue();
            found.ifPresent(one -> assertThat(one.entropy()).isCloseTo(expected.entropy(), within(1e-5)));
        }
    }

    @Test
    void isNothingWhereThereIsOnePath() {
        var distribution = distribution(uniform(3, 2), AlignmentTarget.of(new int[] {1, 1}, 0));
        assertThat(distribution.entropy()).isZero();
    }

    /** 4000 x 401 labels are more than are looked at in full. */
    @Test
    void aBandAroundTheBestPathIsEnoughInALargeLattice() {
        var tiny = TinyCase.random(new Random(5), 4000, /* vocabSize= */ 12, /* blank= */ 3, 400);
        var target = AlignmentTarget.of(tiny.target());
        var best = ALIGNER.align(tiny.emissions(), target).orElseThrow();
        var banded = PathDistribution.of(tiny.emissions(), target, best).orElseThrow();
        var whole = new BandedExpectation(tiny.emissions(), target, best).within(400);
        double likelihood = new LogForward().logLikelihood(tiny.emissions(), tiny.target());
        assertThat(whole.logLikelihood()).isCloseTo(likelihood, within(1e-8)); // 4000 roundings of values near 1e4
        assertThat(banded.logLikelihood()).isCloseTo(likelihood, within(1e-6 * Math.abs(likelihood)));
        assertThat(banded.entropy()).isCloseTo(whole.entropy(), within(2e-6 * whole.entropy()));
    }

    /**
     * All classes alike, and no label repeated: C(T + U, 2U) paths of equal probability. The best path, an arbitrary one of
     * them, runs far from most.
     */
    @Test
    void theBandIsWidenedUntilNothingChanges() {
        int frames = 1000;
        int length = 200;
        double paths = 0;
        for (int i = 1; i <= 2 * length; i++) {
            paths += Math.log((frames - length + i) / (double) i);
        }
        var labels = new int[length];
        Arrays.setAll(labels, u -> 1 + u % 2);
        var distribution = distribution(uniform(frames, 3), AlignmentTarget.of(labels, 0));
        assertThat(distribution.entropy()).isCloseTo(paths, within(1e-6 * paths));
        assertThat(distribution.logLikelihood())
                .isCloseTo(paths - frames * Math.log(3), within(1e-6 * frames * Math.log(3)));
    }

    /** 300,000 frames by 2 · 64 labels are more than 2^25. */
    @Test
    void nothingIsSaidWhereItWouldTakeTooLong() {
        var labels = new int[40];
        Arrays.setAll(labels, u -> 1 + u % 2);
        var emissions = uniform(300_000, 3);
        var target = AlignmentTarget.of(labels, 0);
        var best = ALIGNER.align(emissions, target).orElseThrow();
        assertThat(PathDistribution.of(emissions, target, best)).isEmpty();
    }

    /** A gap that absorbs has the probability of the best class of each frame. */
    @ParameterizedTest(name = "scale {0}")
    @ValueSource(doubles = {1, 5, 400})
    void gapsThatAbsorbAreCounted(double scale) {
        var random = new Random(12);
        var gaps = new BitSet();
        gaps.set(0);
        gaps.set(2);
        gaps.set(5);
        for (int i = 0; i < 20; i++) {
            var values = new float[30 * 5];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) (scale * random.nextGaussian());
            }
            var emissions = Emissions.of(FloatMatrix.adopt(30, 5, values), ScoreKind.LOGITS);
            var target = AlignmentTarget.of(random.ints(5, 1, 5).toArray(), 0).absorbingAt(gaps, 0);
            var best = ALIGNER.align(emissions, target).orElseThrow();
            var expected = new PlainExpectation(emissions, target, best).within(5);
            var actual = new BandedExpectation(emissions, target, best).within(5);
            assertThat(actual.logLikelihood())
                    .isCloseTo(expected.logLikelihood(), within(1e-12 * (1 + Math.abs(expected.logLikelihood()))));
            assertThat(actual.entropy()).isCloseTo(expected.entropy(), within(1e-9)); // as above
            if (best.logProb() >= UnscaledExpectation.LEAST_LOG_PROB) {
                var unscaled = new UnscaledExpectation(emissions, target, best).within(5);
                assertThat(unscaled.logLikelihood()).isCloseTo(actual.logLikelihood(), within(1e-9));
                assertThat(unscaled.entropy()).isCloseTo(actual.entropy(), within(1e-9));
            }
        }
    }

    /** At 400 partial paths are 1e-5000 of the best, and some classes 1e-700 of others. */
    @ParameterizedTest(name = "scale {0}")
    @ValueSource(doubles = {1, 5, 20, 400})
    void nothingIsLostHoweverFarProbabilitiesLieApart(double scale) {
        var random = new Random(11);
        for (int i = 0; i < 20; i++) {
            var labels = random.ints(12, 1, 5).toArray();
            var values = new float[60 * 5];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) (scale * random.nextGaussian());
            }
            var emissions = Emissions.of(FloatMatrix.adopt(60, 5, values), ScoreKind.LOGITS);
            var target = AlignmentTarget.of(labels, 0);
            var best = ALIGNER.align(emissions, target).orElseThrow();
            for (int width : new int[] {2, 12}) {
                var expected = new PlainExpectation(emissions, target, best).within(width);
                var actual = new BandedExpectation(emissions, target, best).within(width);
                // ln of products of 60 probabilities, and what e^-1e4 is rounded to
                assertThat(actual.logLikelihood())
                        .isCloseTo(expected.logLikelihood(), within(1e-12 * Math.abs(expected.logLikelihood())));
                assertThat(actual.entropy()).isCloseTo(expected.entropy(), within(1e-9));
                if (best.logProb() >= UnscaledExpectation.LEAST_LOG_PROB) {
                    var unscaled = new UnscaledExpectation(emissions, target, best).within(width);
                    assertThat(unscaled.logLikelihood()).isCloseTo(actual.logLikelihood(), within(1e-9));
                    assertThat(unscaled.entropy()).isCloseTo(actual.entropy(), within(1e-9));
                }
            }
        }
    }

    @Test
    void impossibleClassesDoNotMakeItNaN() {
        float no = Float.NEGATIVE_INFINITY;
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {no, 0, 0}, new float[] {0, no, 0}, new float[] {0, 0, no}),
                ScoreKind.LOGITS);
        var distribution = distribution(emissions, AlignmentTarget.of(new int[] {1, 2}, 0));
        assertThat(distribution.entropy()).isCloseTo(0, within(1e-15)); // only a b ε: a is barred at 1, b at 2
    }

    @Test
    void sumsToTheReferenceLossOfEveryRealLine() {
        for (var item : SharedData.require().items()) {
            var target = AlignmentTarget.of(ExtendedTarget.of(item.target(), item.blank()));
            var distribution = distribution(item.emissions(), target);
            assertThat(0 - distribution.logLikelihood())
                    .as("%s", item)
                    .isCloseTo(item.nll(), within(1e-6 * item.nll() + 6e-7)); // kept with 6 decimals
        }
    }

    private static PathDistribution distribution(Emissions emissions, AlignmentTarget target) {
        var best = ALIGNER.align(emissions, target).orElseThrow();
        return PathDistribution.of(emissions, target, best).orElseThrow();
    }

    private static Emissions uniform(int frames, int vocabSize) {
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, new float[frames * vocabSize]), ScoreKind.LOGITS);
    }
}
