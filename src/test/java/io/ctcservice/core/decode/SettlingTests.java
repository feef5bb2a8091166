package io.ctcservice.core.decode;

import static io.ctcservice.core.decode.StreamedCase.BLANK;
import static io.ctcservice.core.decode.StreamedCase.CLASSES;
import static io.ctcservice.core.decode.StreamedCase.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a search is bounded on an endless stream whose first letter stays in doubt for ever, by settling what the best
 * reading says of it.
 */
class SettlingTests {

    private static final int FRAMES = 20_000;
    private static final int A_MESSAGE = 100;

    /** Each of 64 prefixes has at most so many labels that it shares with no other, and one more before they are settled. */
    private static final int MOST_NODES = 64 * (BeamSettings.DEFAULT_MAX_PENDING_LABELS + 1);

    private static final double NO_LIMIT = -1e9;

    /** In the first frame, two letters are about as probable as each other; later ones are hardly in doubt. */
    private static final class Doubtful {

        private final Random random = new Random(3);
        private final double noise;
        private int t;

        Doubtful(double noise) {
            this.noise = noise;
        }

        Emissions next(int frames) {
            var logits = new float[frames][CLASSES];
            for (float[] row : logits) {
                for (int v = 0; v < CLASSES; v++) {
                    row[v] = (float) (noise * random.nextGaussian());
                }
                row[t % 2 == 0 ? random.nextInt(BLANK) : BLANK] += 9;
                if (t++ == 0) {
                    row[VOCABULARY.labels("a").get(0)] = 20;
                    row[VOCABULARY.labels("b").get(0)] = 20.5f;
                }
            }
            return StreamedCase.logProbs(logits);
        }
    }

    private static BeamSession open(BeamSettings settings, Optional<Guidance> guidance) {
        var decoder = new PrefixBeamDecoder(new LogForward(), BLANK, settings, guidance);
        return (BeamSession) decoder.open(CLASSES, EndpointRules.NONE, 0);
    }

    @ParameterizedTest(name = "noise {0}")
    @ValueSource(doubles = {0.5, 2.5})
    void theTreeIsBoundedOnAnEndlessStream(double noise) {
        var session = open(BeamSettings.DEFAULT, Optional.empty());
        var stream = new Doubtful(noise);
        for (int t = 0; t < FRAMES; t += A_MESSAGE) {
            session.accept(stream.next(A_MESSAGE), 0);
            PartialHypothesis read = session.partial();
            assertThat(read.labels().length() - read.stable())
                    .isLessThanOrEqualTo(BeamSettings.DEFAULT_MAX_PENDING_LABELS);
        }
        assertThat(session.mostNodes()).isLessThan(MOST_NODES);
        assertThat(session.partial().labels().length()).isGreaterThan(FRAMES / 4);
    }

    /** The hot word makes the less probable letter as good as the other, and its state is in each prefix to the end. */
    @Test
    void theTreeIsBoundedWhereHotWordsGuide() {
        var words = WordGrouping.of(VOCABULARY);
        var hotwords = Hotwords.of(List.of(new Hotword("a", 0.25)), VOCABULARY, words);
        var guidance = new Guidance(words, Optional.empty(), Optional.of(hotwords), Optional.empty());
        var session = open(BeamSettings.DEFAULT, Optional.of(guidance));
        var stream = new Doubtful(1);
        for (int t = 0; t < FRAMES; t += A_MESSAGE) {
            session.accept(stream.next(A_MESSAGE), 0);
        }
        assertThat(session.mostNodes()).isLessThan(MOST_NODES);
        assertThat(session.partial().stable()).isGreaterThan(FRAMES / 4);
    }

    @Test
    void whatAllPrefixesShareIsNotEnough() {
        var settings = new BeamSettings(64, 1, -5, -10, Integer.MAX_VALUE);
        var session = open(settings, Optional.empty());
        var stream = new Doubtful(0.5);
        for (int t = 0; t < FRAMES; t += A_MESSAGE) {
            session.accept(stream.next(A_MESSAGE), 0);
        }
        assertThat(session.partial().stable()).isZero();
        assertThat(session.mostNodes()).isGreaterThan(MOST_NODES);
    }

    @Test
    void theBestReadingDecidesWhatIsSettled() {
        Emissions emissions = new Doubtful(0.5).next(1000);
        var settling = decode(new BeamSettings(64, 10, -5, -10), emissions);
        var waiting = decode(new BeamSettings(64, 10, -5, -10, Integer.MAX_VALUE), emissions);
        assertThat(settling.get(0).labels()).isEqualTo(waiting.get(0).labels());
        assertThat(settling).extracting(SettlingTests::firstLetter).containsOnly("b");
        assertThat(waiting).extracting(SettlingTests::firstLetter).contains("a", "b");
    }

