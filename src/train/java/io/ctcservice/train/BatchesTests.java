package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTests {

    private static final int POOL = 32;

    @ParameterizedTest(name = "of {0} lines")
    @ValueSource(ints = {1, 30, 31, 32, 33, 500, 512})
    void areAsManyOfAnyNumberOfLinesAndNoneIsEmpty(int lines) {
        List<List<Integer>> parts =
                Batches.cut(IntStream.range(0, lines).boxed().toList());

        assertThat(parts).hasSize(POOL).allSatisfy(part -> assertThat(part).isNotEmpty());
        assertThat(parts.stream().flatMap(List::stream).distinct()).hasSize(lines);
    }

    @Test
    void holdEachLineOnceWhereThereAreEnough() {
        List<Integer> lines = IntStream.range(0, 15 * POOL + 9).boxed().toList();

        assertThat(Batches.cut(lines).stream().flatMap(List::stream)).containsExactlyElementsOf(lines);
    }
}
