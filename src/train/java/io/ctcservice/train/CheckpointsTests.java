package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTests {

    private static final PrintShape SHAPE = new PrintShape(List.of(4, 4, 4, 4), 2, 8, 6);

    @Test
    void letALaterRunGoOnAsIfItHadNeverStopped(@TempDir Path folder) throws IOException {
        var unbroken = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1);
        learn(unbroken, 0, 4);

        var first = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1);
        learn(first, 0, 2);
        var checkpoints = new Checkpoints(folder);
        checkpoints.save(first, 2);
        var second = new Training<>(() -> new PrintNetwork(SHAPE), 0, 99);
        Checkpoints.load(checkpoints.last().orElseThrow(), second);
        learn(second, 2, 4);

        assertThat(weights(second.network())).containsExactly(weights(unbroken.network()));
        assertThat(weights(second.average().network()))
                .containsExactly(weights(unbroken.average().network()));
    }

    @Test
    void areForgottenButForTheLastThree(@TempDir Path folder) throws IOException {
        var checkpoints = new Checkpoints(folder);
        var training = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1);
        for (int step : new int[] {5, 10, 100, 1000}) {
            checkpoints.save(training, step);
        }
        assertThat(Checkpoints.step(checkpoints.last().orElseThrow())).isEqualTo(1000);
        assertThat(folder.toFile().list()).hasSize(3).doesNotContain("step-00000005.pt");
    }

    @Test
    void lookingForOneMakesNoFolder(@TempDir Path folder) throws IOException {
        Path none = folder.resolve("none");
        assertThat(new Checkpoints(none).last()).isEmpty();
        assertThat(none).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "more channels, 4, 2, 8, 2",
        "fewer layers, 3, 1, 8, 2",
        "more layers, 3, 3, 8, 2",
        "more states, 3, 2, 9, 2",
        "fewer frames ahead, 3, 2, 8, 1"
    })
    void areRefusedWhereTheNetworkHas(
            String other, int channels, int layers, int hidden, int lookAhead, @TempDir Path folder)
            throws IOException {
        var checkpoints = new Checkpoints(folder);
        checkpoints.save(hearing(new SoundShape(3, 2, 8, 6, 2, true)), 1);
        Path last = checkpoints.last().orElseThrow();
        var shape = new SoundShape(channels, layers, hidden, 6, lookAhead, true);

        assertThatIllegalArgumentException()
                .as(other)
                .isThrownBy(() -> Checkpoints.load(last, hearing(shape)))
                .withMessageContaining(last.toString())
                .withMessageContaining("look-ahead");
        assertThatIllegalArgumentException()
                .as(other)
                .isThrownBy(() -> Checkpoints.average(last, new SoundNetwork(shape)))
                .withMessageContaining(last.toString());
    }

    private static Training<SoundNetwork> hearing(SoundShape shape) {
        return new Training<>(() -> new SoundNetwork(shape), 0, 1);
    }

    private static void learn(Training<?> training, int from, int to) {
        for (int step = from; step < to; step++) {
            var random = new Random(step);
            var ink = new float[2 * PrintShape.HEIGHT * 48];
            for (int i = 0; i < ink.length; i++) {
                ink[i] = random.nextFloat();
            }
            training.step(
                    new Batch(
                            new long[] {2, 1, PrintShape.HEIGHT, 48}, ink, List.of(new int[] {1, 2, 3}, new int[] {4, 5
                            })),
                    0.01,
                    step);
        }
    }

    private static float[] weights(PrintNetwork network) {
        return CtcGradient.values(network.parameters().get(0).detach());
    }
}
