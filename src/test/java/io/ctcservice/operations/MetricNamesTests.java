package io.ctcservice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Tests that the service has every metric and label that the dashboard and the alerts use. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class MetricNamesTests {

    private static final String OPERATIONS = "src/docs/operations";

    @TempDir
    private static Path folder;

    private final ServiceClient service;
    private final int port;

    MetricNamesTests(@LocalServerPort int port) {
        this.port = port;
        this.service = new ServiceClient(port);
    }

    /** A network has timers of its own. */
    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        ToneNetwork.register(folder, registry);
    }

    /** Timers are there once something was timed, a pause once there was one. */
    @BeforeEach
    void workALittle() throws IOException {
        new StreamClient(port, "/stream")
                .say("{\"type\":\"start\",\"blank\":1,\"classes\":2,\"dtype\":\"float32\",\"scores\":\"logits\"}")
                .say(StreamClient.floats(1, 0))
                .say("{\"type\":\"end\"}")
                .closed();
        service.ask("/loss", ServiceClient.example("loss"));
        service.ask("/decode", ServiceClient.example("decode"));
        service.post(
                "/emissions?network=tones",
                "audio/wav",
                BodyPublishers.ofByteArray(WavFile.ofShorts(16_000, new short[16_000])));
        System.gc();
    }

    @Test
    void theDashboardShowsWhatThereIs() throws IOException {
        var exposition = new Exposition(service.get("/actuator/prometheus").body());
        var dashboard = ServiceClient.json(Files.readString(Path.of(OPERATIONS, "grafana/ctc-service.json")));
        var expressions =
                dashboard.findValues("expr").stream().map(JsonNode::asString).toList();
        assertThat(expressions).hasSizeGreaterThan(10);

        assertThat(expressions)
                .allSatisfy(
                        expression -> assertThat(exposition.missing(expression)).isEmpty());
        for (var variable : dashboard.at("/templating/list")) {
            assertThat(exposition.missing(variable.at("/query/query").asString()))
                    .isEmpty();
        }
    }

    @Test
    void theAlertsWatchWhatThereIs() throws IOException {
        var exposition = new Exposition(service.get("/actuator/prometheus").body());
        var rules = YamlFile.document(OPERATIONS + "/alerts.yml").at("/groups/0/rules");
        assertThat(rules).hasSizeGreaterThan(3);

        assertThat(rules)
                .allSatisfy(
                        rule -> assertThat(exposition.missing(rule.get("expr").asString()))
                                .as(rule.get("alert").asString())
                                .isEmpty());
    }

    /** A counter by status is there from its first event on, so that an increase begins with the second. */
    @Test
    void theFirstErrorWakesSomebody() throws IOException {
        var rules = YamlFile.document(OPERATIONS + "/alerts.yml").at("/groups/0/rules");
        var errors = rules.valueStream()
                .filter(rule -> rule.get("alert").asString().equals("CtcServiceErrors"))
                .map(rule -> rule.get("expr").asString().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow();
        String counter = errors.replaceFirst(".*?increase\\((.*?)\\[10m].*", "$1");

        assertThat(errors).contains("or sum by (instance) (" + counter + " unless " + counter + " offset 10m) > 0");
    }

    /** Probes get 503 while an instance starts or ends, which turns nobody away. */
    @Test
    void probesAreNotAmongTheRequestsThatAreTurnedAway() throws IOException {
        var rules = YamlFile.document(OPERATIONS + "/alerts.yml").at("/groups/0/rules");
        var shares = Stream.concat(
                        rules.findValues("expr").stream(),
                        ServiceClient.json(Files.readString(Path.of(OPERATIONS, "grafana/ctc-service.json")))
                                .findValues("expr")
                                .stream())
                .map(JsonNode::asString)
                .filter(expression -> expression.contains("status=\"503\"") && expression.contains(" / "))
                .toList();

        assertThat(shares)
                .hasSize(2)
                .allSatisfy(share -> assertThat(share.split("http_server_requests", -1))
                        .hasSize(3)
                        .filteredOn(selector -> selector.contains("uri!~\"/actuator.*|/v2/health.*\""))
                        .hasSize(2));
    }

    @Test
    void aNameThatIsNotThereIsNoticed() {
        var exposition = new Exposition("ctc_x_count{kind=\"a,b\",le=\"1\"} 1.0\n");

        assertThat(exposition.missing("sum by (kind) (rate(ctc_x_count{instance=\"i\", le=\"1\"}[5m]))"))
                .isEmpty();
        assertThat(exposition.missing("sum by (b) (ctc_x_count{sort=\"a\"}) / ctc_y_sum{}"))
                .containsExactly("by (b)", "ctc_x_count{sort}", "ctc_y_sum");
        assertThat(exposition.missing("1 + 1")).containsExactly("any metric");
    }

    @Test
    void prometheusScrapesAPathThatIsThere() throws IOException {
        var scrape = YamlFile.document(OPERATIONS + "/prometheus.yml").at("/scrape_configs/0");

        assertThat(scrape.get("job_name").asString()).isEqualTo("ctc-service"); // what alerts and dashboard ask for
        assertThat(service.get(scrape.get("metrics_path").asString()).statusCode())
                .isEqualTo(200);
        assertThat(scrape.at("/static_configs/0/targets/0").asString()).isEqualTo("ctc-service:8080");
    }
}
