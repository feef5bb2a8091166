package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.WavFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Tests of a server for two requests and one computation at a time, and 64 KB of bodies. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.overload.max-requests=2",
            "ctc.overload.computations=1",
            "ctc.overload.bytes-in-flight=64KB",
            "ctc.overload.max-wait=200ms",
            "ctc.overload.retry-after=3s",
            "ctc.overload.body.grace=1s",
            "server.tomcat.connection-timeout=60s" // whoever sends nothing keeps its place as long as a test needs
        })
@Import(LatchedEndpoints.class)
@ExtendWith(OutputCaptureExtension.class)
final class OverloadTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private LatchedEndpoints latched;

    @Autowired
    private MeterRegistry registry;

    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void leavesNothingBehind() {
        latched.end(10);
        connections.forEach(RawConnection::close);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(used("requests")).isZero();
            assertThat(used("kibibytes")).isZero();
            assertThat(used("computations")).isZero();
        });
        latched.endNoMore();
    }

    @Test
    void answersWith503AndRetryAfterWhileAllProcessorsCompute() {
        var first = send("/latched", "{}");
        awaitUsed("computations", 1);

        var second = send("/latched", "{}").answer(PATIENCE);

        assertThat(second.status()).isEqualTo(503);
        assertThat(second.header("Retry-After")).contains("3");
        assertThat(second.header("Content-Type")).contains("application/problem+json");
        latched.end(1);
        assertThat(first.answer(PATIENCE).status()).isEqualTo(200);
    }

    @Test
    void soundsWaitForAProcessorToo() {
        send("/latched", "{}");
        awaitUsed("computations", 1);
        assertThat(sendSound().answer(PATIENCE).status()).isEqualTo(503);
        latched.end(1);
        awaitUsed("computations", 0);
        assertThat(sendSound().answer(PATIENCE).status()).isEqualTo(200);
    }

    private RawConnection sendSound() {
        byte[] sound = WavFile.ofShorts(8000, new short[400]);
        var connection = connect();
        connection.send(head("/features", sound.length).replace("application/json", "audio/wav"));
        connection.send(sound);
        return connection;
    }

    @Test
    void clientsOfOpenAiAreToldToComeAgainInItsFormWhileAllProcessorsCompute() {
        send("/latched", "{}");
        awaitUsed("computations", 1);
        byte[] form = new Form()
                .part("Content-Disposition: form-data; name=\"model\"", "whisper-1".getBytes(StandardCharsets.US_ASCII))
                .part("Content-Disposition: form-data; name=\"file\"", WavFile.ofShorts(8000, new short[4000]))
                .complete();
        var connection = connect();
        connection.send(head("/v1/audio/transcriptions", form.length).replace("application/json", Form.CONTENT_TYPE));
        connection.send(form);

        assertIsOverloadedForOpenAi(connection.answer(PATIENCE));
    }

    @Test
    void clientsOfOpenAiAreToldToComeAgainInItsForm() {
        slowlySent();
        slowlySent();
        awaitUsed("requests", 2);

        assertIsOverloadedForOpenAi(send("/v1/audio/transcriptions", "{}").answer(PATIENCE));
    }

    private static void assertIsOverloadedForOpenAi(RawConnection.Answer refused) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).contains("3");
        assertThat(refused.header("Content-Type")).contains("application/json");
        assertThat(refused.text())
                .contains(
                        "{\"error\":{\"message\":\"overloaded",
                        "\"type\":\"server_error\",\"param\":null,\"code\":null}}");
    }

    @Test
    void aHandlerThatReadsItsBodyItselfWaitsForAProcessorToo() {
        var first = send("/latched", "{}");
        awaitUsed("computations", 1);

        assertThat(send("/pieces", "x").answer(PATIENCE).status()).isEqualTo(503);
        latched.end(1);
        assertThat(first.answer(PATIENCE).status()).isEqualTo(200);
    }

    @Test
    void computesPieceByPieceAndHoldsNoProcessorBetween() {
        var inPieces = send("/pieces", "xy");
        latched.end(1);
        inPieces.read(1);
        awaitUsed("computations", 1); // the second piece, which waits
        latched.end(1);

        assertThat(inPieces.answer(PATIENCE).text()).endsWith("1\r\ny\r\n0\r\n\r\n");
        awaitUsed("computations", 0);
    }

    @Test
    void refusesMoreRequestsThanItHasRoomForButStillAnswersProbesAndMetrics() {
        slowlySent();
        slowlySent();
        awaitUsed("requests", 2);

        assertThat(send("/loss", "{}").answer(PATIENCE).status()).isEqualTo(503);
        assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("/v2/health/ready").status()).isEqualTo(200);
        var inference = send("/v2/models/ctc-loss/infer", "{}").answer(PATIENCE);
        assertThat(inference.status()).isEqualTo(503);
        assertThat(inference.text()).contains("{\"error\":\"overloaded", "Retry-After: 3");
        assertThat(get("/actuator/prometheus").text()).contains("ctc_permits_used{", "kind=\"requests\"} 2");
    }

    @Test
    void streamsAreOpenedHoweverManyRequestsThereAre() throws IOException {
        slowlySent();
        slowlySent();
        awaitUsed("requests", 2);

        var stream = new StreamClient(port, "/stream")
                .say("{\"type\":\"start\",\"blank\":1,\"classes\":2,\"dtype\":\"float32\",\"scores\":\"logits\"}")
                .say("{\"type\":\"end\"}");
        assertThat(stream.closed().code()).isEqualTo(1000);
        var disguised = send("/loss", "{}", "Upgrade: websocket\r\n").answer(PATIENCE);
        assertThat(disguised.status()).isEqualTo(503);
    }

    @Test
    void countsBodiesByTheirDeclaredLengthBeforeAByteIsRead() {
        var large = connect();
        large.send(head("/loss", 60 << 10));
        awaitUsed("kibibytes", 60);

        var refused = connect();
        refused.send(head("/loss", 8 << 10));

        assertThat(refused.answer(PATIENCE).status()).isEqualTo(503);
    }

    @Test
    void slowSendersHoldNoProcessor() {
        slowlySent();
        awaitUsed("requests", 1);
        latched.end(1);

        assertThat(send("/latched", "{}").answer(PATIENCE).status()).isEqualTo(200);
    }

    @Test
    void endsATrickledBodyWith408() {
        var trickle = connect();
        trickle.send(head("/latched", 1000));
        awaitUsed("requests", 1);
        await().atMost(PATIENCE) // where 1 s is allowed
                .pollInterval(Duration.ofMillis(100))
                .until(() -> used("requests") == 0 || !trickle.send(" "));

        var answer = trickle.answer(PATIENCE);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void hangsUpOnAClientThatTakesItsAnswerTooSlowlyWithoutAWord(CapturedOutput output) {
        try (var slow = new RawConnection(port, /* receiveBuffer= */ 4096)) {
            slow.send(head("/large", 2) + "{}");
            awaitUsed("requests", 1);
            await().atMost(PATIENCE) // all of it would take 40 minutes
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> slow.read(1024) < 0 || used("requests") == 0);
        }
        awaitUsed("requests", 0);
        assertThat(output.getAll()).doesNotContain("too slowly", "Servlet.service()");
    }

    @Test
    void letsAClientTakeALargeAnswer() {
        try (var client = new RawConnection(port)) {
            client.send(head("/large", 2) + "{}");

            long taken = 0;
            for (int read = 0; read >= 0 && taken < 24 << 20; read = client.read(1 << 16)) {
                taken += read;
            }
            assertThat(taken).isGreaterThanOrEqualTo(24 << 20);
        }
    }

    @Test
    void refusesABodyThatWouldNotFitAndNamesTheLimit() {
        var tooLarge = connect();
        tooLarge.send(head("/loss", 65 << 10));
        tooLarge.send(new byte[65 << 10]);
        var answer = tooLarge.answer(PATIENCE);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("ctc.overload.bytes-in-flight");
    }

    private RawConnection slowlySent() {
        var connection = connect();
        connection.send(head("/loss", 100));
        return connection;
    }

    private RawConnection send(String path, String body) {
        return send(path, body, "");
    }

    private RawConnection send(String path, String body, String headers) {
        var connection = connect();
        connection.send(head(path, body.length()).replaceFirst("\r\n\r\n$", "\r\n" + headers + "\r\n") + body);
        return connection;
    }

    private RawConnection.Answer get(String path) {
        var connection = connect();
        connection.send("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
        return connection.answer(PATIENCE);
    }

    private static String head(String path, int length) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, length);
    }

    private RawConnection connect() {
        var connection = new RawConnection(port);
        connections.add(connection);
        return connection;
    }

    private double used(String kind) {
        return registry.get("ctc.permits.used").tag("kind", kind).gauge().value();
    }

    private void awaitUsed(String kind, double count) {
        await().atMost(PATIENCE).until(() -> used(kind) == count);
    }
}
