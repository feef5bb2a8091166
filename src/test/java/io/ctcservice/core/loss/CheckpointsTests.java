package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTests {

    /** A computation that counts its steps, and refuses those out of order. */
    private static final class Counter implements Checkpoints.Walk<int[]> {
        private int at;
        private long walked;

        @Override
        public int[] save(int @Nullable [] old) {
            int[] state = old == null ? new int[1] : old;
            state[0] = at;
            return state;
        }

        @Override
        public void restore(int[] state) {
            at = state[0];
        }

        @Override
        public void step(int step) {
            assertThat(step).isEqualTo(at);
            at++;
            walked++;
        }
    }

    @ParameterizedTest(name = "{0} states a level")
    @ValueSource(ints = {0, 1, 2, 3, 5, 9, 17, 40, 1000})
    void everyStateIsFoundFromTheLastToTheFirstAndOnceMore(int most) {
        for (int steps = 1; steps <= 300; steps += 1 + steps / 20) {
            var walk = new Counter();
            var checkpoints = new Checkpoints<int[]>(steps, 8, 8L * most);
            checkpoints.run(walk);
            assertThat(walk.at).isEqualTo(steps);
            for (int time = 0; time < 2; time++) {
                for (int step = steps - 1; step >= 0; step--) {
                    assertThat(checkpoints.before(walk, step)).containsExactly(step);
                }
            }
        }
    }

    @Test
    void statesMayBeAskedForInAnyOrder() {
        var random = new Random(1);
        var walk = new Counter();
        var checkpoints = new Checkpoints<int[]>(1000, 8, 0);
        checkpoints.run(walk);
        for (int i = 0; i < 1000; i++) {
            int step = random.nextInt(1000);
            assertThat(checkpoints.before(walk, step)).containsExactly(step);
        }
    }

    /** Segments of 16 frames with 32 bytes a label, and frames with 16, at the limits of a server. */
    @ParameterizedTest(name = "T = {0}, U = {1}")
    @CsvSource({"180000, 20000", "180000, 50000", "152000, 65536", "1000000, 10000", "60000, 6000", "65536, 65536"})
    void whatIsKeptTakesAtMost96MegabytesAndFewWalks(int frames, int labels) {
        assertIsFrugal(Math.ceilDiv(frames, 16), 32L * labels);
        assertIsFrugal(frames, 16L * labels);
    }

    private static void assertIsFrugal(int steps, long stateBytes) {
        var walk = new Counter();
        var checkpoints = new Checkpoints<int[]>(steps, stateBytes, Checkpoints.LEVEL_BYTES);
        checkpoints.run(walk);
        for (int step = steps - 1; step >= 0; step--) {
            checkpoints.before(walk, step);
        }
        assertThat(checkpoints.size() * stateBytes).isLessThanOrEqualTo(96L << 20);
        assertThat(walk.walked).isLessThanOrEqualTo(4L * steps);
    }
}
