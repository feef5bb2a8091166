package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ctcservice.core.CtcInputException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTests {

    @ParameterizedTest
    @CsvSource({"0, 1, 1, afterSpeech", "1, 0, 1, noSpeech", "1, 1, 0, longest"})
    void eachRuleIsAtLeastOneFrame(int afterSpeech, int noSpeech, int longest, String field) {
        assertThatNoException().isThrownBy(() -> new EndpointRules(1, 1, 1));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new EndpointRules(afterSpeech, noSpeech, longest))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void timesAreFiniteAndAboveZero(double seconds) {
        var none = OptionalDouble.empty();
        var given = OptionalDouble.of(seconds);
        assertRefused("secondsPerFrame", none, none, none, seconds);
        assertRefused("afterSpeech", given, none, none, 0.04);
        assertRefused("noSpeech", none, given, none, 0.04);
        assertRefused("longest", none, none, given, 0.04);
    }

    @Test
    void aTimeThatIsNotGivenIsNoRule() {
        var none = OptionalDouble.empty();
        assertThat(EndpointRules.ofSeconds(none, none, none, 0.04)).isEqualTo(EndpointRules.NONE);
    }

    private static void assertRefused(
            String field, OptionalDouble afterSpeech, OptionalDouble noSpeech, OptionalDouble longest, double frame) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> EndpointRules.ofSeconds(afterSpeech, noSpeech, longest, frame))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
