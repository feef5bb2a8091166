package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * Tests of a server with few threads that waits for minutes for slow clients, with more clients than threads: those
 * that were refused, or that no limit of requests counts.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.overload.max-requests=4",
            "server.tomcat.threads.max=40",
            "server.tomcat.connection-timeout=3m"
        })
@Import(LatchedEndpoints.class)
final class ThreadsTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 60;

    @LocalServerPort
    private int port;

    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void hangUp() {
        connections.forEach(RawConnection::close);
    }

    @Test
    void sendersThatWereRefusedLeaveThreadsForProbes() {
        for (int i = 0; i < CLIENTS; i++) {
            var sender = connect();
            sender.send("POST /loss HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 60000000\r\n\r\n{");

            assertThat(sender.answer(PATIENCE).status()).isEqualTo(413);
        }
        assertThat(get("/actuator/health/readiness")).isEqualTo(200);
    }

    @Test
    void readersOfMetricsThatDoNotReadLeaveThreadsForProbes() {
        for (int i = 0; i < CLIENTS; i++) {
            var reader = new RawConnection(port, /* receiveBuffer= */ 2048);
            connections.add(reader);
            reader.send("GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        assertThat(get("/actuator/health/readiness")).isEqualTo(200);
        assertThat(get("/actuator/prometheus")).isEqualTo(503);
    }

    private int get(String path) {
        var client = connect();
        client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return client.answer(PATIENCE).status();
    }

    private RawConnection connect() {
        var connection = new RawConnection(port);
        connections.add(connection);
        return connection;
    }
}
