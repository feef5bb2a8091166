package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.StreamClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of streams that have 4 KB together, and 64 bytes for the labels of one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.stream.memory=4160B"})
final class StreamMemoryTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String START =
            "{\"type\":\"start\",\"decoder\":\"greedy\",\"blank\":1,\"classes\":2,\"dtype\":\"float32\",\"scores\":\"logits\"}";
    private static final String END = "{\"type\":\"end\"}";
    private static final String FLUSH = "{\"type\":\"flush\"}";
    private static final int ROWS_OF_2_KB = 256;

    private final int port;
    private final MeterRegistry registry;

    StreamMemoryTests(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        this.port = port;
        this.registry = registry;
    }

    private StreamClient open() throws IOException {
        return new StreamClient(port, "/stream").say(START);
    }

    private void isOver(StreamClient stream) throws IOException {
        var error = stream.hear();
        assertThat(error.get("status").asInt()).isEqualTo(503);
        assertThat(error.get("detail").asString()).contains("ctc.stream.memory");
        assertThat(stream.closed().code()).isEqualTo(1013);
    }

    private static byte[] rows(int count) {
        var scores = new float[2 * count];
        Arrays.fill(scores, 1);
        return StreamClient.floats(scores);
    }

    @AfterEach
    void allOfItIsGivenBack() {
        await().atMost(PATIENCE).until(() -> used() == 0);
    }

    private double used() {
        return registry.get("ctc.stream.memory.used").gauge().value();
    }

    @Test
    void aMessageThatThereIsNoRoomForEndsTheStreamForNow() throws IOException {
        double before = closed("1013");
        var stream = open().say(rows(3 * ROWS_OF_2_KB));
        isOver(stream);
        assertThat(closed("1013") - before).isEqualTo(1);
    }

    @Test
    void aBeamThatThereIsNoRoomForDoesNotBegin() throws IOException {
        isOver(new StreamClient(port, "/stream").say(START.replace("greedy", "beam")));
    }

    @Test
    void labelsThatThereIsNoRoomForEndTheStream() throws IOException {
        var stream = open();
        var heard = stream.say(ofLabels(100)).hear();
        int frames = 0;
        while (heard.get("type")
                .asString()
                .equals("partial")) { // one message at a time, so that there is room for each
            frames = heard.get("frames").asInt();
            heard = stream.say(ofLabels(100)).hear();
        }
        assertThat(heard.get("type").asString()).as(heard.toString()).isEqualTo("final");
        assertThat(heard.get("reason").asString()).isEqualTo("end");
        assertThat(heard.get("end").asInt()).isGreaterThan(frames);
        assertThat(stream.hear().get("status").asInt()).isEqualTo(503);
        assertThat(stream.closed().code()).isEqualTo(1013);
    }

    /** Returns rows of which every other one is a label. */
    private static byte[] ofLabels(int count) {
        var scores = new float[4 * count];
        for (int t = 0; t < 2 * count; t++) {
            scores[2 * t + t % 2] = 9;
        }
        return StreamClient.floats(scores);
    }

    @Test
    void whatAnotherStreamKeepsIsNotTakenFromIt() throws IOException {
        var one = open().say(rows(ROWS_OF_2_KB)); // which are received and kept: all there is
        one.hear();
        await().atMost(PATIENCE).until(() -> used() == 2048 + 64);
        var other = open();
        assertThat(other.say(rows(ROWS_OF_2_KB + 1)).hear().get("status").asInt())
                .isEqualTo(503);
        assertThat(one.say(END).hearWhole().get("logProb").isNumber()).isTrue();
    }

    @Test
    void emissionsThatThereIsNoRoomForAreReadWithoutTheirProbability() throws IOException {
        var stream = open();
        var last = stream.say(rows(ROWS_OF_2_KB + 1)).say(FLUSH).hearWhole();
        var next = stream.say(rows(1)).say(END).hearWhole();

        assertThat(last.get("end").asInt()).isEqualTo(ROWS_OF_2_KB + 1);
        assertThat(last.get("logProb").isNull()).isTrue();
        assertThat(last.at("/warnings/0/detail").asString()).contains("ctc.stream.memory");
        assertThat(next.get("logProb").isNumber()).as("of a short one after it").isTrue();
    }

    private double closed(String code) {
        var counter = registry.find("ctc.stream.closed").tag("code", code).counter();
        return counter == null ? 0 : counter.count();
    }
}
