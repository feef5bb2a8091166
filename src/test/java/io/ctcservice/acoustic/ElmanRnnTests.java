package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.Vocabulary;
import org.junit.jupiter.api.Test;

class ElmanRnnTests {

    @Test
    void untrainedEmissionsAreThoseOfTheReferenceImplementation() {
        var actual = ElmanRnn.untrained(2, 4, 28, 42).emissions(GoldenValues.matrix("perOccurrence"));
        // the reference runs on another mathematical library: one unit of float32 at ln 28
        assertThat(GoldenValues.distance(actual.scores(), GoldenValues.matrix("untrained")))
                .isLessThanOrEqualTo(2.4e-7);
    }

    @Test
    void untrainedEmissionsAreLogProbabilitiesCloseToUniform() {
        var text = Vocabulary.ofEnglish().labels("the quick brown fox");
        var features = new FeatureSynthesizer(3, 20, 0.3, Voice.PER_OCCURRENCE).synthesize(text, 3);
        var emissions = ElmanRnn.untrained(20, 32, 28, 3).emissions(features.features());
        assertThat(emissions.kind()).isEqualTo(ScoreKind.LOG_PROBS);
        for (int t = 0; t < emissions.frames(); t++) {
            // 28 roundings of float32 values near 3.3
            assertThat(emissions.logRowSum(t)).isCloseTo(0, within(1e-6));
            for (int v = 0; v < 28; v++) {
                // logits are at most 32·0.05 weights of size 0.01 away from 0
                assertThat(emissions.logProb(t, v)).isCloseTo(-Math.log(28), within(0.1));
            }
        }
    }

    @Test
    void theStateCarriesOverFromFrameToFrame() {
        var rnn = new ElmanRnn(ElmanWeights.random(new ElmanShape(1, 2, 2), 1, 1));
        var after = rnn.emissions(FloatMatrix.ofRows(new float[] {5}, new float[] {0}));
        var alone = rnn.emissions(FloatMatrix.ofRows(new float[] {0}));
        assertThat(after.logProb(1, 0)).isNotEqualTo(alone.logProb(0, 0));
    }

    @Test
    void weightsDependOnTheSeed() {
        var features = GoldenValues.matrix("perOccurrence");
        assertThat(ElmanRnn.untrained(2, 4, 28, 1).emissions(features).scores())
                .isEqualTo(ElmanRnn.untrained(2, 4, 28, 1).emissions(features).scores())
                .isNotEqualTo(
                        ElmanRnn.untrained(2, 4, 28, 2).emissions(features).scores());
    }

    @Test
    void refusesFeaturesOfAnotherDimension() {
        var rnn = ElmanRnn.untrained(3, 4, 28, 1);
        assertThatThrownBy(() -> rnn.emissions(GoldenValues.matrix("perOccurrence")))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("features"));
        assertThatThrownBy(() -> rnn.emissions(FloatMatrix.adopt(0, 3, new float[0])))
                .isInstanceOf(CtcInputException.class);
    }

    @Test
    void refusesSizesBelowTheLeastByName() {
        assertThatThrownBy(() -> ElmanRnn.untrained(3, 0, 28, 1))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("hiddenSize"));
    }
}
