package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
final class UnreadableQueryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60); // only bounds

    private final int port;

    UnreadableQueryTests(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /loss?x=%zz, application/json, application/problem+json",
        "POST, /features?kind=%, audio/wav, application/problem+json"
    })
    void aQueryThatCannotBeDecodedIsTheClientsFaultAndNotLoggedAsOurs(
            String method, String target, String type, String answer, CapturedOutput output) {
        try (var connection = new RawConnection(port)) {
            connection.send("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: 2\r\n\r\n{}"
                    .formatted(method, target, type));
            var said = connection.answer(PATIENCE);

            assertThat(said.status()).as(said.text()).isEqualTo(400);
            assertThat(said.header("Content-Type")).hasValue(answer);
            assertThat(said.text()).contains("percent-encoded");
        }
        assertThat(output).doesNotContain("zz", "ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /vocabularies;a=b%, application/problem+json",
        "GET, //vocabularies;a=b%, application/problem+json",
        "HEAD, //actuator/health;%zz=1, application/problem+json",
        "POST, /loss;x=%a, application/problem+json",
        "GET, /v2/health/live;a=b%, application/json"
    })
    void aPathWhoseParametersCannotBeDecodedIsRefused(
            String method, String target, String answer, CapturedOutput output) {
        try (var connection = new RawConnection(port)) {
            connection.send("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .formatted(method, target));
            var said = connection.answer(PATIENCE);

            assertThat(said.status()).as(said.text()).isEqualTo(400);
            assertThat(said.header("Content-Type")).hasValue(answer);
            assertThat(said.header("X-Request-Id")).isPresent();
        }
        assertThat(output).doesNotContain("ERROR");
    }
}
