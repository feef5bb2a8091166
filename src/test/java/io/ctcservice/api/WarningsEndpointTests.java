package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the warnings in responses of all forms. */
@ServiceTest
final class WarningsEndpointTests {

    private static final String SUSPICIOUS = """
            {"utterances": [{"emissions": [[2, 1], [1, 2]]}], "blank": 1, "beamWidth": 9}""";
    private static final String HEADER = "X-Ctc-Warnings";

    private final ServiceClient service;

    WarningsEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void standBesideTheUtterancesInJson() {
        var response = service.post("/decode", SUSPICIOUS);

        var warning = ServiceClient.json(response.body()).at("/warnings/0");
        assertThat(warning.get("pointer").asString()).isEqualTo("/beamWidth");
        assertThat(warning.get("detail").asString()).contains("greedy");
        assertThat(response.headers().firstValue(HEADER)).isEmpty();
    }

    @Test
    void areAbsentWhereThereAreNone() {
        var response = service.post("/decode", SUSPICIOUS.replace(", \"beamWidth\": 9", ""));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ServiceClient.json(response.body()).has("warnings")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"20, true", "50, true", "1e-9, true", "0.02, false", "1, false", "0.001, false"})
    void nameADurationOfAFrameThatLooksLikeAnotherUnit(String seconds, boolean warned) {
        var answer = service.ask("/align", """
                {"utterances": [{"emissions": [[2, 1], [1, 2]], "labels": [0]}], "blank": 1, "secondsPerFrame": %s}""".formatted(seconds));

        assertThat(answer.at("/warnings/0/pointer").asString("")).isEqualTo(warned ? "/secondsPerFrame" : "");
        assertThat(answer.at("/warnings/0/detail").asString("expected seconds, not milliseconds"))
                .contains("expected seconds, not milliseconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-npz", "image/png", "image/svg+xml"})
    void areAHeaderOfABinaryAnswer(String form) {
        var response = service.sendForBytes(service.request("/decode")
                .header("Content-Type", "application/json")
                .header("Accept", form)
                .POST(BodyPublishers.ofString(SUSPICIOUS)));

        assertThat(response.statusCode()).isEqualTo(200);
        var warnings = ServiceClient.json(response.headers().firstValue(HEADER).orElseThrow());
        assertThat(warnings.at("/0/pointer").asString()).isEqualTo("/beamWidth");
    }

    @Test
    void areAHeaderUnderTheInferenceProtocolNamingItsParameters() {
        var response = service.post("/v2/models/ctc-decode/infer", """
                {"inputs": [{"name": "emissions", "datatype": "FP32", "shape": [1, 1, 2], "data": [2, 1]}],
                 "parameters": {"blank": 1, "beamWidth": 9}}""");

        assertThat(response.statusCode()).isEqualTo(200);
        var warnings = ServiceClient.json(response.headers().firstValue(HEADER).orElseThrow());
        assertThat(warnings.at("/0/pointer").asString()).isEqualTo("/parameters/beamWidth");
        assertThat(response.body()).doesNotContain("warnings");
    }
}
