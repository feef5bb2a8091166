package io.ctcservice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Shells leave it as it is behind an equals sign, and files of settings have no shell. */
    @Test
    void aTildeIsTheHomeOfTheUser() throws IOException {
        assertThat(Location.of("~/models/x").path()).hasValue(Path.of(System.getProperty("user.home"), "models", "x"));
        assertThat(Location.of("~models/x").path()).hasValue(Path.of("~models/x"));
    }

    /** The service reads nothing from elsewhere: it would wait for it at start. */
    @ParameterizedTest
    @ValueSource(strings = {"https://models.example/model.onnx", "HTTP://models.example/x", "s3://bucket/lm.arpa"})
    void anAddressIsNoLocation(String address) {
        assertThatIOException()
                .isThrownBy(() -> Location.of(address).open())
                .withMessage(address + " is an address; expected the path of a file, downloaded before");
        assertThatIOException().isThrownBy(() -> Location.of(address).path());
    }
}
