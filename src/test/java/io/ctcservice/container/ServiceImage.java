package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The image under test: the one named by {@code CTC_IMAGE}, else one built here from the Dockerfile. */
final class ServiceImage {
    private static final String BUILT = "ctc-service:test";

    private ServiceImage() {}

    static String name() {
        var given = System.getenv("CTC_IMAGE");
        return given == null || given.isBlank() ? Built.NAME : given;
    }

    /** The image built here, at most once per test run and only if it is used. */
    private static final class Built {
        static final String NAME = build();

        private static String build() {
            try {
                var build = new ProcessBuilder("docker", "build", "--quiet", "--tag", BUILT, ".")
                        .redirectErrorStream(true)
                        .start();
                var said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(build.waitFor()).as("docker build: %s", said).isZero();
                return BUILT;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
