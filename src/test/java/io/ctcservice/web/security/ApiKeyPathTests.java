package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of spellings of a path that filters and endpoints might read differently. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
        })
final class ApiKeyPathTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vocabularies",
                "/%76ocabularies",
                "/vocabularies/",
                "//vocabularies",
                "/vocabularies;x=y",
                "/VOCABULARIES",
                "/./vocabularies",
                "/js/../vocabularies",
                "/js/%2e%2e/vocabularies",
                "/css/..;/vocabularies",
                "/swagger-ui/../vocabularies",
                "/v3/api-docs/../../vocabularies",
                "/actuator/health/../../vocabularies",
                "/actuator/health/%2e%2e/%2e%2e/vocabularies",
                "/actuator/health/..%2f..%2fvocabularies",
                "/actuator/health/..;/..;/vocabularies",
                "/actuator/health%2f..%2f..%2fvocabularies",
                "/v1/models/a%2fb",
                "/v1/models/a%2f..%2f..%2f..%2factuator%2fhealth",
                "/actuator%2fhealth%2f..%2fprometheus",
                "%2fvocabularies",
                "/actuator/health/../prometheus",
                "/actuator/health;/../prometheus",
                "/v2/health/live/../../../vocabularies",
                "/v2/health/ready/%2e%2e/%2e%2e/models",
                "/actuator/health\\..\\..\\vocabularies",
                "/actuator/health/%252e%252e/vocabularies",
                "/actuator/health/%00/../../vocabularies",
                "http://localhost/vocabularies",
                "/error",
                "/vocabularies?/actuator/health/",
                "/vocabularies#/actuator/health/"
            })
    void noSpellingGoesRoundTheKey(String path) {
        for (var method : new String[] {"GET", "HEAD", "OPTIONS", "POST", "get", "FOO"}) {
            try (var client = new RawConnection(port)) {
                client.send("%s %s HTTP/1.1\r\nHost: localhost\r\nX-Original-URL: /actuator/health\r\n"
                                .formatted(method, path)
                        + "X-HTTP-Method-Override: GET\r\nX-Forwarded-Prefix: /actuator/health\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n");

                var answer = client.answer(Duration.ofSeconds(20));
                assertThat(answer.status())
                        .as("%s %s: %s", method, path, answer.text())
                        .isIn(400, 401, 403, 404, 501);
                assertThat(answer.text()).doesNotContain("english", "jvm_memory");
            }
        }
    }
}
