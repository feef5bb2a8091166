package io.ctcservice.codec;

import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

final class LocationTests {

    /** As one with an umlaut is none in the locale C. */
    @Test
    void oneThatIsNoPathOnThisMachineIsSaidInASentence() {
        assertThatIOException()
                .isThrownBy(() -> Location.of("a\0.arpa").open())
                .withMessage("a\0.arpa is no path on this machine: Nul character not allowed");
        assertThatIOException()
                .isThrownBy(() -> Location.of("ä\0.arpa").path())
                .withMessageEndingWith("; LC_ALL=C.UTF-8 in the environment allows names in other letters");
    }
}
