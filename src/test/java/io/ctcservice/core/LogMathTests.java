package io.ctcservice.core;

import static io.ctcservice.core.LogMath.LOG_ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogMathTests {

    @Test
    void addsProbabilities() {
        assertThat(LogMath.logAdd(Math.log(.25), Math.log(.5))).isCloseTo(Math.log(.75), within(1e-15));
        assertThat(LogMath.logAdd(Math.log(.25), Math.log(.5), Math.log(.125)))
                .isCloseTo(Math.log(.875), within(1e-15));
    }

    @Test
    void addingLogZeroChangesNothing() {
        assertThat(LogMath.logAdd(LOG_ZERO, -3)).isEqualTo(-3);
        assertThat(LogMath.logAdd(LOG_ZERO, LOG_ZERO)).isEqualTo(LOG_ZERO);
        assertThat(LogMath.logAdd(LOG_ZERO, LOG_ZERO, LOG_ZERO)).isEqualTo(LOG_ZERO);
    }

    @Test
    void theLogarithmOfAMantissaAndAnExponentLosesNothingNearOne() {
        assertThat(LogMath.ln(2 - 0x1p-52, -1)).isEqualTo(-0x1p-53);
        assertThat(LogMath.ln(1.5, 1_000_000)).isCloseTo(Math.log(1.5) + 1_000_000 * Math.log(2), within(1e-9));
    }

    @Test
    void keepsValuesFarBelowTheRangeOfProbabilities() {
        assertThat(LogMath.logAdd(-5000, -5000)).isCloseTo(-5000 + Math.log(2), within(1e-12));
    }
}
