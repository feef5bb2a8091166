package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests of Prometheus in its container, with the shipped configuration. */
@ContainerTest
final class PrometheusTests {
    private static final Network NETWORK = Network.newNetwork();

    @Container
    private static final ServiceContainer SERVICE =
            new ServiceContainer().withNetwork(NETWORK).withNetworkAliases("ctc-service");

    @Container
    private static final GenericContainer<?> PROMETHEUS = new GenericContainer<>(
                    DockerImageName.parse("prom/prometheus:latest"))
            .withNetwork(NETWORK)
            .withExposedPorts(9090)
            .withCopyFileToContainer(
                    MountableFile.forHostPath("src/docs/operations/prometheus.yml"), "/etc/prometheus/prometheus.yml")
            .withCopyFileToContainer(
                    MountableFile.forHostPath("src/docs/operations/alerts.yml"), "/etc/prometheus/alerts.yml")
            .waitingFor(Wait.forHttp("/-/ready"));

    @Test
    void scrapesTheForwardTimer() throws Exception {
        var frame = List.of(0.0, 0.0);
        SERVICE.answer(
                "/loss",
                Map.of("utterances", List.of(Map.of("emissions", List.of(frame), "labels", List.of(1))), "blank", 0));

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(value("sum(ctc_forward_seconds_count)")).isPositive());
        assertThat(value("up{job=\"ctc-service\"}")).isEqualTo(1);
    }

    @Test
    void evaluatesEveryAlert() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    var rules = ask("rules").at("/data/groups/0/rules");
                    assertThat(rules)
                            .isNotEmpty()
                            .allSatisfy(rule -> assertThat(rule.get("health").asString())
                                    .as(rule.toString())
                                    .isEqualTo("ok"));
                });
    }

    private static double value(String query) throws Exception {
        return ask("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .at("/data/result/0/value/1")
                .asDouble(0);
    }

    private static JsonNode ask(String question) throws Exception {
        var uri = "http://%s:%d/api/v1/%s".formatted(PROMETHEUS.getHost(), PROMETHEUS.getMappedPort(9090), question);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
            return new JsonMapper().readTree(answer.body());
        }
    }
}
