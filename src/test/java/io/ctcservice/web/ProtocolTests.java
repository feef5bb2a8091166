package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of requests that reach no endpoint. */
@ServiceTest
final class ProtocolTests {

    private static final String GOOD = "{\"utterances\":[{\"emissions\":[[1,2]],\"labels\":[0]}],\"blank\":1}";
    private static final int MEGABYTE = 1 << 20;

    private final int port;
    private final ServiceClient service;

    ProtocolTests(@LocalServerPort int port) {
        this.port = port;
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @CsvSource({"GET, 405", "PUT, 405", "DELETE, 405", "FOO, 405", "HEAD, 405", "OPTIONS, 200"})
    void methodsThatAnEndpointLacksAreNotAllowed(String method, int status) {
        var response = service.send(service.request("/loss").method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("POST"));
    }

    @ParameterizedTest
    @CsvSource({
        "/loss, '[POST,OPTIONS]'",
        "/vocabularies, '[GET,HEAD,OPTIONS]'",
        "/, '[GET,HEAD,OPTIONS]'",
        "/actuator/health, '[GET,HEAD,OPTIONS]'",
        "/nope, []"
    })
    void optionsNamesTheMethodsThatThereAre(String path, String methods) {
        var headers = service.send(service.request(path).method("OPTIONS", BodyPublishers.noBody()))
                .headers();

        assertThat(headers.allValues("Allow")).hasToString(methods);
        assertThat(headers.firstValue("Accept-Patch")).isEmpty();
    }

    @Test
    void whereThereIsGetThereIsHead() {
        var response = service.send(service.request("/vocabularies").method("PUT", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().allValues("Allow")).containsExactly("GET,HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json;charset=foo",
                "application///",
                "video/mp4",
                "audio/*",
                "image/*",
                "*/*"
            })
    void otherContentTypesAreUnsupported(String contentType) {
        var response = service.post("/loss", contentType, BodyPublishers.ofString(GOOD));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"audio/*, audio/wav", "image/*, image/png"})
    void aRangeOfContentTypesIsAnsweredWithOneOfThem(String range, String type) {
        var response = service.post("/emissions?network=print", range, BodyPublishers.ofString("-"));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body())
                .contains("Content-Type '" + range + "' is a range of types; expected one of them, such as " + type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "image/*", "application/*", "text/plain", "application/json;charset=foo"})
    void tensorsAreTakenAsNoOtherContentType(String contentType) {
        var response =
                service.post("/v2/models/ctc-loss/infer", contentType, BodyPublishers.ofString("{\"inputs\":[]}"));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "UTF-16", "iso-8859-1"})
    void anAnswerIsUnicodeWhateverCharsetIsAccepted(String charset) {
        for (var path : List.of("/vocabularies", "/nothing")) {
            var response = service.send(service.request(path).header("Accept", "application/json;charset=" + charset));

            assertThat(response.statusCode()).isEqualTo(path.equals("/nothing") ? 404 : 200);
            assertThat(response.body()).startsWith("{");
        }
    }

    @Test
    void aClientMayKnowManyLanguages() {
        var languages = "en,de,fr,it,es,pt,nl,sv,da,fi,".repeat(50) + "nb";

        assertThat(service.send(service.request("/vocabularies").header("Accept-Language", languages))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyWithoutContentTypeIsUnsupported() {
        var response = service.send(service.request("/loss").POST(BodyPublishers.ofString(GOOD)));

        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void whatNobodyCanWriteIsNotAcceptable() {
        var response = service.send(service.request("/loss")
                .header("Content-Type", "application/json")
                .header("Accept", "audio/wav")
                .POST(BodyPublishers.ofString(GOOD)));

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void unknownPathsAreNotFound() {
        var response = service.get("/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%00", "/..%2f..%2fetc", "/loss?a[]={}|"})
    void malformedPathsAreBadRequests(String path) throws IOException {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"status\":400");
    }

    @Test
    void aBodyThatIsDeclaredTooLargeIsRefused() {
        var body = BodyPublishers.ofByteArray(blanks(33 * MEGABYTE));
        var response = service.post("/loss", "application/json", body);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("33554432 bytes");
    }

    @Test
    void aBodyInChunksThatTurnsOutTooLargeIsRefused() {
        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blanks(33 * MEGABYTE)));
        var response = service.post("/loss", "application/json", body);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("33554432 bytes");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] blanks(int length) {
        var blanks = new byte[length];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }
}