    @Test
    void nothingIsSettledAgainstAPrefixWhereNothingIsPruned() {
        Emissions emissions = new Doubtful(0.5).next(1000);
        for (double noLimit : new double[] {NO_LIMIT, -1e10, LogMath.LOG_ZERO}) {
            assertThat(decode(new BeamSettings(8, 8, noLimit, noLimit), emissions))
                    .isEqualTo(decode(new BeamSettings(8, 8, noLimit, noLimit, Integer.MAX_VALUE), emissions))
                    .extracting(SettlingTests::firstLetter)
                    .contains("a", "b");
        }
        assertThat(decode(new BeamSettings(8, 8, NO_LIMIT, -10), emissions))
                .extracting(SettlingTests::firstLetter)
                .containsOnly("b");
    }

    private static List<Hypothesis> decode(BeamSettings settings, Emissions emissions) {
        return new PrefixBeamDecoder(new LogForward(), BLANK, settings, Optional.empty()).decode(emissions);
    }

    private static String firstLetter(Hypothesis hypothesis) {
        return VOCABULARY.symbol(hypothesis.labels().get(0));
    }

    /** Against a search over maps that settles by comparing whole prefixes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void prefixesThatDisagreeWithWhatIsSettledAreDroppedAndNoOthers(long seed) {
        Emissions emissions = StreamedCase.of("a quiet river", 4, seed);
        for (int pending = 1; pending <= 4; pending++) {
            var settings = new BeamSettings(12, 12, LogMath.LOG_ZERO, -10, pending);
            var expected = new PlainSearch(settings);
            for (int t = 0; t < emissions.frames(); t++) {
                expected.advance(emissions, t);
            }
            List<Hypothesis> read = decode(settings, emissions);
            assertThat(read)
                    .extracting(Hypothesis::labels)
                    .containsExactlyElementsOf(expected.best().stream()
                            .map(prefix ->
                                    Labels.of(prefix.stream().mapToInt(v -> v).toArray()))
                            .toList());
            for (int i = 0; i < read.size(); i++) {
                // some hundred roundings of sums below 1000
                assertThat(read.get(i).score())
                        .isCloseTo(expected.score(expected.best().get(i)), within(1e-10));
            }
        }
    }

    /** The search as it is told: each prefix a list, ln p ending in a blank and in its last label. */
    private static final class PlainSearch {

        private final BeamSettings settings;
        private Map<List<Integer>, double[]> beam =
                new HashMap<>(Map.of(List.of(), new double[] {0, LogMath.LOG_ZERO}));
        private int settled;

        PlainSearch(BeamSettings settings) {
            this.settings = settings;
        }

        void advance(Emissions emissions, int t) {
            var next = new HashMap<List<Integer>, double[]>();
            beam.forEach((prefix, logProbs) -> {
                double either = LogMath.logAdd(logProbs[0], logProbs[1]);
                add(next, prefix, 0, either + emissions.logProb(t, BLANK));
                for (int v = 0; v < CLASSES; v++) {
                    if (v != BLANK) {
                        extend(next, prefix, v, logProbs, either, emissions.logProb(t, v));
                    }
                }
            });
            beam = next;
            List<List<Integer>> best = best();
            double limit = score(best.get(0)) + settings.beamMinLogProb();
            beam.keySet()
                    .retainAll(best.stream()
                            .limit(settings.beamWidth())
                            .filter(prefix -> score(prefix) >= limit)
                            .toList());
            settle(best.get(0));
        }

        private static void extend(
                Map<List<Integer>, double[]> next,
                List<Integer> prefix,
                int v,
                double[] logProbs,
                double either,
                double logProb) {
            boolean repeats = !prefix.isEmpty() && prefix.get(prefix.size() - 1) == v;
            if (repeats) {
                add(next, prefix, 1, logProbs[1] + logProb);
            }
            var longer = new ArrayList<>(prefix);
            longer.add(v);
            add(next, longer, 1, (repeats ? logProbs[0] : either) + logProb);
        }

        private static void add(Map<List<Integer>, double[]> to, List<Integer> prefix, int ending, double logProb) {
            double[] sums = to.computeIfAbsent(prefix, key -> new double[] {LogMath.LOG_ZERO, LogMath.LOG_ZERO});
            sums[ending] = LogMath.logAdd(sums[ending], logProb);
        }

        private void settle(List<Integer> best) {
            while (beam.keySet().stream().allMatch(other -> other.size() > settled && agrees(other, best))) {
                settled++;
            }
            while (best.size() - settled > settings.maxPendingLabels()) {
                beam.keySet().removeIf(other -> other.size() <= settled || !agrees(other, best));
                settled++;
            }
        }

        /** Returns whether both have the same label after those that are settled. */
        private boolean agrees(List<Integer> one, List<Integer> other) {
            return settled < other.size() && one.get(settled).equals(other.get(settled));
        }

        double score(List<Integer> prefix) {
            double[] logProbs = Objects.requireNonNull(beam.get(prefix));
            return LogMath.logAdd(logProbs[0], logProbs[1]);
        }

        List<List<Integer>> best() {
            return beam.keySet().stream()
                    .sorted(Comparator.comparingDouble(this::score).reversed())
                    .toList();
        }
    }
}
