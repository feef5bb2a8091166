package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasuresTests {

    @Test
    void errorRatesAreEditsByTheLengthOfTheTruthOverAllLines() {
        var errors = new ErrorRates();
        errors.add("a cat", "a cap");
        errors.add("", "xy z");
        assertThat(errors.cer()).isCloseTo(100.0 * (1 + 4) / 9, within(1e-9));
        assertThat(errors.wer()).isCloseTo(100.0 * (1 + 2) / 4, within(1e-9));
    }

    @Test
    void theRateRisesAndFalls() {
        var schedule = new Schedule(100, 1100, 0.002);
        assertThat(schedule.rate(100)).isLessThan(0.0001);
        assertThat(schedule.rate(300)).isBetween(0.0017, 0.002);
        assertThat(schedule.rate(1100)).isCloseTo(0.00004, within(1e-9));
    }

    @Test
    void aSettingThatMeansNothingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings("stpes=3"))
                .withMessageContaining("stpes=3")
                .withMessageContaining("steps");
    }
}
