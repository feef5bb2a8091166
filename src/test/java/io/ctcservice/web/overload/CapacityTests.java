package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests of the time limits of bodies, and of the number of connections. */
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

    @Test
    void connectionsFitTheHeapAndTheFilesThatMayBeOpened() {
        assertThat(Capacity.fitting(224L << 20, 1_000_000)).isEqualTo(1024);
        assertThat(Capacity.fitting(224L << 20, 500)).isLessThan(450);
        assertThat(Capacity.fitting(224L << 20, 10)).isEqualTo(16); // the server would not be there at all
        assertThat(Capacity.fitting(64L << 30, Long.MAX_VALUE)).isEqualTo(8192);
    }
}
