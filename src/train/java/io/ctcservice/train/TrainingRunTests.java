package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of trainings that are begun, killed and started again. */
class TrainingRunTests {

    private static final PrintShape SHAPE = new PrintShape(List.of(4, 4, 4, 4), 1, 4, 6);

    @TempDir
    private Path folder;

    @Test
    void goesOnToTheEndOfItsCycle() throws IOException {
        killedAtStep(3, 6);
        assertThat(folder.resolve("cycle.txt")).hasContent("0 6");
        assertThat(run(6)).contains("going on after step 2");
        assertThat(folder.resolve("step-00000006.pt")).exists();
        assertThat(folder.resolve("cycle.txt")).hasContent("0 6");
    }

    @Test
    void saysOfASetWithoutUtterancesThatItHasNone() throws IOException {
        run(2);
        assertThat(folder.resolve("log.tsv")).content().contains("\tlj-kept\tno utterances\t");
    }

    @Test
    void refusesFewerStepsThanAreDoneAndKeepsItsCycle() throws IOException {
        killedAtStep(3, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(2))
                .withMessageStartingWith("steps=2; expected more than the 2 that are done");
        assertThat(folder.resolve("cycle.txt")).hasContent("0 6");
    }

    @Test
    void takesAnotherEndOfARunningCycle() throws IOException {
        killedAtStep(3, 6);
        assertThat(run(4)).contains("until step 4, not 6 as before");
        assertThat(folder.resolve("cycle.txt")).hasContent("0 4");
        assertThat(folder.resolve("step-00000004.pt")).exists();
    }

    @Test
    void saysThatNothingIsLeftToDoAfterItsEnd() throws IOException {
        run(4);
        assertThat(run(2)).contains("nothing is left to do of steps=2");
        assertThat(run(4)).contains("nothing is left to do of steps=4");
        assertThat(folder.resolve("cycle.txt")).hasContent("0 4");
    }

    @Test
    void beginsAnotherCycleAfterTheEndOfOne() throws IOException {
        run(2);
        run(4);
        assertThat(folder.resolve("cycle.txt")).hasContent("2 4");
        assertThat(folder.resolve("step-00000004.pt")).exists();
    }

    private String run(int steps) throws IOException {
        return run(steps, Integer.MAX_VALUE);
    }

    private void killedAtStep(int last, int steps) {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> run(steps, last));
    }

    private String run(int steps, int last) throws IOException {
        var out = new ByteArrayOutputStream();
        var settings = new Settings("folder=" + folder, "steps=" + steps, "epoch=2");
        var training = new Training<>(() -> new PrintNetwork(SHAPE), 0, 1);
        new TrainingRun<>(
                        settings, new PrintStream(out, true, StandardCharsets.UTF_8), training, new BlackBatches(last))
                .run();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Batches of one black line up to a step, at which the program is killed. */
    private record BlackBatches(int last) implements TrainingRun.Task<PrintNetwork> {

        @Override
        public Supplier<Batch> batches(long step) {
            long[] next = {step};
            return () -> {
                if (++next[0] > last) {
                    throw new IllegalStateException("killed");
                }
                return new Batch(
                        new long[] {1, 1, PrintShape.HEIGHT, 48},
                        new float[PrintShape.HEIGHT * 48],
                        List.of(new int[] {1, 2, 3}));
            };
        }

        @Override
        public Map<String, ErrorRates> measure(PrintNetwork network) {
            return Map.of("lj-kept", new ErrorRates());
        }
    }
}
