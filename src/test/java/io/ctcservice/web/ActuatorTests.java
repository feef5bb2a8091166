package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class ActuatorTests {

    private final ServiceClient service;

    ActuatorTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsUp(String path) {
        assertThat(service.get(path).body()).contains("\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/nope", "/actuator/health/liveness/nope", "/actuator/nope"})
    void whatIsNotThereIsAProblem(String path) {
        var answer = service.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":404", "\"instance\":\"" + path + "\"");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void forwardPassesAndDecodesAreTimedInBuckets() {
        service.ask("/decode", "{\"utterances\":[{\"emissions\":[[1,2],[2,1]]}],\"blank\":1}");

        assertThat(service.get("/actuator/prometheus").body())
                .containsPattern("ctc_forward_seconds_bucket\\{.*kernel=\"\\w+\".*le=\"0\\.001\"")
                .containsPattern("ctc_forward_cells_bucket\\{.*le=\"1000\\.0\"")
                .containsPattern("ctc_decode_seconds_bucket\\{.*decoder=\"greedy\".*le=\"0\\.01\"");
    }
}
