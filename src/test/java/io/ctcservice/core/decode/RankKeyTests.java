package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankKeyTests {

    private static final int BEFORE = 3;
    private static final int BEHIND = 2;

    /** On either side of the size up to which an insertion sort is used; what is beside the range stays. */
    @ParameterizedTest(name = "{0} keys")
    @ValueSource(ints = {0, 1, 2, 3, 47, 48, 49, 200})
    void areSortedByDescendingScoresAndAscendingClasses(int count) {
        var random = new Random(count);
        float[] some = {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, -2, -1e-30f, -0f, 0, 1e-30f, 3, Float.MAX_VALUE};
        var scores = new float[count];
        for (int v = 0; v < count; v++) {
            scores[v] = some[random.nextInt(some.length)];
        }
        int[] expected = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> 0.0 - scores[v]))
                .mapToInt(v -> v)
                .toArray();
        var keys = new long[BEFORE + count + BEHIND];
        Arrays.fill(keys, Long.MAX_VALUE);
        int[] shuffled = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingInt(v -> v * 7919 % 211))
                .mapToInt(v -> v)
                .toArray();
        for (int i = 0; i < count; i++) {
            keys[BEFORE + i] = RankKey.of(scores[shuffled[i]], shuffled[i]);
        }
        keys[BEFORE + count] = Long.MIN_VALUE;

        RankKey.sort(keys, BEFORE, BEFORE + count);

        assertThat(Arrays.stream(keys, BEFORE, BEFORE + count).mapToInt(RankKey::label))
                .containsExactly(Arrays.stream(expected).boxed().toArray(Integer[]::new));
        assertThat(Arrays.copyOf(keys, BEFORE)).containsOnly(Long.MAX_VALUE);
        assertThat(Arrays.copyOfRange(keys, BEFORE + count, keys.length))
                .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
