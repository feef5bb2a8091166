package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.align.TokenSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatticePathTests {

    @Test
    void goesThroughTheBlanksBetweenTokens() {
        var tokens = List.of(new TokenSpan(7, 1, 3, 0), new TokenSpan(8, 3, 4, 0), new TokenSpan(8, 5, 6, 0));

        assertThat(LatticePath.states(8, tokens)).containsExactly(0, 1, 1, 3, 4, 5, 6, 6);
    }

    @Test
    void staysInTheOnlyStateOfAnEmptyTarget() {
        assertThat(LatticePath.states(3, List.of())).containsExactly(0, 0, 0);
    }
}
