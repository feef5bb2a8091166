package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Tests of clients that say nothing any more, nor read: while the last response waits for them, the clock goes on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.stream.max-send=3s", "ctc.stream.idle=1s"})
@Import(SlowReaderTests.SmallBuffers.class)
@ExtendWith(OutputCaptureExtension.class)
final class IdleReaderTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void theyAreEndedOnceAndCutOff(
            @LocalServerPort int port, @Autowired MeterRegistry registry, CapturedOutput output) {
        var open = registry.get("ctc.permits.used").tag("kind", "streams").gauge();
        try (var client = SlowReaderTests.told(port)) {
            await().atMost(PATIENCE).until(() -> open.value() == 1);
            await().atMost(PATIENCE).until(() -> open.value() == 0);
            assertThat(client.hearAll().code()).isEqualTo(1006);
        }
        assertThat(output.getAll()).doesNotContain("Suspend of the message", "ERROR", "A stream failed");
    }
}
