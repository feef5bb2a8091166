package io.ctcservice.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of clients of the Open Inference Protocol with a server that requires an API key. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
        })
final class InferenceAccessTests {

    private final ServiceClient service;

    InferenceAccessTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void inferenceNeedsAKey() {
        var answer = service.post("/v2/models/ctc-loss/infer", "{}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"an API key is needed, as Authorization: Bearer or as X-API-Key\"}");
        assertThat(service.get("/v2/models/ctc-loss/ready").statusCode()).isEqualTo(401);
        assertThat(service.send(service.request("/v2/models/ctc-loss/infer")
                                .header("Authorization", "Bearer correct horse battery staple")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void healthNeedsNone() {
        assertThat(service.get("/v2/health/live").statusCode()).isEqualTo(200);
        assertThat(service.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }
}
