package io.ctcservice.api.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import io.ctcservice.testing.WavFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class FeaturesEndpointTests {

    private static final byte[] HALF_A_SECOND = WavFile.ofShorts(8000, new short[4000]);

    private final ServiceClient service;

    FeaturesEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theAnswerSaysWhatTheFeaturesAre() {
        var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(HALF_A_SECOND));
        assertThat(response.statusCode()).isEqualTo(200);
        var answer = ServiceClient.json(response.body());
        assertThat(answer.get("sampleRate").asInt()).isEqualTo(8000);
        assertThat(answer.get("channels").asInt()).isEqualTo(1);
        assertThat(answer.get("seconds").asDouble()).isEqualTo(0.5);
        assertThat(answer.get("kind").asString()).isEqualTo("logMel");
        assertThat(answer.get("normalization").asString()).isEqualTo("none");
        assertThat(answer.get("frames").asInt()).isEqualTo(48);
        assertThat(answer.get("dimension").asInt()).isEqualTo(40);
        assertThat(answer.get("secondsPerFrame").asDouble()).isEqualTo(0.01);
        assertThat(answer.get("bandCentres")).hasSize(40);
        assertThat(answer.get("features")).hasSize(48);
        assertThat(answer.at("/features/0")).hasSize(40);
        assertThat(answer.at("/features/0/0").floatValue()).isEqualTo((float) Math.log(1e-10));
    }

    @Test
    void theQueryChoosesWhatAFrameHolds() {
        var response = service.post(
                "/features?kind=mfcc&bands=20&coefficients=5&normalization=meanVariance",
                "audio/x-wav",
                BodyPublishers.ofByteArray(HALF_A_SECOND));
        var answer = ServiceClient.json(response.body());
        assertThat(answer.get("kind").asString()).isEqualTo("mfcc");
        assertThat(answer.get("dimension").asInt()).isEqualTo(5);
        assertThat(answer.get("bandCentres")).hasSize(20);
    }

    @ParameterizedTest(name = "?{0} -> {1}")
    @CsvSource({
        "bands=0, /bands",
        "bands=257, /bands",
        "bands=many, /bands",
        "kind=mfcc&coefficients=41, /coefficients",
        "kind=MFCC, /kind",
        "normalization=all, /normalization",
        "band=3, /band",
        "bands=40&bands=80, /bands",
        "bands=40&bands=40, /bands",
        "kind=mfcc&bands=20&kind=mfcc, /kind",
        "coefficients=&coefficients=3, /coefficients"
    })
    void aWrongParameterIsPointedAt(String query, String pointer) {
        var response = service.post("/features?" + query, "audio/wav", BodyPublishers.ofByteArray(HALF_A_SECOND));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(ServiceClient.json(response.body()).at("/errors/0/pointer").asString())
                .isEqualTo(pointer);
    }

    @Test
    void extractionIsTimedByKind() {
        service.post("/features?kind=mfcc", "audio/wav", BodyPublishers.ofByteArray(HALF_A_SECOND));

        assertThat(service.get("/actuator/prometheus").body())
                .containsPattern("ctc_features_seconds_bucket\\{.*kind=\"mfcc\".*le=\"0\\.01\"");
    }

    @Test
    void float64IsTakenToo() {
        var silence = WavFile.of(3, 1, 8000, 64, new byte[8 * 4000]);
        var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(silence));

        assertThat(ServiceClient.json(response.body()).get("frames").asInt()).isEqualTo(48);
    }

    @Test
    void bytesThatAreNoWavFileAreNotReadable() {
        for (String body : new String[] {"", "no sound at all", "RIFF1234WAVEdata"}) {
            var bytes = body.getBytes(StandardCharsets.US_ASCII);
            var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(bytes));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(ServiceClient.json(response.body())
                            .at("/errors/0/detail")
                            .asString())
                    .isNotEmpty()
                    .doesNotContain("JSON");
        }
    }

    @Test
    void anEmptyBodyIsCalledEmpty() {
        var response = service.post("/features", "audio/wav", BodyPublishers.noBody());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("an empty body; expected a WAV file");
    }

    @Test
    void streamedFilesAreTaken() {
        var file = HALF_A_SECOND.clone();
        WavFile.overwrite(file, 40, 0x7fff_f000);
        var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(file));
        assertThat(ServiceClient.json(response.body()).get("seconds").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void aSoundWithoutASampleIsRefused() {
        var file = WavFile.join(WavFile.ofShorts(8000), WavFile.chunk("LIST", new byte[26]));
        var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(file));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("a sound without a sample");
    }

    @Test
    void aSoundThatIsTooLongIsRefused() {
        // 2,000,000 features at most: 7812 frames of 256 bands, 78 s
        var response = service.post(
                "/features?bands=256",
                "audio/wav",
                BodyPublishers.ofByteArray(WavFile.ofShorts(1000, new short[79_000])));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("more than 7812 frames");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "audio/mpeg"})
    void otherTypesAreNotTaken(String type) {
        var response = service.post("/features", type, BodyPublishers.ofByteArray(HALF_A_SECOND));
        assertThat(response.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logMel", "mfcc"})
    void theSpectrogramIsDrawnWhereOneIsAskedFor(String kind) {
        var response = service.send(service.request("/features?kind=" + kind)
                .header("Content-Type", "audio/wav")
                .header("Accept", "image/svg+xml")
                .POST(BodyPublishers.ofByteArray(HALF_A_SECOND)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<svg", "0.50 s at 8000 Hz");
    }
}
