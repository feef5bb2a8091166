package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ScalingTests {

    @Test
    void oneAndTwoThreadsAreComparedForwardAndWithGradient() {
        var lines = new ArrayList<String>();
        Scaling.runOnce("3x60x29x20", lines::add);
        assertThat(lines.subList(2, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("| forward | 3, 60, 29, 20 |"),
                        line -> assertThat(line).startsWith("| gradient | 3, 60, 29, 20 |"));
    }
}
