package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the requests that pages of other origins may make. */
final class CorsTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LOSS = "{\"utterances\":[{\"emissions\":[[1,2]],\"labels\":[0]}],\"blank\":1}";

    private static RawConnection.Answer post(int port, String path, String headers) {
        try (var client = new RawConnection(port)) {
            client.send("POST %s HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n"
                            .formatted(path, headers, LOSS.length())
                    + "Connection: close\r\n\r\n" + LOSS);
            return client.answer(PATIENCE);
        }
    }

    private static RawConnection.Answer preflight(int port, String path, String origin) {
        try (var client = new RawConnection(port)) {
            client.send("OPTIONS %s HTTP/1.1\r\nHost: localhost\r\nOrigin: %s\r\n".formatted(path, origin)
                    + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n"
                    + "Connection: close\r\n\r\n");
            return client.answer(PATIENCE);
        }
    }

    private static void requireProblem(RawConnection.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.text()).contains("ctc.security.allowed-origins", "\"status\":403");
    }

    /** Forwarded headers are ignored unless it is told otherwise. */
    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"ctc.warm-up=10ms", "ctc.security.allowed-origins=https://lab.example"})
    final class OfAnAllowedOrigin {

        @LocalServerPort
        private int port;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Disposition",
                    "Inference-Header-Content-Length",
                    "Retry-After",
                    "X-Ctc-Warnings",
                    "X-Request-Id"
                })
        void maySeeTheHeadersOfAnswersAndRefusals(String header) {
            for (var path : new String[] {"/loss", "/nowhere"}) {
                var answer = post(port, path, "Host: localhost\r\nOrigin: https://lab.example\r\n");

                assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://lab.example");
                assertThat(answer.header("Access-Control-Expose-Headers"))
                        .hasValueSatisfying(exposed ->
                                assertThat(exposed.split(", ")).as(path).contains(header));
            }
        }

        @Test
        void mayAskBefore() {
            assertThat(preflight(port, "/loss", "https://lab.example").status()).isEqualTo(200);
        }

        @Test
        void othersAreRefusedWithAProblemDocument() {
            requireProblem(post(port, "/loss", "Host: localhost\r\nOrigin: https://elsewhere.example\r\n"));
            requireProblem(preflight(port, "/loss", "https://elsewhere.example"));
        }

        @Test
        void othersAreRefusedInTheFormOfTheProtocol() {
            var answer = preflight(port, "/v2/models/ctc-loss/infer", "https://elsewhere.example");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("{\"error\":\"a web page of another origin");
        }

        @Test
        void isNotMadeUpByForwardedHeaders() {
            requireProblem(post(
                    port,
                    "/loss",
                    lines(
                            "Host: localhost",
                            "Origin: https://ctc.example",
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: ctc.example")));
        }
    }

    @Nested
    @SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
    final class WhereNoneIsAllowed {

        @LocalServerPort
        private int port;

        @Test
        void whoAsksIsRefusedWithAProblemDocument() {
            requireProblem(preflight(port, "/loss", "https://elsewhere.example"));
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {
                "ctc.warm-up=10ms",
                "server.forward-headers-strategy=framework",
                "ctc.security.allowed-origins=https://lab.example"
            })
    final class BehindAProxyThatForwardsByTheFramework {

        @LocalServerPort
        private int port;

        @Test
        void theServicesOwnOriginIsNoForeignOne() {
            requireOwn(port);
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {
                "ctc.warm-up=10ms",
                "server.forward-headers-strategy=native",
                "ctc.security.allowed-origins=https://lab.example"
            })
    final class BehindAProxyThatForwardsNatively {

        @LocalServerPort
        private int port;

        @Test
        void theServicesOwnOriginIsNoForeignOne() {
            requireOwn(port);
        }
    }

    private static String lines(String... headers) {
        return String.join("\r\n", headers) + "\r\n";
    }

    private static void requireOwn(int port) {
        var forwarded = lines(
                "Host: 127.0.0.1",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: ctc.example",
                "X-Forwarded-Port: 443");
        assertThat(post(port, "/loss", forwarded + "Origin: https://ctc.example\r\n")
                        .status())
                .isEqualTo(200);
        requireProblem(post(port, "/loss", forwarded + "Origin: https://elsewhere.example\r\n"));
    }
}
