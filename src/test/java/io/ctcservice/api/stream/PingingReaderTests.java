package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.SilentReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Tests of clients that ping without end and read no answer: a thread of Tomcat waits to send each pong. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "server.tomcat.threads.max=" + PingingReaderTests.THREADS})
@Import(SlowReaderTests.SmallBuffers.class)
final class PingingReaderTests {

    static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10); // Tomcat would wait for 20 s

    @Test
    void theyAreCutOffBeforeProbesGoUnanswered(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        var open = registry.get("ctc.permits.used").tag("kind", "streams").gauge();
        List<SilentReader> clients = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                clients.add(new SilentReader(port, "/stream"));
            }
            clients.forEach(client -> Thread.ofVirtual().start(() -> pingWithoutEnd(client)));
            await().atMost(SOON).until(() -> open.value() == 0);

            assertThat(new ServiceClient(port).get("/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        } finally {
            clients.forEach(SilentReader::close);
            await().atMost(PATIENCE).until(() -> open.value() == 0);
        }
    }

    private static void pingWithoutEnd(SilentReader client) {
        var content = new byte[125];
        while (client.ping(content)) {
            // until the server hangs up
        }
    }
}
