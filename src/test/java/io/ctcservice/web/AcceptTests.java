package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests of what {@code Accept} refuses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2">RFC 9110, 12.4.2 and 12.5.1</a>
 */
@ServiceTest
final class AcceptTests {

    private final ServiceClient service;

    AcceptTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/vtt;q=0",
                "text/vtt; q=0.000",
                "text/vtt;charset=utf-8;q=0",
                "*/*;q=0",
                "image/*;q=0, image/png;q=0",
                "application/json;q=0",
                "audio/wav, */*;q=0",
                "application/json;q=0, application/x-npz;q=0, text/*;q=0, image/*;q=0, application/x-subrip;q=0, */*",
                "text/event-stream;q=0"
            })
    void whatHasNoQualityIsNotAcceptable(String accept) {
        var answer = align(accept);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(ServiceClient.json(answer.body()).get("status").asInt()).isEqualTo(406);
        assertThat(answer.body()).containsAnyOf("Accept: names none of the forms", "Acceptable representations: [");
        assertThat(answer.headers().firstValue("Accept"))
                .hasValueSatisfying(forms -> assertThat(forms).contains("application/json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image/png;q=0, image/*              | image/svg+xml
            image/*, image/png;q=0              | image/svg+xml
            application/json;q=0, */*           | application/x-npz
            text/vtt;q=0, text/*                | text/x-ctm
            text/*;q=0, text/vtt                | text/vtt
            */*;q=0, application/x-npz          | application/x-npz
            image/png, image/*;q=0              | image/png
            application/json, text/vtt;q=0      | application/json
            text/vtt;q=0, */*                   | application/json
            */*;q=0.001                         | application/json
            text/vtt;q=0, text/vtt              | text/vtt
            text/event-stream;q=0, text/vtt     | text/vtt
            """)
    void theMostSpecificRangeCounts(String accept, String type) {
        var answer = align(accept);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(actual -> assertThat(actual).startsWith(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vocabularies", "/networks", "/v1/models", "/v2/models"})
    void documentsHaveNoOtherForm(String path) {
        assertThat(get(path, "application/json;q=0, */*").statusCode()).isEqualTo(406);
        assertThat(get(path, "*/*;q=0").statusCode()).isEqualTo(406);
        assertThat(get(path, "text/html;q=0, */*").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String accept) {
        return service.send(service.request(path).header("Accept", accept));
    }

    private HttpResponse<String> align(String accept) {
        return service.send(service.request("/align")
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(ServiceClient.example("align"))));
    }
}
