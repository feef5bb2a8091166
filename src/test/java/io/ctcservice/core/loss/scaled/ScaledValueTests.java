package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.LogMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledValueTests {

    @ParameterizedTest
    @ValueSource(doubles = {1 - 0x1p-53, 1 - 1e-12, 1 - 1e-6, 1, 1 + 1e-12, 1.4142, 1.4143, 1.9999, 1e-300, 1e300})
    void theLogarithmLosesNothingNearOne(double value) {
        double expected = StrictMath.log(value);
        assertThat(ScaledValue.of(value, 0).ln()).isCloseTo(expected, within(4 * Math.ulp(expected)));
        assertThat(ScaledValue.of(value * 0x1p10, -10).ln()).isCloseTo(expected, within(4 * Math.ulp(expected)));
    }

    @Test
    void theLogarithmOfZeroIsLogZero() {
        assertThat(ScaledValue.of(0, 5).ln()).isEqualTo(LogMath.LOG_ZERO);
    }

    @Test
    void sumsHaveTheRangeThatNoDoubleHas() {
        var tiny = ScaledValue.of(1.5, -1_000_000);
        assertThat(tiny.plus(tiny)).isEqualTo(ScaledValue.of(1.5, -999_999));
        assertThat(tiny.plus(ScaledValue.of(1, 0))).isEqualTo(ScaledValue.of(1, 0));
        assertThat(ScaledValue.of(1, 0).plus(tiny)).isEqualTo(ScaledValue.of(1, 0));
        assertThat(tiny.plus(ScaledValue.of(0, 0))).isEqualTo(tiny);
        assertThat(ScaledValue.of(0, 0).plus(tiny)).isEqualTo(tiny);
        assertThat(tiny.plus(ScaledValue.of(1, -1_000_001)).ln())
                .isCloseTo(Math.log(2) - 1_000_000 * Math.log(2), within(1e-9));
    }
}
