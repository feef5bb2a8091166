package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of the memory that recordings take while they arrive: what their emissions need is known only then. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.overload.emissions-in-flight=32KB", // 20 s: 50 frames of 4 classes, 8 bytes each, a second
            "ctc.overload.max-wait=500ms",
            "ctc.networks.tones.windows.seconds=2",
            "ctc.networks.tones.windows.overlap=0.5"
        })
final class RecordingMemoryTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String AUDIO = "audio/wav";
    private static final String PATH = "/decode?network=tones";

    @TempDir
    private static Path folder;

    private final int port;
    private final Gauge held;

    RecordingMemoryTests(@LocalServerPort int port, @Autowired MeterRegistry registry) {
        this.port = port;
        this.held = registry.get("ctc.permits.used")
                .tag("kind", "emissionKibibytes")
                .gauge();
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        ToneNetwork.register(folder, registry);
    }

    @Test
    void recordingsThatTogetherNeedMoreThanThereIsAreRefusedAndNotBegun() {
        byte[] wav = wav(75);
        int most = wav.length - 2 * ToneNetwork.SAMPLE_RATE;
        try (var slow = new RawConnection(port)) {
            slow.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + AUDIO + "\r\nContent-Length: "
                    + wav.length + "\r\n\r\n");
            slow.send(Arrays.copyOf(wav, most));
            await().atMost(PATIENCE).until(() -> held.value() > 18);

            var refused = post(wav);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            slow.send(Arrays.copyOfRange(wav, most, wav.length));
            assertThat(slow.answer(PATIENCE).status()).isEqualTo(200);
        }
        await().atMost(PATIENCE).until(() -> held.value() == 0);
        assertThat(post(wav).statusCode()).isEqualTo(200);
    }

    @Test
    void aRecordingAloneHasItsOwnLimits() {
        assertThat(post(wav(150)).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(byte[] wav) {
        return new ServiceClient(port).post(PATH, AUDIO, BodyPublishers.ofByteArray(wav));
    }

    /** Returns letters of a fifth of a second each. */
    private static byte[] wav(int letters) {
        double[] sound = ToneNetwork.sound("abc".repeat(letters / 3));
        var samples = new short[sound.length];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (short) Math.round(16_000 * sound[n]);
        }
        return WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, samples);
    }
}
