package io.ctcservice.api.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

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
        "coefficients=-7, /coefficients",
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
    void coefficientsAreThoseOfMfcc() {
        assertThat(warned("coefficients=5")).isEqualTo("/coefficients");
        assertThat(warned("coefficients=5&kind=mfcc")).isEmpty();
    }

    private String warned(String query) {
        var response = service.post("/features?" + query, "audio/wav", BodyPublishers.ofByteArray(HALF_A_SECOND));
        return ServiceClient.json(response.body()).at("/warnings/0/pointer").asString("");
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

    /** One second of tones, made by ffmpeg of 16 kHz; Opus always has 48 kHz. */
    @ParameterizedTest
    @CsvSource({
        "abcba.flac, audio/flac, 16000, 98",
        "abcba.mp3, audio/mpeg, 16000, 98",
        "abcba.opus, audio/ogg, 48000, 98",
        "abcba.flac, application/octet-stream, 16000, 98"
    })
    void everyKindOfFileIsRead(String name, String type, int rate, int frames) throws IOException {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/io/ctcservice/audio", name));
        var response = service.post("/features", type, BodyPublishers.ofByteArray(file));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var answer = ServiceClient.json(response.body());
        assertThat(answer.get("sampleRate").asInt()).isEqualTo(rate);
        assertThat(answer.get("frames").asInt()).isEqualTo(frames);
        assertThat(loudestBand(answer.get("features").get(5), answer.get("bandCentres")))
                .isBetween(900.0, 1100.0); // an "a" is a tone of 1000 Hz
    }

    private static double loudestBand(JsonNode frame, JsonNode centres) {
        int loudest = 0;
        for (int band = 1; band < frame.size(); band++) {
            loudest = frame.get(band).asDouble() > frame.get(loudest).asDouble() ? band : loudest;
        }
        return centres.get(loudest).asDouble();
    }

    @Test
    void oneChannelMayBeChosen() {
        var bytes = new byte[4 * 800];
        for (int n = 0; n < 800; n++) {
            bytes[4 * n + 3] = (byte) (n % 2 * 40); // the high byte of the second channel
        }
        byte[] stereo = WavFile.of(1, 2, 8000, 16, bytes);
        float silence = (float) Math.log(1e-10);
        assertThat(firstFeature("/features?channel=0", stereo)).isEqualTo(silence);
        assertThat(firstFeature("/features?channel=1", stereo)).isGreaterThan(silence);
        assertThat(firstFeature("/features", stereo)).isGreaterThan(silence);
        var none = service.post("/features?channel=2", "audio/wav", BodyPublishers.ofByteArray(stereo));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("no channel 2; expected one from 0 to 1");
    }

    private float firstFeature(String path, byte[] file) {
        var answer = service.post(path, "audio/wav", BodyPublishers.ofByteArray(file));
        return ServiceClient.json(answer.body()).at("/features/0/39").floatValue();
    }

    @ParameterizedTest
    @CsvSource({"'', 400", "no sound at all, 415", "RIFF1234WAVEdata, 400"})
    void bytesThatAreNoSoundAreRefused(String body, int status) {
        var bytes = body.getBytes(StandardCharsets.US_ASCII);
        var response = service.post("/features", "audio/wav", BodyPublishers.ofByteArray(bytes));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ServiceClient.json(response.body()).at("/errors/0/detail").asString())
                .isNotEmpty()
                .doesNotContain("JSON");
    }

    @Test
    void anEmptyBodyIsCalledEmpty() {
        var response = service.post("/features", "audio/wav", BodyPublishers.noBody());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("an empty file; expected WAV, FLAC, MP3 or Ogg Opus");
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
    @ValueSource(strings = {"application/json", "text/plain", "image/png"})
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
