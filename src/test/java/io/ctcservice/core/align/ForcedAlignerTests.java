package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.span.TokenSpan;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.EachKernel;
import io.ctcservice.testing.SharedData;
import io.ctcservice.testing.TinyCase;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the aligner with every arithmetic. */
@ParameterizedClass(name = "{0}")
@MethodSource("kernels")
record ForcedAlignerTests(String kernel, ForcedAligner aligner) {

    static Stream<Object[]> kernels() {
        return EachKernel.of(ViterbiRow::scalar, ViterbiRow::vector)
                .map(row -> new Object[] {row.getClass().getSimpleName(), new ForcedAligner(row)});
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void findsTheBestOfAllPathsThatCollapseToTheTarget(long seed) {
        var tiny = TinyCase.random(seed, /* frames= */ 6, /* vocabSize= */ 3);
        double expected = BruteForce.bestPathProbability(tiny); // of 3^6 = 729 paths
        var alignment = aligner.align(tiny.emissions(), tiny.target());
        assertThat(alignment.map(a -> Math.exp(a.logProb())).orElse(0.0))
                .isCloseTo(expected, within(1e-14)); // six rounded sums of values below 1
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePathHasTheProbabilityItClaimsAndCollapsesToTheTarget(long seed) {
        var tiny = TinyCase.random(new Random(seed), 40, 5, /* blank= */ 2, /* targetLength= */ 15);
        var alignment = aligner.align(tiny.emissions(), tiny.target()).orElseThrow();
        int[] path = alignment.framePath();
        double sum = IntStream.range(0, 40)
                .mapToDouble(t -> tiny.emissions().logProb(t, path[t]))
                .sum();
        assertThat(alignment.logProb()).isCloseTo(sum, within(1e-12)); // 40 additions in another order
        assertThat(Collapse.labels(path, 2)).isEqualTo(tiny.target().labels());
    }

    @Test
    void theScoreOfSeveralTokensIsTheMeanOverTheirFrames() {
        var tiny = TinyCase.random(new Random(3), 40, 5, /* blank= */ 2, /* targetLength= */ 6);
        var alignment = aligner.align(tiny.emissions(), tiny.target()).orElseThrow();
        var logProbs = alignment.tokens().subList(1, 5).stream()
                .flatMapToDouble(token -> IntStream.range(token.start(), token.end())
                        .mapToDouble(t -> tiny.emissions().logProb(t, token.label())));
        assertThat(alignment.score(1, 5))
                .isCloseTo(logProbs.average().orElseThrow(), within(1e-12)); // a few additions in another order
        assertThat(alignment.score(3, 3)).isZero();
    }

    /** From 2^18 pairs of states on, rows are computed again on the way back. */
    @ParameterizedTest(name = "T = {0}, U = {1}")
    @CsvSource({"2000, 1", "5000, 60", "5000, 70", "700, 400", "560, 515", "9000, 200", "3, 1", "1, 1", "64, 0"})
    void givesThePathOfTheFullLattice(int frames, int length) {
        var random = new Random(frames + length);
        var tiny = TinyCase.random(random, frames, /* vocabSize= */ 30, /* blank= */ 7, length);
        assertPathOfFullLattice(tiny.emissions(), AlignmentTarget.of(tiny.target()));
    }

    @Test
    void aTargetThatLeavesNoFrameToSpareHasItsOnePath() {
        var labels =
                IntStream.range(0, 600).map(u -> u % 3 == 0 ? 1 : u % 4 + 2).toArray();
        var target = ExtendedTarget.of(Labels.of(labels), 0);
        var alignment =
                aligner.align(uniform(target.labels().minFrames(), 6), target).orElseThrow();
        assertThat(alignment.tokens()).hasSize(600).allMatch(token -> token.frames() == 1);
        assertThat(Collapse.labels(alignment.framePath(), 0)).isEqualTo(target.labels());
    }

    private void assertPathOfFullLattice(Emissions emissions, AlignmentTarget target) {
        var alignment = aligner.align(emissions, target).orElseThrow();
        var states =
                IntStream.range(0, emissions.frames()).map(alignment::state).toArray();
        var plain = new PlainViterbi(emissions, target);
        if (target.length() == 0) {
            assertThat(states).containsOnly(0);
        } else {
            assertThat(states).isEqualTo(plain.states());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsTheBestOfAllSequencesOfStatesWhereGapsAbsorb(long seed) {
        var random = new Random(seed);
        var tiny = TinyCase.random(random, /* frames= */ 7, /* vocabSize= */ 4, /* blank= */ 0, 3);
        var target = AlignmentTarget.of(tiny.target())
                .absorbingAt(gaps(random.nextInt(4)), 0)
                .absorbingAt(gaps(random.nextInt(4)), 2 * random.nextDouble());
        double expected = new PlainViterbi(tiny.emissions(), target).exhaustive();
        var alignment = aligner.align(tiny.emissions(), target).orElseThrow();
        double paid = IntStream.range(0, 7)
                .filter(t -> alignment.state(t) < 0 && (t == 0 || alignment.state(t - 1) != alignment.state(t)))
                .mapToDouble(t -> target.price(Viterbi.gapOf(alignment.state(t))))
                .sum();
        assertThat(alignment.logProb() - paid).isCloseTo(expected, within(1e-12)); // the same seven additions
    }

    @ParameterizedTest(name = "T = {0}, U = {1}")
    @CsvSource({"40, 10", "5000, 70", "700, 400"})
    void aPathThatAbsorbsHasTheProbabilityItClaims(int frames, int length) {
        var random = new Random(length);
        var tiny = TinyCase.random(random, frames, /* vocabSize= */ 6, /* blank= */ 5, length);
        var target = AlignmentTarget.of(tiny.target()).absorbingAt(gaps(0, length / 3, length), 3);
        var alignment = aligner.align(tiny.emissions(), target).orElseThrow();
        int[] path = alignment.framePath();
        double sum = IntStream.range(0, frames)
                .mapToDouble(t -> tiny.emissions().logProb(t, path[t]))
                .sum();
        assertThat(alignment.logProb()).isCloseTo(sum, within(1e-9)); // thousands of additions of values near -1
        assertThat(labels(alignment.tokens())).isEqualTo(tiny.target().labels());
        assertThat(alignment.absorbed()).isNotEmpty();
    }

    /** Of what it could absorb the path takes only what is worth the price, and else is the one without. */
    @Test
    void aGapAbsorbsOnlyWhatIsWorthItsPrice() {
        var emissions = certain(6, 0, 1, 2, 2, 0, 3, 3, 0, 3, 4); // three frames that are not blank cost 20 each
        var plain = AlignmentTarget.of(new int[] {1, 2, 4}, 0);
        assertThat(aligner.align(emissions, plain.absorbingAt(gaps(2), 59))
                        .orElseThrow()
                        .absorbed())
                .hasSize(1);
        assertThat(aligner.align(emissions, plain.absorbingAt(gaps(2), 61))
                        .orElseThrow()
                        .tokens())
                .isEqualTo(aligner.align(emissions, plain).orElseThrow().tokens());
    }

    /** "ab" was said, then c, then "d"; the text says "abd". */
    @Test
    void aGapAbsorbsWhatTheTextLeavesOut() {
        var emissions = certain(6, 0, 1, 2, 2, 0, 3, 3, 0, 3, 4);
        var target = AlignmentTarget.of(new int[] {1, 2, 4}, 0).absorbingAt(gaps(2), 0);
        var alignment = aligner.align(emissions, target).orElseThrow();
        assertThat(alignment.absorbed()).hasSize(1);
        var absorbed = alignment.absorbed().getFirst();
        assertThat(absorbed.gap()).isEqualTo(2);
        assertThat(absorbed.start()).isEqualTo(5);
        assertThat(absorbed.end()).isEqualTo(9);
        assertThat(absorbed.labels()).isEqualTo(Labels.of(3, 3));
        assertThat(alignment.tokens().stream().map(t -> t.start() + "-" + t.end()))
                .containsExactly("1-2", "2-4", "9-10");
    }

    @Test
    void aGapThatAbsorbsTakesNothingWhereNothingIsLeftOut() {
        var emissions = certain(6, 0, 1, 1, 2, 0, 0, 4, 4, 0);
        var plain = AlignmentTarget.of(new int[] {1, 2, 4}, 0);
        var alignment =
                aligner.align(emissions, plain.absorbingAt(gaps(0, 1, 2, 3), 0)).orElseThrow();
        assertThat(alignment.absorbed()).isEmpty();
        assertThat(alignment.tokens())
                .isEqualTo(aligner.align(emissions, plain).orElseThrow().tokens());
    }

    /** Where each path has masked classes, those with the fewest compete by the rest of their scores. */
    @ParameterizedTest(name = "mask {0}")
    @ValueSource(floats = {-2e9f, -1e18f, -1e30f, -Float.MAX_VALUE})
    void pathsThroughMaskedClassesDifferByTheirOtherScores(float mask) {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var tiny = TinyCase.random(random, 2 + random.nextInt(30), 4, /* blank= */ random.nextInt(4), 1 + seed % 9);
            var target = seed % 2 == 0
                    ? AlignmentTarget.of(tiny.target())
                    : AlignmentTarget.of(tiny.target())
                            .absorbingAt(
                                    gaps(
                                            random.nextInt(2),
                                            tiny.target().labels().length()),
                                    random.nextInt(3));
            double share = random.nextDouble();
            var moderate = masked(tiny.emissions(), new Random(seed), share, -1e6f);
            var huge = masked(tiny.emissions(), new Random(seed), share, mask);
            assertThat(states(aligner.align(huge, target)))
                    .as("seed %d", seed)
                    .isEqualTo(states(aligner.align(moderate, target)));
        }
    }

    private static List<Integer> states(Optional<Alignment> alignment) {
        return alignment.stream()
                .flatMapToInt(a -> IntStream.range(0, a.frames()).map(a::state))
                .boxed()
                .toList();
    }

    /** Returns the logits with this share of them set to a mask, but for one of each frame. */
    static Emissions masked(Emissions emissions, Random random, double share, float mask) {
        float[] logits = emissions.scores().toArray();
        int vocabSize = emissions.vocabSize();
        for (int t = 0; t < emissions.frames(); t++) {
            int kept = random.nextInt(vocabSize);
            for (int v = 0; v < vocabSize; v++) {
                logits[t * vocabSize + v] = v != kept && random.nextDouble() < share ? mask : logits[t * vocabSize + v];
            }
        }
        return Emissions.of(FloatMatrix.adopt(emissions.frames(), vocabSize, logits), ScoreKind.LOGITS);
    }

    @Test
    void theEmptyTargetIsAllBlank() {
        var alignment = aligner.align(certain(3, 0, 0, 0), ExtendedTarget.of(Labels.of(), 0))
                .orElseThrow();
        assertThat(alignment.tokens()).isEmpty();
        assertThat(alignment.framePath()).containsExactly(0, 0, 0);
    }

    @Test
    void tooFewFramesOrAnImpossibleClassGiveNothing() {
        float no = Float.NEGATIVE_INFINITY;
        var impossible = Emissions.of(
                FloatMatrix.ofRows(new float[] {0, no, 1}, new float[] {0, no, 1}, new float[] {0, no, 1}),
                ScoreKind.LOGITS);
        assertThat(aligner.align(uniform(3, 3), ExtendedTarget.of(Labels.of(1, 1, 2), 0)))
                .isEmpty();
        assertThat(aligner.align(impossible, ExtendedTarget.of(Labels.of(1), 0)))
                .isEmpty();
    }

    @Test
    void refusesALabelThatTheEmissionsLack() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> aligner.align(uniform(4, 3), ExtendedTarget.of(Labels.of(1, 3), 0)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("labels/1"));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> aligner.align(uniform(4, 3), ExtendedTarget.of(Labels.of(1), 3)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("blank"));
    }

    /** Reference: a plain float64 maximum-forward pass by the makers of the data, kept with 6 decimals. */
    @Test
    void givesTheReferenceLogProbabilityOfEveryRealLine() {
        for (var item : SharedData.require().items()) {
            var alignment = aligner.align(item.emissions(), ExtendedTarget.of(item.target(), item.blank()))
                    .orElseThrow();
            assertThat(alignment.logProb()).as("%s", item).isCloseTo(item.bestAlignmentLogProb(), within(1e-5));
            assertThat(labels(alignment.tokens())).as("%s", item).isEqualTo(item.target());
            assertTilesInOrder(alignment.tokens(), item.emissions().frames());
        }
    }

    private static Labels labels(List<TokenSpan> tokens) {
        return Labels.of(tokens.stream().mapToInt(TokenSpan::label).toArray());
    }

    private static void assertTilesInOrder(List<TokenSpan> tokens, int frames) {
        int end = 0;
        for (TokenSpan token : tokens) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            assertThat(token.end()).isGreaterThan(token.start());
            end = token.end();
        }
        assertThat(end).isLessThanOrEqualTo(frames);
    }

    private static BitSet gaps(int... gaps) {
        var set = new BitSet();
        IntStream.of(gaps).forEach(set::set);
        return set;
    }

    private static Emissions uniform(int frames, int vocabSize) {
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, new float[frames * vocabSize]), ScoreKind.LOGITS);
    }

    /** Emissions that are nearly sure of one class a frame. */
    static Emissions certain(int vocabSize, int... classes) {
        var logits = new float[classes.length * vocabSize];
        for (int t = 0; t < classes.length; t++) {
            logits[t * vocabSize + classes[t]] = 20;
        }
        return Emissions.of(FloatMatrix.adopt(classes.length, vocabSize, logits), ScoreKind.LOGITS);
    }
}
