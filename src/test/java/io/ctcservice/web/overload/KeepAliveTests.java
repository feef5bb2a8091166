package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Tests of connections between requests. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.overload.max-connections=16"})
final class KeepAliveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final AbstractHttp11Protocol<?> protocol;

    KeepAliveTests(@LocalServerPort int port, @Autowired ServletWebServerApplicationContext context) {
        this.port = port;
        this.protocol = context.getWebServer() instanceof TomcatWebServer server
                        && server.getTomcat().getConnector().getProtocolHandler()
                                instanceof AbstractHttp11Protocol<?> ours
                ? ours
                : new PeekingProtocol();
    }

    /** nginx and cloud load balancers keep one for 60 s, and lose the request that they send as it is closed here. */
    @Test
    void areKeptLongerThanProxiesKeepThem() {
        assertThat(Duration.ofMillis(protocol.getKeepAliveTimeout())).isGreaterThan(Duration.ofSeconds(60));
    }

    @Test
    void areNotKeptWhereFewMoreMayBeOpened() {
        List<RawConnection> idle = new ArrayList<>();
        try (var one = new RawConnection(port)) {
            assertThat(connectionHeader(one)).isNotEqualTo(Optional.of("close"));
            for (int i = 0; i < 14; i++) {
                idle.add(new RawConnection(port));
            }
            await().atMost(PATIENCE).until(() -> protocol.getConnectionCount() >= 15);

            assertThat(connectionHeader(one)).contains("close");
        } finally {
            idle.forEach(RawConnection::close);
        }
    }

    private static Optional<String> connectionHeader(RawConnection client) {
        client.send("GET /vocabularies HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var answer = client.answer(PATIENCE);
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Connection");
    }
}
