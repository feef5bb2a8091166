package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * Tests of clients that disconnect during computations that would take minutes, on a server for one at a time. That a
 * computation did not just end by itself is told by its status and by the counter, not by a clock.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.overload.computations=1",
            "ctc.overload.bytes-in-flight=64MB",
            "ctc.overload.max-wait=60s",
            "ctc.overload.look-every=20ms",
            "ctc.limits.max-cells=1000000000000000"
        })
@Import(LatchedEndpoints.class)
final class HangUpTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHORT = "{\"utterances\":[{\"emissions\":[[1,2]],\"labels\":[0]}],\"blank\":1}";

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private LatchedEndpoints latched;

    @Autowired
    private ConnectionWatch connectionWatch;

    /** Requests that keep a processor busy for minutes. */
    enum Endless {
        DECODE("\"decoder\":\"beam\",\"beamWidth\":1024,\"tokenMinLogProb\":-1000,\"beamMinLogProb\":-1000", ""),
        LOSS("\"include\":[\"gradient\"]", "\"labels\":[" + "0,1,".repeat(10_000) + "0]"),
        ALIGN("\"secondsPerFrame\":0.02", "\"labels\":[" + "0,1,".repeat(10_000) + "0]"),
        SPOT("\"keywords\":[" + ("{\"labels\":[" + "0,1,".repeat(2000) + "0]},").repeat(100) + "{\"labels\":[0]}]", "");

        private final String body;

        Endless(String settings, String target) {
            var frames = "[3,1,4,1,5],[9,2,6,5,3],".repeat(20_000) + "[5,8,9,7,9]";
            var utterance = "{\"emissions\":[" + frames + "]" + (target.isEmpty() ? "" : "," + target) + "},";
            var utterances = utterance.repeat(20);
            body = "{\"utterances\":[" + utterances.substring(0, utterances.length() - 1) + "],\"blank\":4," + settings
                    + "}";
        }

        String path() {
            return "/" + name().toLowerCase(Locale.ROOT);
        }

        String body() {
            return body;
        }

        String request() {
            return HangUpTests.request(path(), body);
        }
    }

    private static String request(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    @AfterEach
    void leavesNothingBehind() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(used("computations")).isZero();
            assertThat(used("requests")).isZero();
            assertThat(ForkJoinPool.commonPool().isQuiescent()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatHangsUpFreesItsPermitAndItsWorkEnds(Endless endless) {
        double before = hangUps();
        long endedBefore = ended(endless);
        try (var client = new RawConnection(port)) {
            client.send(endless.request());
            await().atMost(PATIENCE).until(() -> used("computations") == 1);
        }

        await().atMost(PATIENCE).until(() -> used("computations") == 0);
        assertThat(hangUps() - before).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> ended(endless) == endedBefore + 1);
    }

    @Test
    void theNextClientIsServedAtOnce() {
        try (var client = new RawConnection(port)) {
            client.send(Endless.DECODE.request());
            await().atMost(PATIENCE).until(() -> used("computations") == 1);
        }
        try (var next = new RawConnection(port)) {
            next.send(request("/loss", SHORT));

            assertThat(next.answer(PATIENCE).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatWaitsIsAnsweredHoweverOftenItsConnectionIsLookedAt() {
        try (var client = new RawConnection(port)) {
            for (int i = 0; i < 3; i++) { // the same connection, kept alive
                client.send(request("/latched", "{}"));
                awaitAFewLooks();
                latched.end(1);

                assertThat(client.answer(PATIENCE).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theNextRequestOfAPipelineStaysWholeAlthoughItsBeginningIsSeen() {
        double before = hangUps();
        var next = request("/loss", SHORT);
        try (var client = new RawConnection(port)) {
            client.send(request("/latched", "{\"first\":\"\"}") + next.substring(0, 1));
            awaitAFewLooks();
            client.send(next.substring(1, 30));
            client.send(next.substring(30));
            latched.end(1);

            var said = new StringBuilder();
            while (said.toString().split("HTTP/1.1 200", -1).length < 3) {
                var answer = client.answer(PATIENCE);
                assertThat(answer.text()).as("after " + said).isNotEmpty();
                said.append(answer.text());
            }
            assertThat(said.indexOf("\"first\"")).isBetween(0, said.indexOf("\"loss\""));
        }
        assertThat(hangUps()).isEqualTo(before);
    }

    private void awaitAFewLooks() {
        await().atMost(PATIENCE).until(() -> used("computations") == 1);
        long before = connectionWatch.roundsDone();
        await().atMost(PATIENCE).until(() -> connectionWatch.roundsDone() >= before + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void whoClosesOnlyItsHalfOfTheConnectionIsAnswered(String protocol) {
        double before = hangUps();
        try (var client = new RawConnection(port)) {
            client.send(request("/latched", "{\"half\":\"closed\"}").replace("HTTP/1.1", protocol));
            client.endSending();
            awaitAFewLooks();
            latched.end(1);

            assertThat(client.answer(PATIENCE).text()).containsPattern("HTTP/1.1 200[^{]*\\{\"half\":\"closed\"}$");
        }
        assertThat(hangUps()).isEqualTo(before);
    }

    @Test
    void whoClosesItsHalfAndLaterAllIsNoticed() {
        double before = hangUps();
        try (var client = new RawConnection(port)) {
            client.send(Endless.DECODE.request());
            client.endSending();
            assertThat(client.read(100)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n".length());
        }

        await().atMost(PATIENCE).until(() -> used("computations") == 0);
        assertThat(hangUps() - before).isEqualTo(1);
    }

    @Test
    void theHangUpOfAClientThatIsComputedForWithoutABodyIsNoticed() {
        double before = hangUps();
        try (var client = new RawConnection(port)) {
            client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().atMost(PATIENCE).until(() -> used("computations") == 1);
        }

        await().atMost(PATIENCE).until(() -> used("computations") == 0);
        assertThat(hangUps() - before).isEqualTo(1);
    }

    /** Returns how many requests have ended unwanted. */
    private long ended(Endless endless) {
        var timer = registry.find("http.server.requests")
                .tag("uri", endless.path())
                .tag("status", "499")
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private double hangUps() {
        return registry.get("ctc.cancelled").tag("reason", "hangUp").counter().count();
    }

    private double used(String kind) {
        return registry.get("ctc.permits.used").tag("kind", kind).gauge().value();
    }
}
