package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.StreamClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the limits of streams: places, sizes, times, what is kept, keys and origins. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.overload.computations=1",
            "ctc.overload.max-wait=1ms",
            "ctc.stream.max-open=2",
            "ctc.stream.max-message=64B",
            "ctc.stream.max-text=1KB",
            "ctc.stream.max-segment=48B", // three rows
            "ctc.stream.idle=2s",
            "ctc.security.allowed-origins=https://friend.example",
            // of "secret"
            "ctc.security.api-keys.lab=2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
        })
final class StreamLimitsTests {

    private static final String START =
            "{\"type\":\"start\",\"vocabulary\":[\"a\",\"b\",\" \",\"_\"],\"blank\":3,\"classes\":4,"
                    + "\"dtype\":\"float32\",\"scores\":\"logits\",\"include\":[\"words\"]}";
    private static final String END = "{\"type\":\"end\"}";
    private static final byte[] A = StreamClient.floats(9, 0, 0, 0);
    private static final byte[] QUIET = StreamClient.floats(0, 0, 0, 9);
    private static final String[] KEY = {"Authorization", "Bearer secret"};

    private final int port;

    StreamLimitsTests(@LocalServerPort int port) {
        this.port = port;
    }

    /** Waits until the places are free again: a client hears of its end before that. */
    @AfterEach
    void awaitFreePlaces(@Autowired MeterRegistry registry) {
        var taken = registry.get("ctc.permits.used").tag("kind", "streams").gauge();
        await().until(() -> taken.value() == 0);
    }

    private StreamClient open() throws IOException {
        return new StreamClient(port, "/stream", KEY);
    }

    private static HttpResponse<?> refusal(int port, String path, String... headers) {
        var refused =
                catchThrowableOfType(WebSocketHandshakeException.class, () -> new StreamClient(port, path, headers));
        return refused.getResponse();
    }

    @Test
    void onlySoManyStreamsAreOpenAtATime() throws IOException {
        var one = open();
        var other = open();
        var refusal = refusal(port, "/stream", KEY);
        one.say(START).say(END).closed();
        other.cut();

        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whatIsTooLargeEndsTheStream() throws IOException {
        assertThat(open().say(START).say(new byte[65]).closed().code()).isEqualTo(1009);
        assertThat(open().say("{" + " ".repeat(1100) + "}").closed().code()).isEqualTo(1009);
    }

    @Test
    void whoSaysNothingGetsWhatWasReadAndIsPutOut() throws IOException {
        var stream = open().say(START).say(A);
        var last = stream.hearWhole();
        var error = stream.hear();

        assertThat(last.get("reason").asString()).isEqualTo("idle");
        assertThat(last.get("text").asString()).isEqualTo("a");
        assertThat(error.get("detail").asString()).contains("ctc.stream.idle");
        assertThat(stream.closed().code()).isEqualTo(1008);
    }

    @Test
    void segmentsThatAreTooLongToKeepAreReadWithoutTheirProbability() throws IOException {
        var stream = open().say(START).say(A).say(QUIET).say(A).say(QUIET);
        var last = stream.say("{\"type\":\"flush\"}").hearWhole();
        var next = stream.say(A).say(END).hearWhole();

        assertThat(last.get("text").asString()).isEqualTo("aa");
        assertThat(last.get("logProb").isNull()).isTrue();
        assertThat(last.has("words")).isFalse();
        assertThat(last.at("/warnings/0/detail").asString()).contains("ctc.stream.max-segment");
        assertThat(next.get("logProb").isNumber()).as("of a short one after it").isTrue();
        assertThat(next.at("/words/0/start").asInt()).isEqualTo(4);
    }

    @Test
    void aFloodOfTinyMessagesIsRead() throws IOException {
        var stream = open().say(START);
        for (int i = 0; i < 1000; i++) {
            stream.say(i % 2 == 0 ? A : QUIET).say(new byte[0]);
        }
        var last = stream.say(END).hearWhole();

        assertThat(last.get("end").asInt()).isEqualTo(1000);
        assertThat(last.get("labels")).hasSize(500);
    }

    @Test
    void streamsThatTalkAtOnceWaitForAProcessorLongerThanRequests() throws IOException {
        var one = open().say(START);
        var other = open().say(START);
        for (int i = 0; i < 500; i++) {
            one.say(A);
            other.say(A);
        }

        assertThat(one.say(END).hearWhole().get("end").asInt()).isEqualTo(500);
        assertThat(other.say(END).hearWhole().get("end").asInt()).isEqualTo(500);
    }

    @Test
    void whoHasNoKeyIsToldAndPutOut() throws IOException {
        for (String path : Arrays.asList("/stream", "/stream?access_token=guess", "/vosk")) {
            var stream = new StreamClient(port, path);
            var error = stream.hear();

            assertThat(error.get("status").asInt()).isEqualTo(401);
            assertThat(stream.closed().code()).isEqualTo(1008);
        }
        var stream = new StreamClient(port, "/stream", "X-API-Key", "guess")
                .say(START)
                .say(A);
        assertThat(stream.hear().get("type").asString()).isEqualTo("error");
    }

    @Test
    void aKeyComesInAHeaderOrFromBrowsersInTheQueryOfAStreamAlone() throws IOException {
        for (var stream : Arrays.asList(open(), new StreamClient(port, "/stream", "X-API-Key", "secret"))) {
            assertThat(stream.say(START).say(END).closed().code()).isEqualTo(1000);
        }
        var byQuery = new StreamClient(port, "/stream?access_token=secret");
        assertThat(byQuery.say(START).say(END).closed().code()).isEqualTo(1000);
        var service = new ServiceClient(port);
        assertThat(service.get("/vocabularies?access_token=secret").statusCode())
                .isEqualTo(401);
        assertThat(service.get("/stream?access_token=secret").statusCode()).isEqualTo(401);
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws IOException {
        assertThat(refusal(port, "/stream", "Origin", "https://evil.example", KEY[0], KEY[1])
                        .statusCode())
                .isEqualTo(403);
        assertThat(refusal(port, "/stream", "Origin", "null", KEY[0], KEY[1]).statusCode())
                .isEqualTo(403);
        var friend = new StreamClient(port, "/stream", "Origin", "https://friend.example", KEY[0], KEY[1]);
        assertThat(friend.say(START).say(END).closed().code()).isEqualTo(1000);
    }

    @Test
    void unknownParametersAreRefused() {
        assertThat(refusal(port, "/stream?network=x", KEY).statusCode()).isEqualTo(422);
    }
}
