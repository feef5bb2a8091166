package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.SilentReader;
import io.ctcservice.testing.StreamClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Tests of clients that do not read what they are told: all partial readings together are more than is on its way at a time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.stream.max-send=8s"})
@Import(SlowReaderTests.SmallBuffers.class)
@ExtendWith(OutputCaptureExtension.class)
final class SlowReaderTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MESSAGES = 60;
    private static final int LABELS = 500; // a message; the partial reading of the last has 30,000
    private static final String START = "{\"type\":\"start\",\"decoder\":\"greedy\",\"vocabulary\":[\"a\",\"b\",\"_\"],"
            + "\"blank\":2,\"classes\":3,\"dtype\":\"float32\",\"scores\":\"logits\"}";

    private final int port;
    private final MeterRegistry registry;
    private final double droppedBefore;

    SlowReaderTests(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        this.port = port;
        this.registry = registry;
        this.droppedBefore = dropped();
    }

    /** Small buffers of the system, so that what is sent is soon what is read. */
    @TestConfiguration
    static class SmallBuffers {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
            return tomcat -> tomcat.addConnectorCustomizers(
                    connector -> connector.setProperty("socket.txBufSize", Integer.toString(8192)));
        }
    }

    @AfterEach
    void nothingIsLeftBehind() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(registry.get("ctc.permits.used")
                            .tag("kind", "streams")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.get("ctc.stream.memory.used").gauge().value()).isZero();
        });
    }

    private double dropped() {
        return registry.get("ctc.stream.dropped").counter().count();
    }

    private static byte[] letters() {
        var scores = new float[3 * LABELS];
        for (int t = 0; t < LABELS; t++) {
            scores[3 * t + t % 2] = 9;
        }
        return StreamClient.floats(scores);
    }

    private SilentReader told() {
        return told(port);
    }

    /** Returns a client that has been told more than is on its way at a time. */
    static SilentReader told(int port) {
        var client = new SilentReader(port, "/stream");
        client.say(START);
        for (int i = 0; i < MESSAGES; i++) {
            client.say(letters());
        }
        return client;
    }

    @Test
    void whoReadsLateMissesPartialReadingsAndNeverTheFinalOne() {
        try (var client = told()) {
            await().atMost(PATIENCE).until(() -> dropped() - droppedBefore > MESSAGES / 2);
            client.say("{\"type\":\"end\"}");
            var heard = client.hearAll();

            var last = heard.messages().getLast();
            assertThat(last.get("type").asString()).isEqualTo("final");
            assertThat(last.get("labels")).hasSize(MESSAGES * LABELS);
            assertThat(heard.code()).isEqualTo(1000);
            assertThat(heard.messages().size() - 1 + dropped() - droppedBefore)
                    .as("partial readings, sent or dropped")
                    .isEqualTo(MESSAGES);
        }
    }

    @Test
    void whoNeverReadsIsCutOffWithoutAWord(CapturedOutput output) {
        try (var client = told()) {
            client.say("{\"type\":\"end\"}");
            nothingIsLeftBehind();
            assertThat(client.hearAll().code()).isEqualTo(1006);
        }
        assertThat(output.getAll()).doesNotContain("ERROR", "A stream failed");
    }
}
