package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests of the time limits of bodies. */
final class CapacityTests {

    private static Duration allowed(long minPerSecond, long bytes) {
        return new Capacity.BodyTime(Duration.ofSeconds(5), DataSize.ofBytes(minPerSecond), Duration.ofMinutes(5))
                .allowed(bytes);
    }

    @Test
    void aBodyHasTheTimeThatItsBytesTakeAfterAGrace() {
        assertThat(allowed(1000, 7000)).hasSeconds(12);
        assertThat(allowed(1000, 7_000_000)).hasMinutes(5);
    }

    @Test
    void withoutALeastRateOnlyTheWholeTimeIsLimited() {
        assertThat(allowed(0, 0)).hasMinutes(5);
        assertThat(allowed(0, 7000)).hasMinutes(5);
    }
}
