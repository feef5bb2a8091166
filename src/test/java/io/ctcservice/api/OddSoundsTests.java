package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of recordings that are empty, cut, odd in their numbers or none, in each form at each endpoint that takes recordings. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class OddSoundsTests {

    private static final int PCM = 1;
    private static final int HEADER = 44;
    private static final byte[] NOTHING = {};

    @TempDir
    private static Path folder;

    private final ServiceClient service;

    OddSoundsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        ToneNetwork.register(folder, registry);
    }

    @ParameterizedTest
    @MethodSource
    void areReadOrRefusedByName(OddFile file) {
        file.assertAnswered(service, "recording", "audio/wav", "tones");
    }

    /** OpenAI's clients know neither 415 nor 422. */
    @ParameterizedTest
    @MethodSource("areReadOrRefusedByName")
    void areReadOrRefusedAsOpenAiDoesWhereItsClientsSendThem(OddFile file) {
        var form = new Form()
                .part("Content-Disposition: form-data; name=\"model\"", "tones".getBytes(StandardCharsets.US_ASCII))
                .part("Content-Disposition: form-data; name=\"file\"; filename=\"odd.wav\"", file.content());
        var answer = service.post(
                "/v1/audio/transcriptions", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        boolean isKnown = file.status() == 200 || file.status() == 413;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(isKnown ? file.status() : 400);
        if (file.status() != 200) {
            var error = ServiceClient.json(answer.body()).path("error");
            assertThat(error.path("param").asString("none")).as(answer.body()).isEqualTo("file");
            assertThat(error.path("message").asString("none")).contains(file.detail());
        }
    }

    static List<OddFile> areReadOrRefusedByName() throws IOException {
        byte[] wav = WavFile.ofShorts(16_000, new short[3200]);
        byte[] flac = resource("/io/ctcservice/audio/abcba.flac");
        byte[] opus = resource("/io/ctcservice/audio/abcba.opus");
        return List.of(
                new OddFile("WAV without samples", WavFile.of(PCM, 1, 16_000, 16, NOTHING), 422, "sample"),
                OddFile.read("WAV of 3 samples", WavFile.ofShorts(16_000, new short[3])),
                new OddFile("WAV that ends in its header", Arrays.copyOf(wav, 30), 400, "ends inside the fmt chunk"),
                new OddFile("WAV that ends in its samples", Arrays.copyOf(wav, 1000), 400, "inside its data chunk"),
                new OddFile("WAV that declares 64 MB", declaring(wav, 1 << 26), 400, "ends inside its data chunk"),
                new OddFile("WAV that declares 1 GB", declaring(wav, 1 << 30), 413, "ctc.limits.max-recording"),
                OddFile.read("WAV that declares 2 GB, as streams do", declaring(wav, Integer.MAX_VALUE)),
                OddFile.read("WAV that declares 0 bytes, as streams do", declaring(wav, 0)),
                OddFile.read("WAV that declares half of its samples", declaring(wav, 3200)),
                OddFile.read("WAV that declares half a sample", declaring(wav, 3201)),
                OddFile.read("WAV of 8 channels", WavFile.of(PCM, 8, 16_000, 16, new byte[16 * 3200])),
                new OddFile("WAV of no channels", WavFile.of(PCM, 0, 16_000, 16, new byte[3200]), 400, "channels"),
                new OddFile(
                        "WAV of 65,535 channels",
                        WavFile.of(PCM, 65_535, 16_000, 16, new byte[6400]),
                        400,
                        "65535 channels; expected"),
                new OddFile("WAV of 0 Hz", WavFile.of(PCM, 1, 0, 16, new byte[3200]), 400, "Hz"),
                new OddFile("WAV of 1 Hz", WavFile.of(PCM, 1, 1, 16, new byte[3200]), 400, "1 Hz; expected"),
                new OddFile(
                        "WAV of 10 MHz",
                        WavFile.of(PCM, 1, 10_000_000, 16, new byte[3200]),
                        400,
                        "10000000 Hz; expected"),
                new OddFile(
                        "WAV of 17 bits",
                        WavFile.of(PCM, 1, 16_000, 17, new byte[3200]),
                        400,
                        "bytes a frame; expected"),
                new OddFile(
                        "WAV of GSM",
                        WavFile.of(0x31, 1, 8000, 0, new byte[65]),
                        415,
                        "encoding 49, GSM 6.10; expected"),
                OddFile.read("FLAC, two files one after the other", WavFile.join(flac, flac)),
                new OddFile("FLAC cut within a frame", Arrays.copyOf(flac, flac.length - 100), 400, "ends"),
                new OddFile("FLAC cut within its header", Arrays.copyOf(flac, 20), 400, "ends"),
                OddFile.read("FLAC of a stream, which guesses 2^31 − 1 samples", guessing(flac)),
                OddFile.read("FLAC behind two tags", WavFile.join(tag(1000), tag(50), flac)),
                new OddFile("MP3 of a tag alone", tag(1000), 415, "without a frame of layer III"),
                new OddFile("MP3 of a tag that goes on", Arrays.copyOf(tag(1000), 500), 400, "ends inside its tag"),
                OddFile.read("Opus, two streams in a chain", WavFile.join(opus, opus)),
                new OddFile("Opus cut", Arrays.copyOf(opus, opus.length - 100), 400, "ends"),
                new OddFile(
                        "text",
                        "hello, this is no sound".getBytes(StandardCharsets.US_ASCII),
                        415,
                        "expected WAV, FLAC"),
                new OddFile("nothing", NOTHING, 400, "expected WAV, FLAC"));
    }

    private static byte[] resource(String name) throws IOException {
        try (var file = OddSoundsTests.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }

    private static byte[] declaring(byte[] wav, int bytes) {
        byte[] file = wav.clone();
        WavFile.overwrite(file, HEADER - 4, bytes);
        return file;
    }

    private static byte[] guessing(byte[] flac) {
        byte[] file = flac.clone();
        ByteBuffer.wrap(file).putInt(22, Integer.MAX_VALUE);
        return file;
    }

    /** Returns an ID3 tag with that many bytes of padding, and no sound behind it. */
    private static byte[] tag(int bytes) {
        return WavFile.join(
                new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, (byte) (bytes >> 7), (byte) (bytes & 0x7f)}, new byte[bytes]);
    }
}
