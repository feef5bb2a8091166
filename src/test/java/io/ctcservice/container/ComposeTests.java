package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of {@code docker-compose.yml} on free ports; of Grafana, whose image is large, only the configuration. */
@ContainerTest
final class ComposeTests {

    private static final Path PROJECT = Path.of(".");
    private static final String NAME =
            "ctc-compose-tests-" + ProcessHandle.current().pid();

    @BeforeAll
    static void up() throws IOException {
        Command.assumeRuns("docker", "compose", "version");
        compose("up", "--no-build", "--wait", "--wait-timeout", "120");
    }

    @AfterAll
    static void down() throws IOException {
        compose("--profile", "observability", "down", "--volumes", "--timeout", "5");
    }

    @Test
    void theServiceIsUpAndHealthy() throws IOException {
        assertThat(compose("ps", "--format", "{{.Service}} {{.Health}}").lines())
                .contains("ctc-service healthy");

        var loss = at("ctc-service", "8080").ask("/loss", ServiceClient.example("loss"));
        assertThat(loss.get("loss").asDouble()).isPositive();
    }

    @Test
    void prometheusScrapesIt() throws IOException {
        var prometheus = at("prometheus", "9090");

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(ServiceClient.json(
                                        prometheus.get("/api/v1/query?query=up").body())
                                .at("/data/result/0/value/1")
                                .asString())
                        .isEqualTo("1"));
    }

    @Test
    void theWholeOfItCanBeRead() throws IOException {
        assertThat(compose("--profile", "observability", "config", "--services").lines())
                .containsExactlyInAnyOrder("ctc-service", "prometheus", "grafana");
        compose("--profile", "observability", "config", "--volumes", "--quiet");
        assertThat(compose("config", "--services").lines()).containsExactlyInAnyOrder("ctc-service", "prometheus");
    }

    private static ServiceClient at(String service, String port) throws IOException {
        String address = compose("port", service, port);
        return new ServiceClient(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    private static String compose(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "env", "CTC_PORT=0", "PROMETHEUS_PORT=0", "GRAFANA_PORT=0", "CTC_IMAGE=" + ServiceImage.name()));
        command.addAll(List.of("docker", "compose", "--project-name", NAME));
        command.addAll(List.of(arguments));
        return Command.output(PROJECT, command);
    }
}
