package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class CoreRateTests {

    @Test
    void countsBoth() throws InterruptedException {
        var lines = new ArrayList<String>();
        CoreRate.run(2, 0.001, lines::add);

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("(loss|greedy), 2 threads: [1-9]\\d* a second"));
    }
}
