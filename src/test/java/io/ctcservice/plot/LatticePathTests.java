package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatticePathTests {

    @Test
    void goesThroughTheBlanksBetweenLabels() {
        int[] framePath = {0, 7, 7, 8, 0, 8, 0, 0};

        assertThat(LatticePath.states(framePath, 0)).containsExactly(0, 1, 1, 3, 4, 5, 6, 6);
    }

    @Test
    void staysInTheOnlyStateOfAnEmptyTarget() {
        assertThat(LatticePath.states(new int[] {4, 4, 4}, 4)).containsExactly(0, 0, 0);
    }
}
