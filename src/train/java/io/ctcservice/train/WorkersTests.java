package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests of steps of which several threads take a part each. */
class WorkersTests {

    private static final PrintShape SHAPE = new PrintShape(List.of(4, 4, 4, 4), 2, 8, 6);
    private static final int LENGTH = PrintShape.HEIGHT * 48;

    /** Both halves of the batch are alike, so that batch norm sees the same mean and variance in each. */
    @Test
    void severalLearnWhatOneLearns() {
        var one = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1);
        var two = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1, 2);
        assertThat(weights(two)).containsExactly(weights(one));
        for (int step = 0; step < 3; step++) {
            Batch batch = twice(step);
            assertThat(two.step(batch, 0.01, step)).isCloseTo(one.step(batch, 0.01, step), within(1e-4));
        }
        assertThat(weights(two)).containsExactly(weights(one), within(2e-3f));
        assertThat(weights(two)).isNotEqualTo(weights(new Training<>(() -> new PrintNetwork(SHAPE), 0, 1)));
    }

    @Test
    void withoutOneNothingIsLearned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Training<>(() -> new PrintNetwork(SHAPE), 0, 1, 0))
                .withMessageContaining("workers=0");
    }

    @Test
    void aBatchIsPartedIntoAllOfItsLines() {
        Batch batch = new Batch(
                new long[] {3, 1, 1, 2},
                new float[] {1, 2, 3, 4, 5, 6},
                List.of(new int[] {1}, new int[] {2, 3}, new int[] {4}));
        assertThat(batch.labels()).isEqualTo(4);
        List<Batch> parts = batch.parts(2);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).input()).containsExactly(1, 2);
        assertThat(parts.get(1).input()).containsExactly(3, 4, 5, 6);
        assertThat(parts.get(1).sizes()).containsExactly(2, 1, 1, 2);
        assertThat(parts.get(1).targets()).containsExactly(new int[] {2, 3}, new int[] {4});
        assertThat(batch.parts(5)).hasSize(3);
    }

    private static Batch twice(int seed) {
        var random = new Random(seed);
        var ink = new float[2 * LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            ink[i] = random.nextFloat();
            ink[LENGTH + i] = ink[i];
        }
        var target = new int[] {1, 2, 3};
        return new Batch(new long[] {2, 1, PrintShape.HEIGHT, 48}, ink, List.of(target, target));
    }

    private static float[] weights(Training<PrintNetwork> training) {
        return CtcGradient.values(training.network().parameters().get(0).detach());
    }
}
