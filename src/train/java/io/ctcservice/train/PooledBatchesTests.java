package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledBatchesTests {

    private static final int POOL = 3;

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {0, 1, 3, 5, 9})
    void goOnWhereAnEarlierRunStopped(int first) {
        var batches = new PooledBatches(POOL, first, PooledBatchesTests::pool);

        for (int number = first; number < first + 2 * POOL + 1; number++) {
            assertThat(batches.next().targets()).containsExactly(new int[] {number});
        }
    }

    private static List<Batch> pool(long pool) {
        return IntStream.range(0, POOL)
                .mapToObj(i ->
                        new Batch(new long[] {1, 1, 1, 1}, new float[1], List.of(new int[] {(int) pool * POOL + i})))
                .toList();
    }
}
