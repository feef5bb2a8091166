package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElmanPassTests {

    private static final ElmanShape SHAPE = new ElmanShape(3, 4, 5);
    private static final int FRAMES = 7;

    @Test
    void emissionsAreThoseOfTheNetwork() {
        var weights = ElmanWeights.random(SHAPE, 0.7, 1);
        var features = random(FRAMES, 3, 2);
        assertThat(ElmanPass.run(weights, features).emissions().scores())
                .isEqualTo(new ElmanRnn(weights).emissions(features).scores());
    }

    /** The loss here is a fixed linear function of the logits, so that nothing is rounded to float32 on the way. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyPartialDerivativeAgreesWithTheFiniteDifference(long seed) {
        var weights = ElmanWeights.random(SHAPE, 0.7, seed);
        var features = random(FRAMES, 3, seed);
        var slopes = random(FRAMES, 5, -seed);
        var gradient = new double[SHAPE.parameters()];
        ElmanPass.run(weights, features).addGradient(slopes, 0.5, gradient);
        double step = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
            double kept = weights.values()[i];
            weights.values()[i] = kept + step;
            double above = linear(ElmanPass.run(weights, features), slopes);
            weights.values()[i] = kept - step;
            double below = linear(ElmanPass.run(weights, features), slopes);
            weights.values()[i] = kept;
            // step² times third derivatives of order 100, and roundings of 4e-15 over the step
            assertThat(gradient[i]).isCloseTo(0.5 * (above - below) / (2 * step), within(1e-7));
        }
    }

    private static double linear(ElmanPass pass, FloatMatrix slopes) {
        double sum = 0;
        for (int t = 0; t < slopes.rows(); t++) {
            for (int v = 0; v < slopes.columns(); v++) {
                sum += slopes.get(t, v) * pass.logits().get(t, v);
            }
        }
        return sum;
    }

    @Test
    void withTheGradientOfTheCtcLossItIsTheDerivativeOfThatLoss() {
        var weights = ElmanWeights.random(SHAPE, 0.7, 5);
        var features = random(FRAMES, 3, 5);
        var gradient = new double[SHAPE.parameters()];
        var pass = ElmanPass.run(weights, features);
        var loss = new CtcLoss(new LogForward()).loss(pass.emissions(), TARGET, Set.of(CtcLoss.Part.GRADIENT));
        pass.addGradient(Objects.requireNonNull(loss.gradient()), 1, gradient);
        double step = 1e-2;
        for (int i = 0; i < gradient.length; i++) {
            double kept = weights.values()[i];
            weights.values()[i] = kept + step;
            double above = loss(weights, features);
            weights.values()[i] = kept - step;
            double below = loss(weights, features);
            weights.values()[i] = kept;
            // step² times third derivatives of order 1, and float32 log-probs: 7·2e-7 over the step
            assertThat(gradient[i]).isCloseTo((above - below) / (2 * step), within(5e-4));
        }
    }

    private static final ExtendedTarget TARGET = ExtendedTarget.of(Labels.of(1, 1, 2), 4);

    private static double loss(ElmanWeights weights, FloatMatrix features) {
        return -new LogForward().logLikelihood(ElmanPass.run(weights, features).emissions(), TARGET);
    }

    @Test
    void gradientsOfSeveralUtterancesAddUp() {
        var weights = ElmanWeights.random(SHAPE, 0.7, 1);
        var pass = ElmanPass.run(weights, random(FRAMES, 3, 1));
        var slopes = random(FRAMES, 5, 2);
        var once = new double[SHAPE.parameters()];
        var twice = new double[SHAPE.parameters()];
        pass.addGradient(slopes, 1, once);
        pass.addGradient(slopes, 1, twice);
        pass.addGradient(slopes, 1, twice);
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-12));
        }
    }

    private static FloatMatrix random(int rows, int columns, long seed) {
        var random = new SeededRandom(seed);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatMatrix.adopt(rows, columns, values);
    }
}
