package io.ctcservice.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the service below a path, with a key, and with health and metrics at paths other than the usual ones. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "server.servlet.context-path=/ctc/", // with a slash that means nothing
            "management.endpoints.web.base-path=/manage",
            "management.endpoints.web.path-mapping.health=state",
            "management.endpoint.health.probes.add-additional-paths=true",
            "ctc.limits.json-body=1KB",
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
        })
final class ContextPathTests {
    private static final String KEY = "correct horse battery staple";

    @LocalServerPort
    private int port;

    private ServiceClient service;

    @BeforeEach
    void connect() {
        service = new ServiceClient(port);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /ctc/v2/nothing, 404",
        "GET, /ctc/v2/models/nothing, 404",
        "DELETE, /ctc/v2/models/ctc-loss, 405",
        "POST, /ctc/v2/models/ctc-loss/infer, 400",
        "TRACE, /ctc/v2/models, 405",
        "GET, /ctc/v2/a%5Cb, 400"
    })
    void errorsOfTheProtocolKeepItsForm(String method, String path, int status) {
        try (var client = new RawConnection(port)) {
            client.send("%s %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n".formatted(method, path, KEY)
                    + "Content-Type: application/json\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{");

            var answer = client.answer(Duration.ofSeconds(20));
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.text()).contains("{\"error\":\"");
        }
    }

    @Test
    void aRefusedTraceNamesTheMethodsOfThePath() {
        try (var client = new RawConnection(port)) {
            client.send("TRACE /ctc/loss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(client.answer(Duration.ofSeconds(20)).header("Allow")).contains("POST");
        }
    }

    @Test
    void whatIsMissingIsSoughtWhereTheServiceIs() {
        assertThat(service.get("/loss").body()).contains("nothing here; expected a path that begins with /ctc\"");
        assertThat(service.send(service.request("/ctc/nothing")
                                .header("X-API-Key", KEY)
                                .GET())
                        .body())
                .contains(
                        "nothing at /ctc/nothing; GET /ctc/v3/api-docs says what there is, /ctc/swagger-ui.html shows");
    }

    @Test
    void whatWasMeantIsNamedWithThePath() {
        assertThat(service.send(service.request("/ctc/audio/transcriptions")
                                .header("X-API-Key", KEY)
                                .GET())
                        .body())
                .contains("nothing at /ctc/audio/transcriptions; expected /ctc/v1/audio/transcriptions\"");
    }

    @Test
    void aMissingKeyIsReportedInTheFormOfTheProtocol() {
        var answer = service.get("/ctc/v2/models");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"error\":\"an API key is needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ctc/manage/state",
                "/ctc/manage/state/readiness",
                "/ctc/livez",
                "/ctc/readyz",
                "/ctc/v2/health/live",
                "/ctc/",
                "/ctc/index.html",
                "/ctc/favicon.svg",
                "/ctc/css/base.css",
                "/ctc/js/app.js",
                "/ctc/swagger-ui/index.html",
                "/ctc/v3/api-docs"
            })
    void healthAndThePageNeedNoKey(String path) {
        assertThat(service.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theIconThatBrowsersLookForIsMissingRatherThanLocked() {
        assertThat(service.get("/ctc/favicon.ico").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ctc/vocabularies", "/ctc/v2", "/ctc/manage/prometheus", "/ctc/manage/info"})
    void theRestNeedsAKey(String path) {
        assertThat(service.get(path).statusCode()).isEqualTo(401);
        assertThat(service.send(service.request(path).header("X-API-Key", KEY)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void metricsHavePlacesOfTheirOwnWhereverTheyAre() {
        var scrape = service.send(service.request("/ctc/manage/prometheus").header("X-API-Key", KEY));

        assertThat(scrape.body()).containsPattern("ctc_permits_used\\{.*kind=\"scrapes\".*} 1\\.0");
    }

    @Test
    void limitsApply() {
        var answer = service.send(service.request("/ctc/loss")
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(" ".repeat(2000))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void theDescriptionNamesThePath() {
        var document = ServiceClient.json(service.get("/ctc/v3/api-docs").body());

        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/ctc");
        assertThat(document.at("/paths").has("/loss")).isTrue();
    }

    @Test
    void theLineAtStartNamesThePath(CapturedOutput output) {
        assertThat(output).contains("Ready on http://127.0.0.1:" + port + "/ctc;");
    }

    @Test
    void theDescriptionOfStreamsNamesTheServerThatWasAsked() {
        var document = ServiceClient.json(service.get("/ctc/v3/asyncapi").body());

        assertThat(document.at("/servers/local/host").asString()).endsWith(":" + port);
        assertThat(document.at("/servers/local/pathname").asString()).isEqualTo("/ctc");
    }

    @Test
    void thePathWithoutItsSlashLeadsToThePageOverTheSameScheme() {
        assertThat(service.get("/ctc").headers().firstValue("Location")).hasValue("/ctc/");
    }

    @Test
    void swaggerUiFindsTheDescription() {
        var redirect = service.get("/ctc/swagger-ui.html");

        assertThat(redirect.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/ctc/swagger-ui/index.html"));
        assertThat(service.get("/ctc/v3/api-docs/swagger-config").body()).contains("\"/ctc/v3/api-docs\"");
    }

    @Test
    void outsideOfThePathThereAreProblemDocuments() {
        var answer = service.get("/loss");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }
}
