package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of computations that would take hours, in Java or in the native code of a network, on a server that gives each 100 ms. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.overload.max-computation=100ms",
            "ctc.overload.look-every=20ms",
            "ctc.overload.computations=1"
        })
@Timeout(120)
final class ComputationTimeTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] MUCH =
            WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, new short[12 * ToneNetwork.SAMPLE_RATE]);

    @TempDir
    private static Path folder;

    private final ServiceClient service;
    private final int port;
    private final MeterRegistry registry;
    private final double before;

    ComputationTimeTests(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        this.service = new ServiceClient(port);
        this.port = port;
        this.registry = registry;
        this.before = tooLong();
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        var network = ToneNetwork.writeTo(folder);
        Files.write(network.resolve("model.onnx"), ToneNetwork.endless().bytes());
        registry.add("ctc.networks.endless.location", network::toString);
        registry.add("ctc.networks.endless.preset", () -> "wav2vec2");
        registry.add("ctc.networks.endless.sound.normalization", () -> "none");
    }

    @AfterEach
    void oneHasEndedAndItsPermitIsBack() {
        await().atMost(PATIENCE)
                .until(() -> registry.get("ctc.permits.used")
                                .tag("kind", "computations")
                                .gauge()
                                .value()
                        == 0);
        assertThat(tooLong()).isEqualTo(before + 1);
    }

    private double tooLong() {
        return registry.get("ctc.cancelled").tag("reason", "tooLong").counter().count();
    }

    @Test
    void aComputationThatTakesTooLongIsRefused() {
        assertTooLong(service.post("/decode", HangUpTests.Endless.DECODE.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/decode?", "/emissions?", "/align?target=a&", "/loss?target=a&", "/spot?keywords=a&"})
    void soIsTheRunOfANetworkInNativeCode(String path) {
        assertTooLong(service.post(path + "network=endless", "audio/wav", BodyPublishers.ofByteArray(MUCH)));
    }

    private static void assertTooLong(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("ctc.overload.max-computation", "\"errors\"");
    }

    @Test
    void soItIsWhereProgressIsTold() {
        var answer = service.send(service.request("/decode?network=endless")
                .header("Content-Type", "audio/wav")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofByteArray(MUCH)));
        assertThat(answer.body()).contains("event: error\n", "\"status\":422", "ctc.overload.max-computation");
    }

    @Test
    void soItIsInOpenAisForm() {
        var form = new Form()
                .part("Content-Disposition: form-data; name=\"model\"", "endless".getBytes(StandardCharsets.US_ASCII))
                .part("Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"", MUCH);
        var answer = service.post(
                "/v1/audio/transcriptions", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("{\"error\":{\"message\":", "ctc.overload.max-computation");
    }

    @Test
    void soIsAMessageOfAStream() throws IOException {
        int rows = 50_000;
        var message = new float[5 * rows];
        for (int i = 0; i < message.length; i++) {
            message[i] = 7 * i % 11 / 10f;
        }
        var stream = new StreamClient(port, "/stream")
                .say("{\"type\":\"start\",\"blank\":4,\"classes\":5,\"dtype\":\"float32\",\"scores\":\"logits\","
                        + "\"beamWidth\":1024,\"tokenMinLogProb\":-1000,\"beamMinLogProb\":-1000}")
                .say(StreamClient.floats(message));
        assertThat(stream.hear().path("detail").asString()).contains("ctc.overload.max-computation");
        assertThat(stream.closed().code()).isEqualTo(1008);
    }
}
