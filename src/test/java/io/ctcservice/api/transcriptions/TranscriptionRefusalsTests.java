package io.ctcservice.api.transcriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What filters refuse is told as OpenAI's clients know it, too. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a",
            "ctc.limits.binary-body=50KB",
            "ctc.limits.recording-body=1MB"
        })
final class TranscriptionRefusalsTests {

    private static final String PATH = "/v1/audio/transcriptions";
    private static final int TWO_SECONDS = 32_000; // of 2 bytes each: more than there is room for in memory

    @TempDir
    private static Path folder;

    private final ServiceClient service;

    TranscriptionRefusalsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        ToneNetwork.register(folder, registry);
    }

    @Test
    void whoHasNoKey() {
        var answer = service.send(service.request(PATH)
                .header("Content-Type", Form.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(form(true, 100))));
        assertError(answer, 401, "invalid_api_key", "API key");
        assertError(service.get("/v1/models"), 401, "invalid_api_key", "API key");
        assertThat(send(service.request("/v1/models").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsLargerThanAnyRecording() {
        assertError(post(form(true, 600_000)), 413, null, "ctc.limits.recording-body");
    }

    @Test
    void whatIsCompressed() {
        var answer = send(service.request(PATH)
                .header("Content-Type", Form.CONTENT_TYPE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(form(true, 100))));
        assertError(answer, 400, null, "Content-Encoding");
    }

    @Test
    void largeFilesBeforeTheModelAreToldToComeBehindIt() {
        assertError(post(form(false, TWO_SECONDS)), 413, null, "expected the field \"model\" before \"file\"");
        assertThat(post(form(true, TWO_SECONDS)).statusCode()).isEqualTo(200);
        assertThat(post(form(false, 10_000)).statusCode()).isEqualTo(200);
    }

    @Test
    void fieldsThatAreNoUtf8() {
        var form = new Form();
        model(form);
        form.part(
                "Content-Disposition: form-data; name=\"hotwords\"\r\nContent-Type: text/plain; charset=ISO-8859-1",
                "café".getBytes(StandardCharsets.ISO_8859_1));
        assertError(post(form.complete()), 400, "invalid_value", "bytes that are no UTF-8; expected text in UTF-8");
    }

    /** Gateways add parameters of their own. */
    @Test
    void fieldsInTheQuery() {
        byte[] form = form(true, 100);
        for (String field : List.of("response_format=srt", "model=x", "include%5B%5D=logprobs")) {
            assertError(
                    post(PATH + "?" + field, form),
                    400,
                    "invalid_value",
                    "in the query; expected as a field of the form");
        }
        assertThat(post(PATH + "?api-version=1", form).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(byte[] form) {
        return post(PATH, form);
    }

    private HttpResponse<String> post(String path, byte[] form) {
        return send(
                service.request(path).header("Content-Type", Form.CONTENT_TYPE).POST(BodyPublishers.ofByteArray(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return service.send(request.header("Authorization", "Bearer correct horse battery staple"));
    }

    private static byte[] form(boolean isModelFirst, int samples) {
        var form = new Form();
        if (isModelFirst) {
            model(form);
        }
        form.part(
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav",
                WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, new short[samples]));
        if (!isModelFirst) {
            model(form);
        }
        return form.complete();
    }

    private static void model(Form form) {
        form.part("Content-Disposition: form-data; name=\"model\"", "tones".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertError(HttpResponse<String> answer, int status, @Nullable String code, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        var error = ServiceClient.json(answer.body()).path("error");
        assertThat(error.path("message").asString()).as(answer.body()).contains(message);
        assertThat(error.path("code").asString("null")).isEqualTo(String.valueOf(code));
    }
}
