package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of the headers by which proxies tell where they were asked. */
@ExtendWith(OutputCaptureExtension.class)
final class ForwardedHeadersTests {

    private static HttpResponse<String> get(int port, String path, String header, String value) {
        var service = new ServiceClient(port);
        return service.send(service.request(path)
                .header("X-API-Key", "secret77")
                .header(header, value)
                .GET());
    }

    private static JsonNode json(int port, String path, String header, String value) {
        return ServiceClient.json(get(port, path, header, value).body());
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"ctc.warm-up=10ms"})
    final class ByDefault {

        @LocalServerPort
        private int port;

        /** Libraries read them whatever is set, failed, and logged all headers, the key among them. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/swagger-ui.html | X-Forwarded-Port | zz | 302",
                    "/swagger-ui/index.html | X-Forwarded-Host | a:zz | 200",
                    "/v3/api-docs/swagger-config | Forwarded | host=\"a:zz\" | 200",
                    "/v3/api-docs | X-Forwarded-Prefix | /%zz | 200"
                })
        void theyAreNotRead(String path, String header, String value, int status, CapturedOutput output) {
            assertThat(get(port, path, header, value).statusCode()).isEqualTo(status);
            assertThat(output).doesNotContain("secret77");
        }

        @Test
        void nobodyMakesUpWhereTheServiceIs() {
            assertThat(get(port, "/v3/api-docs/swagger-config", "X-Forwarded-Host", "evil.example")
                            .body())
                    .doesNotContain("evil.example");
            assertThat(json(port, "/v3/api-docs", "X-Forwarded-Prefix", "/evil")
                            .at("/servers/0/url")
                            .asString())
                    .isEqualTo("/");
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"ctc.warm-up=10ms", "server.forward-headers-strategy=framework"})
    final class WhereTheyAreBelieved {

        @LocalServerPort
        private int port;

        /** A proxy that strips a path says so. */
        @ParameterizedTest
        @CsvSource({"/speech, /speech", "/speech/, /speech", "'/lab, /speech', /lab/speech", "/, /"})
        void aPrefixIsThePathOfTheServer(String prefix, String path) {
            assertThat(json(port, "/v3/api-docs", "X-Forwarded-Prefix", prefix)
                            .at("/servers/0/url")
                            .asString())
                    .isEqualTo(path);
        }

        @Test
        void aPrefixIsOfItsRequestAlone() {
            json(port, "/v3/api-docs", "X-Forwarded-Prefix", "/speech");

            assertThat(json(port, "/v3/api-docs", "Accept", "*/*")
                            .at("/servers/0/url")
                            .asString())
                    .isEqualTo("/");
        }

        @Test
        void linksAndStreamsAreBelowThePrefix() {
            assertThat(get(port, "/swagger-ui.html", "X-Forwarded-Prefix", "/speech")
                            .headers()
                            .firstValue("Location"))
                    .contains("/speech/swagger-ui/index.html");
            assertThat(json(port, "/v3/asyncapi", "X-Forwarded-Prefix", "/speech")
                            .at("/servers/local/pathname")
                            .asString())
                    .isEqualTo("/speech");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "X-Forwarded-Prefix | /%zz",
                    "X-Forwarded-Prefix | speech",
                    "X-Forwarded-Prefix | /a b",
                    "X-Forwarded-Prefix | //evil.example",
                    "X-Forwarded-Prefix | /speech, lab",
                    "X-Forwarded-Host | a b",
                    "X-Forwarded-Host | a:zz",
                    "X-Forwarded-Port | zz",
                    "X-Forwarded-Proto | x y",
                    "Forwarded | host=a b"
                })
        void whatCannotBeReadIsRefused(String header, String value, CapturedOutput output) {
            for (String path : List.of("/vocabularies", "/swagger-ui.html")) {
                var answer = get(port, path, header, value);

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
                assertThat(answer.body()).contains("X-Forwarded-*", "\"instance\":\"" + path + "\"");
            }
            assertThat(output).doesNotContain("ERROR", "secret77");
        }
    }
}
