package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.overload.max-computation=100ms", "ctc.overload.look-every=20ms"})
final class ComputationTimeTests {

    @Test
    void aComputationThatTakesTooLongIsRefused(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        var answer = new ServiceClient(port).post("/decode", HangUpTests.Endless.DECODE.body());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("ctc.overload.max-computation", "\"errors\"");
        assertThat(registry.get("ctc.cancelled")
                        .tag("reason", "tooLong")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
