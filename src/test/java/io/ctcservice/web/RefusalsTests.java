package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests that every refusal, by an endpoint, a filter or the server itself, is a problem document with an id. */
@ServiceTest
final class RefusalsTests {

    private final int port;

    RefusalsTests(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE /loss HTTP/1.1, 405",
        "CONNECT localhost:22 HTTP/1.1, 501",
        "GET /vocabularies HTTP/9.9, 505",
        "GET /%zz HTTP/1.1, 400",
        "GET /a{b HTTP/1.1, 400",
        "nonsense, 400"
    })
    void ofRequestLines(String line, int status) {
        requireProblem(ask(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "//loss | 400 | //loss; expected a path with single slashes",
                "/v2;a=b | 400 | /v2;a=b; expected a path",
                "/a/../loss | 400 | expected a path",
                "/loss%2f | 400 | /loss%2f; expected a path with single slashes, without",
                "/v1%2fmodels | 400 | /v1%2fmodels; expected a path with single slashes",
                "/v1/models/a%2f..%2fb | 400 | expected a path with single slashes",
                "/v1/models/a%2F%2Fb | 400 | expected a path with single slashes",
                "/v1/models/a%2F%2e%2e%2Fb | 400 | expected a path with single slashes",
                "/v1/models/a%2Fb%20c | 404 | the model a/b c does not exist",
                "/v1/models/a%20b%2Fc/d%2Be | 404 | the model a b/c/d+e does not exist",
                "/v1/models/a%2F%D0%B1:1 | 404 | the model a/б:1 does not exist",
                "/loss/ | 404 | nothing at /loss/; expected no slash at the end",
                "/v2/models/ | 404 | nothing at /v2/models/; expected no slash at the end",
                "/v1/models/a/ | 404 | nothing at /v1/models/a/; expected no slash at the end",
                "/nothing | 404 | nothing at /nothing; GET /v3/api-docs says",
                "/loss/x | 404 | nothing at /loss/x; GET /v3/api-docs says",
                "/Loss | 404 | nothing at /Loss; expected /loss\"",
                "/v1/loss | 404 | nothing at /v1/loss; expected /loss\"",
                "/audio/transcriptions | 404 | nothing at /audio/transcriptions; expected /v1/audio/transcriptions\"",
                "/v1/v1/audio/transcriptions | 404 | expected /v1/audio/transcriptions\"",
                "/models | 404 | nothing at /models; expected /v1/models or /v2/models\"",
                "/error/error | 404 | nothing at /error/error; GET /v3/api-docs says"
            })
    void ofPathsSayWhatIsWrongWithThem(String path, int status, String detail) {
        var answer = ask("GET", path, "*/*");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(detail);
        assertThat(answer.header("X-Request-Id")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Expect: the unexpected, 417",
        "Transfer-Encoding: cow, 501",
        "Content-Length: -1, 400",
        "Host: another, 400",
        "Bad\u0000: name, 400",
        "Content-Encoding: br, 415"
    })
    void ofHeaders(String header, int status) {
        requireProblem(
                ask("POST /loss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n"), status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONNECT localhost:22 HTTP/1.1 | A: b | the method CONNECT is not supported",
                "GET /vocabularies HTTP/9.9 | A: b | only HTTP/1.0 and HTTP/1.1 are known",
                "TRACE /loss HTTP/1.1 | A: b | the method is not supported",
                "POST /loss HTTP/1.1 | Transfer-Encoding: gzip, chunked | Transfer-Encoding: only chunked is known",
                "POST /loss HTTP/1.1 | Transfer-Encoding: chunked | chunks of the body that cannot be read",
                "POST /loss?=1 HTTP/1.1 | Content-Type: application/x-npy | expected parameters name=value"
            })
    void byTheServerSayWhatIsWrong(String line, String header, String detail) {
        var answer = ask(line + "\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + header + "\r\n\r\nno chunk\r\n");

        assertThat(answer.text()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "/loss, POST",
        "/vocabularies, 'GET,HEAD'",
        "/v2/models/ctc-loss/infer, POST",
        "/v1/models/one, 'GET,HEAD'",
        "/, 'GET,HEAD'",
        "/actuator/health, 'GET,HEAD'"
    })
    void ofTraceNameTheMethodsOfThePath(String path, String allowed) {
        assertThat(ask("TRACE", path, "*/*").header("Allow")).contains(allowed);
    }

    @Test
    void ofAQueryThatIsTooLongNameTheLimit() {
        var answer = ask("POST /loss?labels=" + "1,".repeat(5000) + "1 HTTP/1.1\r\nHost: localhost\r\nConnection: close"
                + "\r\nContent-Type: application/x-npy\r\nContent-Length: 0\r\n\r\n");

        requireProblem(answer, 400);
        assertThat(answer.text())
                .contains("more than 8192 bytes before the body, the query among them: that is the limit"
                        + " server.max-http-request-header-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type:\r\n", "Content-Type: \r\n"})
    void ofABodyWithoutAType(String header) {
        var answer = ask("POST /loss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                + "Content-Length: 2\r\n\r\n{}");

        requireProblem(answer, 415);
        assertThat(answer.text()).contains("No Content-Type. Expected: application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "text/html;q=2", "a/b/c", "text/plain;q=x", ";;", "/", "application/", "*/json"})
    void whereAcceptCannotBeRead(String accept) {
        requireProblem(ask("GET", "/vocabularies", accept), 406);
        requireProblem(ask("POST", "/loss", accept), 406);
        requireProblem(ask("GET", "/nowhere", accept), 404);
        requireProblem(ask("DELETE", "/loss", accept), 405);
        requireProblem(ask("GET", "/v3/api-docs", accept), 406);
        requireProblem(ask("GET", "/actuator/prometheus", accept), 406);
        requireProblem(ask("TRACE", "/loss", accept), 405);
        for (var path : new String[] {"/v2/nothing", "/v2/models"}) {
            var answer = ask("GET", path, accept);
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.text()).contains("{\"error\":\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "audio/wav", "text/plain", "application/*", "*/*;q=0"})
    void whereAcceptHasNoRoomForThem(String accept) {
        requireProblem(ask("POST", "/features", accept), 415);
        requireProblem(ask("GET", "/nowhere", accept), 404);
        requireProblem(ask("DELETE", "/loss", accept), 405);
    }

    private RawConnection.Answer ask(String method, String path, String accept) {
        return ask("%s %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nContent-Type: application/json\r\n"
                        .formatted(method, path, accept)
                + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
    }

    private RawConnection.Answer ask(String request) {
        try (var client = new RawConnection(port)) {
            client.send(request);
            return client.answer(Duration.ofSeconds(20));
        }
    }

    private static void requireProblem(RawConnection.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(answer.text()).contains("application/problem+json");
        assertThat(answer.header("X-Request-Id")).as(answer.text()).isPresent();
        assertThat(answer.text()).contains("\"status\":" + status, "\"detail\":\"");
    }
}
