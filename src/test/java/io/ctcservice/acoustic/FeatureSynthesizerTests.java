package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSynthesizerTests {

    private static final Labels HELLO = Vocabulary.ofEnglish().labels("hello");

    @Test
    void spansAreThoseOfTheReferenceImplementation() {
        var spans = new FeatureSynthesizer(3, 2, 0.3, Voice.PER_OCCURRENCE)
                .synthesize(HELLO, 42)
                .spans();
        var rows = spans.stream()
                .map(span -> new float[] {span.label(), span.start(), span.end(), span.soundEnd()})
                .toArray(float[][]::new);
        assertThat(FloatMatrix.ofRows(rows)).isEqualTo(GoldenValues.matrix("spans"));
    }

    @Test
    void featuresAreThoseOfTheReferenceImplementationToTheBit() {
        assertThat(features(Voice.PER_OCCURRENCE, 0.3, 42)).isEqualTo(GoldenValues.matrix("perOccurrence"));
        assertThat(features(Voice.PER_CHARACTER, 0.3, 42)).isEqualTo(GoldenValues.matrix("perCharacter"));
    }

    private static FloatMatrix features(Voice voice, double noise, long seed) {
        return new FeatureSynthesizer(3, 2, noise, voice)
                .synthesize(HELLO, seed)
                .features();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void spansFollowOneAnotherAndLastAsLongAsAskedFor(int framesPerSymbol) {
        for (long seed = 0; seed < 50; seed++) {
            var labels = randomLabels(seed, 40);
            var utterance = new FeatureSynthesizer(framesPerSymbol, 1, 0, Voice.PER_CHARACTER).synthesize(labels, seed);
            int end = 0;
            for (int u = 0; u < labels.length(); u++) {
                var span = utterance.spans().get(u);
                assertThat(span.label()).isEqualTo(labels.get(u));
                assertThat(span.start()).isEqualTo(end);
                assertThat(span.end() - span.start()).isBetween(Math.max(1, framesPerSymbol - 1), framesPerSymbol + 1);
                end = span.end();
            }
            assertThat(utterance.frames()).isEqualTo(end).isGreaterThanOrEqualTo(labels.minFrames());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void twentyEqualLettersOfOneFrameEachStillFit(long seed) {
        var labels = Vocabulary.ofEnglish().labels("a".repeat(20));
        var utterance = new FeatureSynthesizer(1, 1, 0, Voice.PER_CHARACTER).synthesize(labels, seed);
        assertThat(utterance.frames()).isGreaterThanOrEqualTo(39);
    }

    @Test
    void eachOfTheThreeDurationsIsAsLikely() {
        var alternating = Vocabulary.ofEnglish().labels("ab".repeat(15_000));
        var counts = new int[3];
        for (var span : new FeatureSynthesizer(3, 1, 0, Voice.PER_CHARACTER)
                .synthesize(alternating, 11)
                .spans()) {
            counts[span.end() - span.start() - 2]++;
        }
        for (int count : counts) {
            // five standard errors of a share of 1/3 among 30,000: 5·sqrt(2/9/30000)
            assertThat(count / 30_000.0).isCloseTo(1.0 / 3, within(0.0137));
        }
    }

    @Test
    void aVectorDrawnAnewIsNormalAroundATenthOfTheClass() {
        int count = 20_000;
        var labels = Labels.of(repeat(20, 4, count)); // classes 20 and 4 in turn
        var utterance = new FeatureSynthesizer(1, 1, 0, Voice.PER_OCCURRENCE).synthesize(labels, 5);
        for (int label : new int[] {20, 4}) {
            double sum = 0;
            double squares = 0;
            for (var span : utterance.spans()) {
                if (span.label() == label) {
                    double value = utterance.features().get(span.start(), 0) - 0.1 * label;
                    sum += value;
                    squares += value * value;
                }
            }
            // five standard errors of a mean and of a variance over 10,000 draws
            assertThat(sum / (count / 2.0)).isCloseTo(0, within(0.05));
            assertThat(squares / (count / 2.0)).isCloseTo(1, within(0.071));
        }
    }

    @Test
    void noiseHasTheStandardDeviationAskedFor() {
        var clean = features("ab".repeat(1000), 0);
        var noisy = features("ab".repeat(1000), 0.3);
        double squares = 0;
        for (int t = 0; t < clean.rows(); t++) {
            squares += Math.pow(noisy.get(t, 0) - clean.get(t, 0), 2);
        }
        // five standard errors of a variance of 0.09 over about 6,000 frames: 5·0.09·sqrt(2/6000)
        assertThat(squares / clean.rows()).isCloseTo(0.09, within(0.0083));
    }

    private static FloatMatrix features(String text, double noise) {
        return new FeatureSynthesizer(3, 1, noise, Voice.PER_OCCURRENCE)
                .synthesize(Vocabulary.ofEnglish().labels(text), 9)
                .features();
    }

    @Test
    void withoutNoiseASymbolSoundsTheSameInAllItsFramesAndIsSilentBeforeItsRepetition() {
        var utterance = new FeatureSynthesizer(4, 3, 0, Voice.PER_OCCURRENCE).synthesize(HELLO, 8);
        var firstL = utterance.spans().get(2);
        assertThat(firstL.soundEnd()).isEqualTo(firstL.end() - 1);
        var rows = new ArrayList<float[]>();
        for (int t = firstL.start(); t < firstL.end(); t++) {
            var row = new float[3];
            utterance.features().copyRow(t, row);
            rows.add(row);
        }
        assertThat(rows.removeLast()).containsOnly(0);
        assertThat(rows).allSatisfy(row -> assertThat(row).isEqualTo(rows.getFirst()));
    }

    @Test
    void aCharacterOfTheFixedVoiceSoundsTheSameWhateverTheSeed() {
        var synthesizer = new FeatureSynthesizer(3, 4, 0, Voice.PER_CHARACTER);
        var one = synthesizer.synthesize(HELLO, 1).features();
        var two = synthesizer.synthesize(Vocabulary.ofEnglish().labels("h"), 2).features();
        var expected = new float[4];
        var actual = new float[4];
        one.copyRow(0, expected);
        two.copyRow(0, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Voice.class)
    void theSeedDecidesEverything(Voice voice) {
        assertThat(features(voice, 0.3, 1)).isEqualTo(features(voice, 0.3, 1)).isNotEqualTo(features(voice, 0.3, 2));
    }

    @Test
    void refusesParametersOutOfRangeByName() {
        refuses("framesPerSymbol", () -> new FeatureSynthesizer(0, 1, 0, Voice.PER_CHARACTER));
        refuses("featureDimension", () -> new FeatureSynthesizer(1, 0, 0, Voice.PER_CHARACTER));
        refuses("noise", () -> new FeatureSynthesizer(1, 1, -0.1, Voice.PER_CHARACTER));
        refuses("noise", () -> new FeatureSynthesizer(1, 1, Double.NaN, Voice.PER_CHARACTER));
        refuses("noise", () -> new FeatureSynthesizer(1, 1, Double.POSITIVE_INFINITY, Voice.PER_CHARACTER));
        refuses("labels", () -> new FeatureSynthesizer(1, 1, 0, Voice.PER_CHARACTER).synthesize(Labels.of(), 1));
    }

    private static void refuses(String field, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private static Labels randomLabels(long seed, int length) {
        var random = new SeededRandom(seed);
        var labels = new int[length];
        for (int u = 0; u < length; u++) {
            labels[u] = random.nextInt(0, 2); // three classes: repeats are common
        }
        return Labels.of(labels);
    }

    private static int[] repeat(int even, int odd, int count) {
        var labels = new int[count];
        for (int u = 0; u < count; u++) {
            labels[u] = u % 2 == 0 ? even : odd;
        }
        return labels;
    }
}
