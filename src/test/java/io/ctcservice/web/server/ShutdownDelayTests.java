package io.ctcservice.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Tests of what the service does between SIGTERM and its last answer. */
@Timeout(120)
final class ShutdownDelayTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String VOCABULARIES = "GET /vocabularies HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void goesOnAnsweringUntilLoadBalancersHaveNoticed() throws InterruptedException {
        var service = new SpringApplicationBuilder(CtcServiceApplication.class)
                .run("--server.port=0", "--ctc.warm-up=0s", "--ctc.shutdown.delay=5s");
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var client = new ServiceClient(port);
        try (var kept = new RawConnection(port)) {
            kept.send(VOCABULARIES);
            assertThat(kept.answer(PATIENCE).header("Connection")).isNotEqualTo(Optional.of("close"));

            var end = Thread.ofPlatform().start(service::close);
            await().atMost(PATIENCE)
                    .until(() -> client.get("/actuator/health/readiness").statusCode() == 503);
            kept.send(VOCABULARIES);

            var last = kept.answer(PATIENCE);
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("Connection")).contains("close");
            assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(client.get("/vocabularies").statusCode()).isEqualTo(200);
            end.join();
        }
        await().atMost(PATIENCE).until(() -> takesNothing(port));
    }

    private static boolean takesNothing(int port) {
        try {
            new RawConnection(port).close();
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }
}
