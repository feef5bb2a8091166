package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.bench.LossTable.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTableTests {

    @Test
    void timesAreDividedByCellsAndLogitsAndComparedWithPyTorchInTheSameSetting() {
        var lines = LossTable.lines(List.of(
                new Measured("forward", "2x100x50x12", "flat", "vector", "1", 100, 5),
                new Measured("forward", "2x100x50x12", "flat", "pytorch", "2", 9, 1),
                new Measured("gradient", "2x100x50x12", "flat", "pytorch", "1", 9, 1),
                new Measured("forward", "2x100x50x12", "flat", "pytorch", "1", 1500, 10),
                new Measured("forward", "2x100x50x12", "peaky", "vector", "1", 200, 5)));
        assertThat(lines.subList(2, lines.size()))
                .containsExactly(
                        "| forward | 2, 100, 50, 12 | flat | vector, 1 | 0.100 ± 0.0050 | 20.0 | 10.0 | 1.50 ± 0.010 | 15.0× |",
                        "| forward | 2, 100, 50, 12 | peaky | vector, 1 | 0.200 ± 0.0050 | 40.0 | 20.0 | | |");
    }
}
