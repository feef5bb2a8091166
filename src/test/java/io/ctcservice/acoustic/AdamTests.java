package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTests {

    @Test
    void theFirstStepIsTheLearningRateWhateverTheGradientsSize() {
        var parameters = new double[] {1, 1, 1};
        new Adam(3).step(parameters, new double[] {1e-3, -1e3, 0}, 0.1);
        // m̂/√v̂ is the sign of the gradient but for ε, which counts 1e-8/1e-3
        assertThat(parameters[0]).isCloseTo(0.9, within(2e-6));
        assertThat(parameters[1]).isCloseTo(1.1, within(1e-10));
        assertThat(parameters[2]).isEqualTo(1);
    }

    @Test
    void theSecondStepIsThatOfTheFormulaWorkedOutByHand() {
        var parameters = new double[] {0};
        var adam = new Adam(1);
        adam.step(parameters, new double[] {1}, 0.1);
        adam.step(parameters, new double[] {3}, 0.1);
        double mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.81);
        double variance = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 * 0.999);
        assertThat(parameters[0]).isCloseTo(-0.1 - 0.1 * mean / Math.sqrt(variance), within(1e-8)); // ε
    }

    @Test
    void findsTheMinimumOfAParabola() {
        var parameters = new double[] {5};
        var adam = new Adam(1);
        for (int i = 0; i < 2000; i++) {
            adam.step(parameters, new double[] {2 * (parameters[0] - 2)}, 0.05);
        }
        assertThat(parameters[0]).isCloseTo(2, within(1e-3));
    }

    @Test
    void aLongGradientIsShortenedInItsDirectionAndAShortOneLeftAlone() {
        var longer = new double[] {3, 4};
        Trainer.clip(longer, 1);
        assertThat(longer[0]).isCloseTo(0.6, within(1e-15));
        assertThat(longer[1]).isCloseTo(0.8, within(1e-15));
        var shorter = new double[] {0.3, 0.4};
        Trainer.clip(shorter, 1);
        assertThat(shorter).containsExactly(0.3, 0.4);
    }
}
