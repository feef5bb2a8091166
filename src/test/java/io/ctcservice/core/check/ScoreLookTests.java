package io.ctcservice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ScoreLookTests {

    private static final int FRAMES = 20;
    private static final int CLASSES = 28;

    @Test
    void probabilitiesThatAreRounded() {
        assertThat(detail(p -> Math.round(p * 100) / 100.0)).contains("rounded probabilities");
        assertThat(detail(p -> Math.round(p * 1000) / 1000.0)).contains("rounded probabilities");
        assertThat(detail(p -> p * 0.98)).contains("rounded probabilities");
    }

    @Test
    void logarithmsOfAnotherKind() {
        assertThat(detail(p -> -Math.log(p))).contains("negated logarithms");
        assertThat(detail(Math::log10)).contains("base 10");
    }

    @Test
    void naturalLogarithmsAndLogitsAreLeftAlone() {
        assertThat(detail(Math::log)).isEmpty();
        assertThat(detail(p -> Math.round(Math.log(p) * 100) / 100.0)).isEmpty();
        assertThat(detail(p -> Math.log(p) + 3)).isEmpty();
    }

    @Test
    void whereOneClassIsSureNothingTellsTheKind() {
        assertThat(look(1, 3, -20f, -1e-6f, -20f)).isEmpty(); // ln or log10
        assertThat(look(2, 2, 9, 0, 0, 9)).isEmpty(); // logits or negated
    }

    /** Returns what scores look like where each score is a function of a probability. */
    private static String detail(DoubleUnaryOperator score) {
        var random = RandomGenerator.of("L64X128MixRandom");
        var scores = new float[FRAMES * CLASSES];
        for (int t = 0; t < FRAMES; t++) {
            double sum = 0;
            var row = new double[CLASSES];
            for (int v = 0; v < CLASSES; v++) {
                row[v] = Math.exp(3 * random.nextGaussian());
                sum += row[v];
            }
            for (int v = 0; v < CLASSES; v++) {
                scores[t * CLASSES + v] = (float) score.applyAsDouble(row[v] / sum);
            }
        }
        return look(FRAMES, CLASSES, scores).orElse("");
    }

    private static Optional<String> look(int frames, int classes, float... scores) {
        return ScoreLook.of(FloatMatrix.adopt(frames, classes, scores));
    }
}
