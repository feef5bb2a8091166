package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ctcservice.core.CtcInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeamSettingsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0, 1, beamWidth",
        "1048577, 1, 0, 0, 1, beamWidth",
        "2, 0, 0, 0, 1, nBest",
        "2, 3, 0, 0, 1, nBest",
        "2, 2, 0.1, 0, 1, tokenMinLogProb",
        "2, 2, NaN, 0, 1, tokenMinLogProb",
        "2, 2, 0, 0.1, 1, beamMinLogProb",
        "2, 2, 0, NaN, 1, beamMinLogProb",
        "2, 2, 0, 0, 0, maxPendingLabels"
    })
    void settingsOutOfRangeAreRefusedByName(
            int beamWidth, int nBest, double tokenMin, double beamMin, int maxPending, String field) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new BeamSettings(beamWidth, nBest, tokenMin, beamMin, maxPending))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 0, 1", "1048576, 1, 0, 0, 1", "2, 2, -Infinity, -Infinity, 1"})
    void theLimitsThemselvesAreTaken(int beamWidth, int nBest, double tokenMin, double beamMin, int maxPending) {
        assertThatNoException().isThrownBy(() -> new BeamSettings(beamWidth, nBest, tokenMin, beamMin, maxPending));
    }

    /** Half of the prefixes differ from others only in their spaces. */
    @ParameterizedTest
    @CsvSource({"1, 64", "2, 64", "33, 66", "2147483647, 1048576"})
    void theBeamIsWideEnoughForTheHypotheses(int nBest, int width) {
        assertThat(BeamSettings.usualWidth(nBest)).isEqualTo(width);
    }
}
