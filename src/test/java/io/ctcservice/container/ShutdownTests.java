package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;

@ContainerTest
final class ShutdownTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BODY = "{\"utterances\":[{\"emissions\":[[0,0]],\"labels\":[1]}],\"blank\":0}";

    private static final int MANAGEMENT = 8081;

    @Container
    private final ServiceContainer service = new ServiceContainer()
            .withManagementPort(MANAGEMENT)
            .withEnv("SERVER_TOMCAT_CONNECTION_TIMEOUT", "60s") // for the request that is in flight meanwhile
            .withEnv("CTC_OVERLOAD_BODY_GRACE", "60s");

    @Test
    void isNoLongerReadyTakesNothingNewAndFinishesWhatIsInFlight() {
        var management = new ServiceClient(service.getMappedPort(MANAGEMENT));
        try (var inFlight = new RawConnection(service.port())) {
            inFlight.send("POST /loss HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY.substring(0, 20));
            await().atMost(PATIENCE)
                    .until(() -> management.get("/actuator/prometheus").body().contains("kind=\"requests\"} 1"));

            service.getDockerClient()
                    .killContainerCmd(service.getContainerId())
                    .withSignal("TERM")
                    .exec();
            await().atMost(PATIENCE)
                    .until(() -> management.get("/actuator/health/readiness").statusCode() == 503);
            await().atMost(PATIENCE).until(this::takesNothingNew);
            assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            inFlight.send(BODY.substring(20));

            assertThat(inFlight.answer(PATIENCE).status()).isEqualTo(200);
        }
        await().atMost(PATIENCE).until(() -> !service.isRunning());
        assertThat(exitCode()).isEqualTo(143); // ended by SIGTERM, not killed
    }

    private boolean takesNothingNew() {
        try (var late = new RawConnection(service.port())) {
            return !late.send("GET /vocabularies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    || late.answer(Duration.ofMillis(500)).status() == 0;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }

    private long exitCode() {
        return Objects.requireNonNull(service.getDockerClient()
                .inspectContainerCmd(service.getContainerId())
                .exec()
                .getState()
                .getExitCodeLong());
    }
}
