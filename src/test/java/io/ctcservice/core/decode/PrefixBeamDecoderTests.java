package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.SharedData;
import io.ctcservice.testing.TinyCase;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixBeamDecoderTests {

    private static final int EVERYTHING = 5000; // more than the hypotheses of any tiny case here
    private static final double ROUNDING = 1e-11; // some hundred roundings of logarithms below 100

    /** The toy of Hannun 2017: p(ε) = .6, p(a) = .4 in both frames. */
    @Test
    void sumsThePathsThatGreedyDecodingMisses() {
        var emissions =
                Emissions.of(FloatMatrix.ofRows(new float[] {.6f, .4f}, new float[] {.6f, .4f}), ScoreKind.PROBS);
        List<Hypothesis> nBest = decoder(BeamSettings.unpruned(2, 2), 0).decode(emissions);
        assertThat(nBest).extracting(Hypothesis::labels).containsExactly(Labels.of(1), Labels.of());
        assertThat(nBest.getFirst().confidence()).isCloseTo(.64, within(1e-7)); // the input is float32
        assertThat(nBest.getLast().confidence()).isCloseTo(.36, within(1e-7));
    }

    /** Only differences of logits count; those of this size are exact to 2^-11. */
    @ParameterizedTest(name = "{0} added")
    @ValueSource(floats = {-4096, 1000, 4096})
    void theSizeOfLogitsChangesNothing(float added) {
        var random = new Random(3);
        var logits = new float[40 * 6];
        var larger = new float[40 * 6];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(1 << 12) / 512f;
            larger[i] = logits[i] + added;
        }
        var settings = new BeamSettings(20, 10, /* tokenMinLogProb= */ -3, /* beamMinLogProb= */ -8);
        var expected = decoder(settings, 0).decode(Emissions.of(FloatMatrix.adopt(40, 6, logits), ScoreKind.LOGITS));
        var actual = decoder(settings, 0).decode(Emissions.of(FloatMatrix.adopt(40, 6, larger), ScoreKind.LOGITS));
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).labels()).isEqualTo(expected.get(i).labels());
            assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-9));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void unprunedItFindsEveryHypothesisInOrderWithItsProbability(long seed) {
        var random = new Random(seed);
        int vocabSize = 2 + random.nextInt(3);
        int blank = random.nextInt(vocabSize);
        Emissions emissions = TinyCase.random(random, 6, vocabSize, blank, 0).emissions();
        List<Map.Entry<Labels, Double>> expected = BruteForce.probabilities(emissions, blank).entrySet().stream()
                .sorted(Map.Entry.<Labels, Double>comparingByValue().reversed())
                .toList();

        List<Hypothesis> actual =
                decoder(BeamSettings.unpruned(EVERYTHING, EVERYTHING), blank).decode(emissions);

        assertThat(actual)
                .extracting(Hypothesis::labels)
                .containsExactlyElementsOf(
                        expected.stream().map(Map.Entry::getKey).toList());
        for (int i = 0; i < actual.size(); i++) {
            double logProb = Math.log(expected.get(i).getValue());
            assertThat(actual.get(i).score()).isCloseTo(logProb, within(ROUNDING));
            assertThat(actual.get(i).logProb()).isCloseTo(logProb, within(ROUNDING));
        }
        assertThat(actual.stream().mapToDouble(Hypothesis::confidence).sum()).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void impossibleClassesAndProbabilitiesFarBelowTheRangeOfADoubleLoseNothing(long seed) {
        var random = new Random(seed);
        var scores = new float[5 * 3];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i % 3 != 0 && random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : 600 * random.nextFloat();
        }
        var emissions = Emissions.of(FloatMatrix.adopt(5, 3, scores), ScoreKind.LOGITS);
        for (Hypothesis hypothesis :
                decoder(BeamSettings.unpruned(EVERYTHING, EVERYTHING), 0).decode(emissions)) {
            assertThat(hypothesis.score()).isFinite().isCloseTo(hypothesis.logProb(), within(1e-9)); // values to 3000
        }
    }

    @Test
    void itsHypothesesAreDifferentAndSortedAndPartsAddUp() {
        Emissions emissions = noisy(1, 200, 30);
        List<Hypothesis> nBest = decoder(new BeamSettings(40, 40, -5, -10), 0).decode(emissions);
        assertThat(nBest).hasSizeGreaterThan(5);
        assertThat(nBest).extracting(Hypothesis::labels).doesNotHaveDuplicates();
        assertThat(nBest)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(Hypothesis::score).reversed());
        assertThat(nBest).allSatisfy(hypothesis -> {
            assertThat(hypothesis.score()).isEqualTo(hypothesis.parts().total());
            assertThat(hypothesis.parts().acoustic()).isLessThan(hypothesis.logProb() + 1e-9);
        });
    }

    /** p(a 1) = .4, p(a1) = .36, p(b 1) = .1 and so on: as many texts as are asked for come, each in its better spacing. */
    @ParameterizedTest(name = "delimiter \"{0}\"")
    @ValueSource(strings = {" ", "|", "▁", "\u00a0", "\u3000"})
    void readingsThatDifferOnlyInTheirSpacesAreOne(String delimiter) {
        var vocabulary = Vocabulary.of(List.of("ε", "a", "b", "1", delimiter), 0);
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {0, .8f, .2f, 0, 0}, new float[] {.45f, .05f, 0, 0, .5f}, new float[] {0, 0, 0, 1, 0
                        }),
                ScoreKind.PROBS);
        var grouping = delimiter.isBlank() && !delimiter.equals(" ")
                ? WordGrouping.of(vocabulary, "")
                : WordGrouping.of(vocabulary);
        var decoder = new PrefixBeamDecoder(
                new LogForward(),
                0,
                BeamSettings.unpruned(20, 3),
                Optional.empty(),
                Optional.of(grouping),
                Long.MAX_VALUE);
        List<Hypothesis> read = decoder.decode(emissions);
        // ba1 is the third text, after four hypotheses of the first two
        assertThat(read)
                .extracting(Hypothesis::labels)
                .containsExactly(Labels.of(1, 4, 3), Labels.of(2, 4, 3), Labels.of(2, 1, 3));
        assertThat(read.getFirst().logProb()).isCloseTo(Math.log(.4), within(1e-7)); // nothing is summed; float32
    }

    /** Of the beam's n prefixes the best is kept by all: greedy's labels are what a beam of one reads in peaky frames. */
    @Test
    void aBeamOfOneReadsPeakyEmissionsAsGreedyDoes() {
        Emissions emissions = peaky(3, 100, 20);
        var greedy = new GreedyDecoder(new LogForward(), 0).decode(emissions);
        var beam = decoder(BeamSettings.unpruned(1, 1), 0).decode(emissions);
        assertThat(beam.getFirst().labels()).isEqualTo(greedy.getFirst().labels());
    }

    @Test
    void classesThatAreTooImprobableInAFrameAreNotRead() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {.9f, .09f, .01f}, new float[] {.05f, .05f, .9f}), ScoreKind.PROBS);
        var settings = new BeamSettings(100, 100, Math.log(.05), Double.NEGATIVE_INFINITY);
        assertThat(decoder(settings, 0).decode(emissions))
                .extracting(Hypothesis::labels)
                .containsExactlyInAnyOrder(Labels.of(), Labels.of(1), Labels.of(2), Labels.of(1, 2));
    }

    /** The limit is ln 0.1: in a frame with a blank of 0.95 no other class can be above it, whether one looks or not. */
    @ParameterizedTest(name = "blank {0}")
    @ValueSource(floats = {.85f, .95f, .999f})
    void framesOfLittleButTheBlankAddItAndNoMore(float blank) {
        float rest = (1 - blank) / 2;
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {.2f, .5f, .3f}, new float[] {blank, rest, rest}, new float[] {.2f, .5f, .3f}),
                ScoreKind.PROBS);
        var settings = new BeamSettings(100, 100, Math.log(.1), Double.NEGATIVE_INFINITY);
        var read = decoder(settings, 0).decode(emissions);
        assertThat(acoustic(read, 1, 1)).isCloseTo(Math.log(.5 * blank * .5), within(1e-6));
        assertThat(acoustic(read, 1)).isCloseTo(Math.log(blank * (.5 * .2 + .2 * .5)), within(1e-6));
        assertThat(acoustic(read)).isCloseTo(Math.log(blank * .2 * .2), within(1e-6));
    }

    private static double acoustic(List<Hypothesis> read, int... labels) {
        return read.stream()
                .filter(hypothesis -> hypothesis.labels().equals(Labels.of(labels)))
                .findFirst()
                .orElseThrow()
                .parts()
                .acoustic();
    }

    @Test
    void theMostProbableClassIsReadHoweverImprobable() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {.3f, .4f, .3f}), ScoreKind.PROBS);
        var settings = new BeamSettings(100, 100, 0, Double.NEGATIVE_INFINITY);
        assertThat(decoder(settings, 0).decode(emissions))
                .extracting(Hypothesis::labels)
                .containsExactly(Labels.of(1));
    }

    @Test
    void prefixesFarBelowTheBestAreDropped() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {.6f, .3f, .1f}), ScoreKind.PROBS);
        var settings = new BeamSettings(100, 100, Double.NEGATIVE_INFINITY, Math.log(.49));
        assertThat(decoder(settings, 0).decode(emissions))
                .extracting(Hypothesis::labels)
                .containsExactly(Labels.of(), Labels.of(1));
    }

    @ParameterizedTest(name = "beam {0}")
    @CsvSource({"1, 1", "2, 2", "7, 7", "64, 50"})
    void noMoreAreReturnedThanAskedFor(int width, int nBest) {
        assertThat(decoder(BeamSettings.unpruned(width, nBest), 0).decode(noisy(2, 30, 10)))
                .hasSize(nBest);
    }

    @Test
    void manyThreadsMayUseOneDecoder() {
        PrefixBeamDecoder decoder = decoder(BeamSettings.DEFAULT, 0);
        List<Emissions> batch =
                IntStream.range(0, 32).mapToObj(i -> noisy(i, 60, 12)).toList();
        var alone = batch.stream().map(decoder::decode).toList();
        var together = batch.parallelStream().map(decoder::decode).toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void aWiderBeamIsNeverWorseOnRealLines() {
        for (SharedData.Item item : SharedData.require().items()) {
            Emissions emissions = item.emissions();
            double narrower = Double.NEGATIVE_INFINITY;
            for (int width : new int[] {1, 2, 4, 8, 16, 32, 64, 128}) {
                var settings = new BeamSettings(width, 1, -15, Double.NEGATIVE_INFINITY);
                double score = decoder(settings, item.blank())
                        .decode(emissions)
                        .getFirst()
                        .score();
                assertThat(score).as("%s, beam %d", item, width).isGreaterThanOrEqualTo(narrower - 1e-9);
                narrower = score;
            }
        }
    }

    @Test
    void aWideBeamIsNeverLessProbableThanGreedyOnRealLines() {
        for (SharedData.Item item : SharedData.require().items()) {
            Emissions emissions = item.emissions();
            double greedy = new GreedyDecoder(new LogForward(), item.blank())
                    .decode(emissions)
                    .getFirst()
                    .logProb();
            double beam = decoder(BeamSettings.DEFAULT, item.blank())
                    .decode(emissions)
                    .getFirst()
                    .logProb();
            assertThat(beam).as(item.toString()).isGreaterThanOrEqualTo(greedy - 1e-9);
        }
    }

    private static PrefixBeamDecoder decoder(BeamSettings settings, int blank) {
        return new PrefixBeamDecoder(new LogForward(), blank, settings, Optional.empty());
    }

    private static Emissions noisy(long seed, int frames, int vocabSize) {
        return TinyCase.random(new Random(seed), frames, vocabSize, 0, 0).emissions();
    }

    private static Emissions peaky(long seed, int frames, int vocabSize) {
        var random = new Random(seed);
        var logits = new float[frames * vocabSize];
        for (int t = 0; t < frames; t++) {
            logits[t * vocabSize + random.nextInt(vocabSize)] = 12;
        }
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, logits), ScoreKind.LOGITS);
    }
}
