package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the host names of a server without keys: a page can make any other name point at it. */
final class HostTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static RawConnection.Answer get(int port, String path, String headers) {
        try (var client = new RawConnection(port)) {
            client.send("GET %s HTTP/1.1\r\n%sConnection: close\r\n\r\n".formatted(path, headers));
            return client.answer(PATIENCE);
        }
    }

    /** As it is by default. */
    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"ctc.warm-up=10ms", "ctc.security.allowed-hosts=ctc.example,Lab.Example.:8443"})
    final class OnTheLoopbackAddress {

        @LocalServerPort
        private int port;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost",
                    "localhost:1234",
                    "LOCALHOST.",
                    "ctc.localhost:80",
                    "127.0.0.1",
                    "127.0.0.1:8080",
                    "10.0.0.7",
                    "[::1]",
                    "[::1]:8080",
                    "[FE80::1]",
                    "ctc.example",
                    "CTC.example.:8080",
                    "lab.example"
                })
        void isCalledByItsNames(String host) {
            var answer = get(port, "/vocabularies", "Host: " + host + "\r\n");

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "evil.example",
                    "evil.example:8080",
                    "localhost.evil.example",
                    "notlocalhost",
                    "127.0.0.1.evil.example",
                    "127.0.0.1evil.example",
                    "sub.ctc.example",
                    "EVIL.EXAMPLE."
                })
        void isNotCalledByOthersOnAnyPath(String host) {
            for (var path : new String[] {"/", "/vocabularies", "/actuator/health", "/nowhere", "/v3/api-docs"}) {
                var answer = get(port, path, "Host: " + host + "\r\n");

                assertThat(answer.status()).as(path).isEqualTo(421);
                assertThat(answer.header("Content-Type")).as(path).contains("application/problem+json");
                assertThat(answer.header("X-Request-Id")).as(path).isPresent();
                assertThat(answer.text()).contains("ctc.security.allowed-hosts");
            }
        }

        @Test
        void refusesInTheFormOfTheProtocol() {
            var answer = get(port, "/v2/models", "Host: evil.example\r\n");

            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.text()).contains("{\"error\":\"Host: evil.example;");
        }

        @Test
        void takesTheNameOfATargetInAbsoluteForm() {
            var answer = get(port, "http://evil.example/vocabularies", "Host: evil.example\r\n");

            assertThat(answer.status()).isEqualTo(421);
            assertThat(get(port, "http://evil.example/vocabularies", "Host: localhost\r\n")
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void servesOldClientsThatNameNoHost() {
            try (var client = new RawConnection(port)) {
                client.send("GET /vocabularies HTTP/1.0\r\n\r\n");

                assertThat(client.answer(PATIENCE).status()).isEqualTo(200);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-Forwarded-Host: localhost", "Forwarded: host=localhost", "X-Host: localhost"})
        void believesNoOtherHeader(String header) {
            assertThat(get(port, "/vocabularies", "Host: evil.example\r\n" + header + "\r\n")
                            .status())
                    .isEqualTo(421);
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {
                "ctc.warm-up=10ms",
                "server.address=0.0.0.0",
                "server.forward-headers-strategy=framework",
                "ctc.security.allowed-hosts=ctc.example"
            })
    final class OnAllAddresses {

        @LocalServerPort
        private int port;

        @ParameterizedTest
        @CsvSource({
            "ctc-service.namespace.svc.cluster.local, , 200",
            "ctc-service:8080, , 200",
            "evil.example, http://evil.example, 421",
            "evil.example, null, 421",
            "ctc-service, http://ctc-service, 421",
            "ctc.example, http://ctc.example, 200",
            "10.1.2.3:8080, http://10.1.2.3:8080, 200",
            "localhost, http://localhost, 200"
        })
        void asksOnlyWebPagesForAName(String host, String origin, int status) {
            var answer = get(
                    port,
                    "/vocabularies",
                    "Host: " + host + "\r\n" + (origin == null ? "" : "Origin: " + origin + "\r\n"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }

        @Test
        void aPageCannotForwardItsWayRound() {
            assertThat(get(
                                    port,
                                    "/vocabularies",
                                    "Host: evil.example\r\nOrigin: http://localhost\r\nX-Forwarded-Host: localhost\r\n")
                            .status())
                    .isEqualTo(421);
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {
                "ctc.warm-up=10ms",
                "server.address=0.0.0.0",
                "management.server.address=127.0.0.1",
                "management.server.port=0"
            })
    final class WithAManagementPortOnTheLoopbackAddress {

        @LocalServerPort
        private int port;

        @LocalManagementPort
        private int managementPort;

        @Test
        void asksForANameThereAndOnlyWebPagesElsewhere() {
            String host = "Host: evil.example\r\n";
            assertThat(get(managementPort, "/actuator/health", host).status()).isEqualTo(421);
            assertThat(get(managementPort, "/actuator/health", "Host: localhost\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(get(port, "/vocabularies", host).status()).isEqualTo(200);
            assertThat(get(port, "/vocabularies", host + "Origin: http://evil.example\r\n")
                            .status())
                    .isEqualTo(421);
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {
                "ctc.warm-up=10ms",
                // SHA-256 of "correct horse battery staple", by sha256sum
                "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
            })
    final class WithKeys {

        @LocalServerPort
        private int port;

        @Test
        void needsNoName() {
            assertThat(get(port, "/vocabularies", "Host: any.example\r\nX-API-Key: correct horse battery staple\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }
}
