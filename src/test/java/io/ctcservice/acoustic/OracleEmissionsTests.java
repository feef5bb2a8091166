package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OracleEmissionsTests {

    private static final int BLANK = 27;

    private static SyntheticUtterance utterance(Labels labels, int framesPerSymbol, long seed) {
        return new FeatureSynthesizer(framesPerSymbol, 2, 0.3, Voice.PER_OCCURRENCE).synthesize(labels, seed);
    }

    @Test
    void emissionsAreThoseOfTheReferenceImplementation() {
        var hello = utterance(Vocabulary.ofEnglish().labels("hello"), 3, 42);
        var actual = new OracleEmissions(28, BLANK, 0.5, 0.3).emissions(hello, 42);
        // the reference runs on another mathematical library: one unit of float32 below 16
        assertThat(GoldenValues.distance(actual.scores(), GoldenValues.matrix("oracle")))
                .isLessThanOrEqualTo(9.6e-7);
    }

    @ParameterizedTest(name = "peakiness {0}")
    @ValueSource(doubles = {0, 0.3, 0.5, 1})
    void theBestPathCollapsesToTheTextAtEachPeakiness(double peakiness) {
        var text = Vocabulary.ofEnglish().labels("aa book keeper  of mississippi");
        for (int framesPerSymbol = 1; framesPerSymbol < 6; framesPerSymbol++) {
            for (long seed = 0; seed < 20; seed++) {
                var emissions = new OracleEmissions(28, BLANK, peakiness, 0.3)
                        .emissions(utterance(text, framesPerSymbol, seed), seed);
                assertThat(Collapse.labels(GoldenValues.argmax(emissions.scores()), BLANK))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void peakinessLeavesEachSymbolOneFrameAtOneAndAllAtZero() {
        var spelled = utterance(Vocabulary.ofEnglish().labels("abcdef"), 5, 1);
        assertThat(blanks(spelled, 1)).isEqualTo(spelled.frames() - 6);
        assertThat(blanks(spelled, 0)).isZero();
        assertThat(blanks(spelled, 0.5)).isBetween(1L, spelled.frames() - 7L);
    }

    private static long blanks(SyntheticUtterance utterance, double peakiness) {
        var scores = new OracleEmissions(28, BLANK, peakiness, 0)
                .emissions(utterance, 1)
                .scores();
        return Arrays.stream(GoldenValues.argmax(scores))
                .filter(v -> v == BLANK)
                .count();
    }

    @Test
    void withNoiseOfOneTheBestPathIsOftenWrong() {
        var text = Vocabulary.ofEnglish().labels("abcdefghijklmnopqrstuvwxyz");
        var emissions = new OracleEmissions(28, BLANK, 0, 1).emissions(utterance(text, 3, 1), 1);
        assertThat(Collapse.labels(GoldenValues.argmax(emissions.scores()), BLANK))
                .isNotEqualTo(text);
    }

    @Test
    void refusesParametersOutOfRangeByName() {
        assertThatThrownBy(() -> new OracleEmissions(28, BLANK, 1.1, 0))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("peakiness"));
        assertThatThrownBy(() -> new OracleEmissions(28, BLANK, Double.NaN, 0)).isInstanceOf(CtcInputException.class);
        assertThatThrownBy(() -> new OracleEmissions(28, BLANK, 0, -1)).isInstanceOf(CtcInputException.class);
        assertThatThrownBy(() -> new OracleEmissions(28, 28, 0, 0)).isInstanceOf(CtcInputException.class);
    }
}
