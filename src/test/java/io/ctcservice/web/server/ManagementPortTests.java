package io.ctcservice.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** Tests of a separate management port with short time limits. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "management.server.port=0",
            "ctc.overload.header-time=1s",
            "ctc.overload.body.grace=1s"
        })
@Import(ManagementPortTests.Servers.class)
final class ManagementPortTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalManagementPort
    private int port;

    @Autowired
    private Servers servers;

    /** A listener that keeps the server of the management port. */
    static final class Servers {
        private volatile @Nullable TomcatWebServer management;

        @EventListener
        void started(WebServerInitializedEvent event) {
            if ("management".equals(event.getApplicationContext().getServerNamespace())
                    && event.getWebServer() instanceof TomcatWebServer tomcat) {
                management = tomcat;
            }
        }
    }

    @Test
    void listensWhereTheServiceListens() {
        var tomcat = Objects.requireNonNull(servers.management);

        assertThat(String.valueOf(tomcat.getTomcat().getConnector().getProperty("address")))
                .endsWith("/127.0.0.1");
    }

    @Test
    void answersProbes() {
        var answer = ask("GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-Id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /actuator/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /actuator/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                "GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\nAccept: foo\r\n\r\n",
                "GET /actuator/health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "TRACE /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /actuator/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n"
            })
    void refusesWithAProblemDocumentAndAnId(String request) {
        var answer = ask(request);

        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).as(answer.text()).contains("application/problem+json");
        assertThat(answer.header("X-Request-Id")).as(answer.text()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/loss", "/swagger-ui.html"})
    void saysThatTheServiceIsElsewhere(String path) {
        assertThat(ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").text())
                .contains("nothing at " + path + "; management.server.port has health, metrics and the like only");
    }

    @Test
    void endsHeadersThatTrickle() {
        try (var client = new RawConnection(port)) {
            client.send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> !client.send("x"));
        }
    }

    @Test
    void endsABodyThatDoesNotCome() {
        try (var client = new RawConnection(port)) {
            client.send("POST /actuator/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx");

            // the refusal at once, then the end of the connection long before Tomcat's own 20 s for the rest
            assertThat(client.answer(PATIENCE).status()).isEqualTo(405);
            assertThat(client.read(1)).isNegative();
        }
    }

    private RawConnection.Answer ask(String request) {
        try (var client = new RawConnection(port)) {
            client.send(request);
            return client.answer(PATIENCE);
        }
    }
}
