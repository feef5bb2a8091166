package io.ctcservice.api;

import static io.ctcservice.testing.Answers.assertRefused;
import static io.ctcservice.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tests of recordings in place of emissions, with a network that recognises tones. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.overload.bytes-in-flight=2MB"})
final class RecordingsTests {

    @TempDir
    private static Path folder;

    private final ServiceClient service;
    private final int port;

    RecordingsTests(@LocalServerPort int port) {
        this.port = port;
        this.service = new ServiceClient(port);
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        ToneNetwork.register(folder, registry);
        registry.add("ctc.networks.tones.windows.seconds", () -> "2");
        registry.add("ctc.networks.tones.windows.overlap", () -> "0.5");
        var endless = ToneNetwork.writeTo(folder.resolve("endless"));
        Files.write(endless.resolve("model.onnx"), ToneNetwork.endless().bytes());
        registry.add("ctc.networks.endless.location", endless::toString);
        registry.add("ctc.networks.endless.preset", () -> "wav2vec2");
        registry.add("ctc.networks.endless.sound.normalization", () -> "none");
        registry.add("ctc.limits.max-recording", () -> "100s");
    }

    @Test
    void aRecordingAloneIsRead() {
        var answer = json(post("/decode?network=tones&include=words", "audio/wav", wav("abca")));
        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("abca");
        var word = answer.at("/utterances/0/hypotheses/0/words/0");
        assertThat(word.path("startSeconds").asDouble()).isBetween(0.0, 0.04);
        assertThat(word.path("endSeconds").asDouble()).isBetween(0.66, 0.76);
    }

    /** Its only frame takes longer than its 300 samples. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /decode?network=tones&include=words,tokens   | application/json     | "endSeconds":0.01875
            /decode?network=tones                        | text/vtt             | 00:00:00.000 --> 00:00:00.019
            /decode?network=tones                        | application/x-subrip | 00:00:00,000 --> 00:00:00,019
            /decode?network=tones                        | text/x-textgrid      | xmax = 0.018750
            /align?network=tones&target=a                | application/json     | "endSeconds":0.01875
            /align?network=tones&target=a                | text/x-textgrid      | xmax = 0.018750
            /align?network=tones&target=a                | text/vtt             | 00:00:00.000 --> 00:00:00.019
            /spot?network=tones&keywords=a               | application/json     | "endSeconds":0.01875
            """)
    void nothingEndsAfterTheRecording(String path, String form, String end) {
        var answer = service.send(service.request(path)
                .header("Content-Type", "audio/wav")
                .header("Accept", form)
                .POST(BodyPublishers.ofByteArray(shortest())));
        assertThat(answer.body()).contains(end).doesNotContain("0.02");
    }

    private static byte[] shortest() {
        var samples = new short[300];
        double[] sound = ToneNetwork.sound("a");
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (short) Math.round(sound[n] * 32_767);
        }
        return WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, samples);
    }

    @Test
    void theDurationOfARecordingGoesOnWithItsEmissions() {
        var emissions = (ObjectNode) json(post("/emissions?network=tones", "audio/wav", shortest()));
        assertThat(emissions.at("/utterances/0/seconds").asDouble()).isEqualTo(0.01875);
        emissions.putArray("include").add("words");
        var word = service.ask("/decode", emissions.toString()).at("/utterances/0/hypotheses/0/words/0");
        assertThat(word.path("endSeconds").asDouble()).isEqualTo(0.01875);

        ((ObjectNode) emissions.at("/utterances/0")).put("seconds", 5);
        var warning = service.ask("/decode", emissions.toString()).at("/warnings/0");
        assertThat(warning.path("pointer").asString()).isEqualTo("/utterances/0/seconds");
        assertThat(warning.path("detail").asString())
                .isEqualTo("5, but the emissions last 0.02 s (1 frame of 0.02 s); is the duration of a frame right?");
        ((ObjectNode) emissions.at("/utterances/0")).put("seconds", 0);
        assertRefused(
                service.post("/decode", emissions.toString()),
                422,
                "/utterances/0/seconds",
                "expected a number above 0");
    }

    @Test
    void theDurationOfARecordingIsOfNoEffectWithoutThatOfAFrame() {
        var request = "{\"utterances\":[{\"emissions\":[[1,2]],\"seconds\":5}],\"blank\":1}";

        var warning = service.ask("/decode", request).at("/warnings/0");
        assertThat(warning.path("pointer").asString()).isEqualTo("/utterances/0/seconds");
        assertThat(warning.path("detail").asString()).isEqualTo("of no effect without \"secondsPerFrame\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 22_050, 44_100, 48_000})
    void soundIsBroughtToTheRateOfTheNetwork(int rate) {
        int part = rate / 10;
        var samples = new short[6 * part];
        for (int letter = 0; letter < 3; letter++) {
            double step = 2 * Math.PI * 1000 * (letter + 1) / rate;
            for (int n = 0; n < part; n++) {
                samples[2 * letter * part + n] = (short) Math.round(16_000 * Math.sin(step * n));
            }
        }
        assertThat(texts(json(post("/decode?network=tones", "audio/wav", WavFile.ofShorts(rate, samples)))))
                .containsExactly("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"utterances\":[{\"id\":\"x\"},{\"id\":\"y\"}]"})
    void formsBringSeveral(String utterances) {
        var form = new Form().request("{\"network\":\"tones\"" + utterances + "}");
        recording(form, wav("abc".repeat(20)));
        recording(form, wav("cb"));
        var answer = json(post("/decode", Form.CONTENT_TYPE, form.complete()));
        assertThat(texts(answer)).containsExactly("abc".repeat(20), "cb");
        assertThat(answer.at("/utterances/1/id").asString()).isEqualTo(utterances.isEmpty() ? "1" : "y");
    }

    @Test
    void whatEmissionsAnswersCanBePostedOn() {
        var emissions = (ObjectNode) json(post("/emissions?network=tones", "audio/wav", wav("abca")));
        assertThat(emissions.path("network").asString()).isEqualTo("tones");
        assertThat(emissions.path("vocabulary").size()).isEqualTo(4);
        assertThat(emissions.path("blank").asInt()).isZero();
        assertThat(emissions.path("scores").asString()).isEqualTo("logits");
        assertThat(emissions.path("secondsPerFrame").asDouble()).isEqualTo(0.02);
        assertThat(emissions.at("/utterances/0/frames").asInt())
                .isEqualTo(emissions.at("/utterances/0/emissions").size());

        assertThat(texts(service.ask("/decode", emissions.toString()))).containsExactly("abca");
        emissions.remove(List.of("vocabulary", "blank", "scores", "secondsPerFrame"));
        assertThat(texts(service.ask("/decode", emissions.toString()))).containsExactly("abca");
        emissions.put("blank", 2);
        assertRefused(service.post("/decode", emissions.toString()), 422, "/blank", "beside \"network\"");
    }

    @Test
    void alignmentAndSubtitlesComeFromSound() {
        var answer = service.send(service.request("/align?network=tones&target=abca")
                .header("Content-Type", "audio/wav")
                .header("Accept", "text/vtt")
                .POST(BodyPublishers.ofByteArray(wav("abca"))));
        assertThat(answer.body()).startsWith("WEBVTT\n\n00:00:00.0").endsWith("\nabca\n");
        assertThat(json(post("/loss?network=tones&target=abca", "audio/wav", wav("abca")))
                        .at("/utterances/0/feasible")
                        .asBoolean())
                .isTrue();
        assertThat(json(post("/spot?network=tones&keywords=bc&wholeWords=false", "audio/wav", wav("abca")))
                        .at("/utterances/0/detections"))
                .hasSize(1);
    }

    @Test
    void progressIsTold() {
        var answer = service.send(service.request("/decode?network=tones")
                .header("Content-Type", "audio/wav")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofByteArray(wav("abc".repeat(10)))));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        var events = List.of(answer.body().split("\n\n"));
        assertThat(events.size()).isGreaterThan(3);
        assertThat(events.getFirst()).isEqualTo("event: progress\ndata: {\"seconds\":2.0,\"of\":6.0}");
        assertThat(events.get(events.size() - 2)).isEqualTo("event: progress\ndata: {\"seconds\":6.0,\"of\":6.0}");
        assertThat(events.getLast()).startsWith("event: answer\ndata: {").contains("abc".repeat(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json, text/event-stream | application/json
            text/event-stream, application/json | text/event-stream;charset=UTF-8
            application/json;q=0.5, text/event-stream | text/event-stream;charset=UTF-8
            text/event-stream;q=0.5, application/json | application/json
            text/event-stream, */* | text/event-stream;charset=UTF-8
            """)
    void eventsAreForThoseWhoPreferThem(String accept, String expected) {
        var answer = service.send(service.request("/decode?network=tones")
                .header("Content-Type", "audio/wav")
                .header("Accept", accept)
                .POST(BodyPublishers.ofByteArray(wav("ab"))));
        assertThat(answer.headers().firstValue("Content-Type")).contains(expected);
    }

    @Test
    void picturesMayBeGivenADuration() throws IOException {
        byte[] line = Files.readAllBytes(Path.of("src/docs/examples/line.png"));
        var answer = json(post("/decode?network=print&secondsPerFrame=0.5&include=words", "image/png", line));
        assertThat(answer.at("/utterances/0/hypotheses/0/words/1/startSeconds").asDouble())
                .isPositive();
    }

    @Test
    void faultsAreEventsToo() {
        var answer = service.send(service.request("/decode?network=tones")
                .header("Content-Type", "audio/wav")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofByteArray(cut(wav("abc".repeat(10)), 100_000))));
        assertThat(answer.body()).startsWith("event: progress\n").contains("\n\nevent: error\ndata: {");
        assertThat(answer.body()).contains("the file ends inside its data chunk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /decode | 422 | /network | missing; expected the name of a network
            /decode?network=x | 422 | /network | "x"; expected one of endless, tones
            /decode?network=tones&blank=0 | 422 | /blank | given beside "network"
            /decode?network=tones&scores=logits | 422 | /scores | given beside "network"
            /decode?network=tones&vocabularyName=english | 422 | /vocabularyName | given beside "network"
            /decode?network=tones&secondsPerFrame=0.02 | 422 | /secondsPerFrame | given beside "network"
            /decode?network=tones&channel=1 | 422 | /channel | no channel 1; expected one from 0 to 0
            /emissions | 422 | /network | missing
            """)
    void whatIsWrongIsNamed(String path, int status, String pointer, String detail) {
        assertRefused(post(path, "audio/wav", wav("ab")), status, pointer, detail);
    }

    @Test
    void filesOfOtherKindsAreUnsupported() {
        byte[] text = "hello, this is no sound".getBytes(StandardCharsets.UTF_8);
        var answer = post("/decode?network=tones", "audio/wav", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        assertThat(answer.body()).contains("expected WAV, FLAC, MP3 or Ogg Opus");
        assertRefused(
                post("/decode?network=tones", "image/png", text),
                415,
                "/utterances/0/picture",
                "expected a PNG or JPEG file");
        assertRefused(
                post("/decode?network=tones", "audio/wav", cut(wav("abc"), 200)),
                400,
                "/utterances/0/recording",
                "ends inside its data chunk");
    }

    @Test
    void longRecordingsAreRefused() {
        byte[] tooLong = WavFile.ofShorts(16_000, new short[16_000 * 101]);
        var answer = post("/decode?network=tones", "audio/wav", tooLong);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("ctc.limits.max-recording");
    }

    @Test
    void bodiesLargerThanTheRoomInMemoryAreReadAsTheyCome() {
        byte[] sound = wav("abc".repeat(130)); // 80 s are 2.5 MB
        var form = new Form().request("{\"network\":\"tones\"}");
        recording(form, sound);
        var known = service.post("/decode", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        assertThat(texts(json(known))).containsExactly("abc".repeat(130));
        var answer = service.post(
                "/decode",
                Form.CONTENT_TYPE,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form.complete())));
        assertThat(texts(json(answer))).containsExactly("abc".repeat(130));
    }

    @Test
    void theyAreHoweverLongTheRequestIs() {
        String words = "\"abcabc\",".repeat(20_000); // 180 KB
        var form = new Form().request("{\"network\":\"tones\",\"decoder\":\"beam\",\"lexicon\":[" + words + "\"a\"]}");
        recording(form, wav("abc".repeat(130)));
        var answer = service.post("/decode", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aRequestThatThereIsNoRoomForIsRefused() {
        var form = new Form().request("{\"network\":\"tones\"" + " ".repeat(1_500_000) + "}");
        recording(form, wav("abc".repeat(130)));
        var answer = service.post("/decode", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("a part \\\"request\\\" of more than 1048576 bytes");
    }

    @Test
    void aRequestThatIsNoUtf8IsToldSo() {
        var form = new Form()
                .part(
                        "Content-Disposition: form-data; name=\"request\"\r\n"
                                + "Content-Type: application/json; charset=ISO-8859-1",
                        "{\"hotwords\":[{\"phrase\":\"café\"}]}".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                postForm(form),
                400,
                "/hotwords/0/phrase",
                "bytes that are no UTF-8; expected JSON in UTF-8, in a form whatever the charset of the part");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audio/wav | an empty body; expected WAV, FLAC, MP3 or Ogg Opus
            image/png | an empty body; expected a PNG or JPEG file
            application/x-npy | an empty body; expected an .npy file
            multipart/form-data; boundary=b | an empty body; expected a form with the part "request" first
            application/json | no body, it is empty or null; expected a JSON object
            """)
    void anEmptyBodyIsToldWhatItsTypePromised(String type, String detail) {
        assertRefused(post("/decode", type, new byte[0]), 400, "", detail);
    }

    @Test
    void missingRecordingsAndPicturesAreCalledThat() {
        var one = new Form().request("{\"network\":\"tones\",\"utterances\":[{},{}]}");
        recording(one, wav("ab"));
        assertRefused(
                postForm(one),
                422,
                "/utterances/1/recording",
                "no part \"recording\" for it; expected 2, one for each utterance");
        String two = "\"utterances\":[{},{}]}";
        assertRefused(
                postForm(new Form().request("{\"network\":\"tones\"," + two)),
                422,
                "/utterances/0/recording",
                "no part \"recording\" for it");
        assertRefused(
                postForm(new Form().request("{\"network\":\"print\"," + two)),
                422,
                "/utterances/0/picture",
                "no part \"picture\" for it");
        assertRefused(
                postForm(new Form().request("{\"network\":\"tones\"}")),
                422,
                "/utterances",
                "no part \"recording\"; expected one for each utterance, at least 1");
        assertRefused(
                postForm(new Form().request("{\"blank\":0}")),
                422,
                "/utterances",
                "no part \"emissions\"; expected one for each utterance, at least 1");
    }

    @Test
    void filesThatAreNoneAreNamedByTheirUtterance() {
        var empty = new Form().request("{\"network\":\"tones\"}");
        recording(empty, new byte[0]);
        assertRefused(postForm(empty), 400, "/utterances/0/recording", "an empty file; expected WAV");
        var other = new Form().request("{\"network\":\"tones\"}");
        recording(other, wav("ab"));
        other.part("Content-Disposition: form-data; name=\"file\"", wav("ab"));
        assertRefused(postForm(other), 400, "", "the part \"file\" as utterance 1; expected \"recording\"");
        var wave = new Form().request("{\"network\":\"print\"}");
        wave.part("Content-Disposition: form-data; name=\"picture\"", wav("ab"));
        assertRefused(postForm(wave), 415, "/utterances/0/picture", "a WAV file; expected a PNG");
    }

    @Test
    void partsNeedNoFileName() {
        var form = new Form().request("{\"network\":\"tones\"}");
        form.part("Content-Disposition: form-data; name=recording", wav("abc"));
        assertThat(texts(json(postForm(form)))).containsExactly("abc");
    }

    private HttpResponse<String> postForm(Form form) {
        return post("/decode", Form.CONTENT_TYPE, form.complete());
    }

    /** It would run for hours. */
    @Test
    void theRunOfANetworkEndsWhenItsClientHasGone() {
        byte[] sound = wav("abc".repeat(20));
        try (var client = new RawConnection(port)) {
            client.send("POST /decode?network=endless HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/wav\r\n"
                    + "Content-Length: " + sound.length + "\r\n\r\n");
            client.send(sound);
            awaitComputations(1);
        }
        awaitComputations(0);
    }

    private void awaitComputations(int count) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(service.get("/actuator/prometheus").body())
                                .containsPattern("ctc_permits_used\\{.*kind=\"computations\".*} " + count + "\\.0"));
    }

    @Test
    void networksAreListed() {
        var networks = ServiceClient.json(service.get("/networks").body()).path("networks");
        assertThat(networks.valueStream()
                        .map(network -> network.path("name").asString())
                        .toList())
                .startsWith("endless", "tones", "print"); // those of the user by name, then the shipped ones
        var tones = networks.get(1);
        assertThat(tones.path("shipped").asBoolean()).isFalse();
        assertThat(tones.path("kind").asString()).isEqualTo("speech");
        assertThat(tones.path("sampleRate").asInt()).isEqualTo(16_000);
        assertThat(tones.path("facts")
                        .valueStream()
                        .map(fact -> fact.path("setting").asString()))
                .contains("preset", "sound.normalization");
    }

    /** A recording for telephones, of half the rate, is not. */
    @Test
    void aRateFarBelowThatOfTheNetworkIsNamed() {
        var low = WavFile.ofShorts(4000, new short[4000]);
        assertThat(json(post("/emissions?network=tones", "audio/wav", low))
                        .at("/warnings/0/detail")
                        .asString())
                .isEqualTo(
                        "a recording of 4000 Hz for a network that was trained with 16000 Hz: there is nothing to hear above"
                                + " 2000 Hz; expected one of at least 8000 Hz");
        var usual = WavFile.ofShorts(8000, new short[8000]);
        assertThat(post("/emissions?network=tones", "audio/wav", usual).body()).doesNotContain("8000 Hz");
    }

    @ParameterizedTest
    @CsvSource({
        "/emissions?network=tones, /utterances/0/recording",
        "/decode?network=tones, /utterances/0/recording",
        "/align?network=tones&target=a, /utterances/0/recording",
        "/loss?network=tones&target=a, /utterances/0/recording",
        "/spot?network=tones&keywords=a, /utterances/0/recording",
        "/features?kind=mfcc, ''",
    })
    void channelsThatCancelEachOtherAreNamed(String path, String pointer) {
        var warnings = json(post(path, "audio/wav", cancelling("abc"))).path("warnings");
        assertThat(warnings.valueStream()
                        .filter(one -> one.path("pointer").asString("none").equals(pointer))
                        .map(one -> one.path("detail").asString()))
                .containsExactly(
                        "its channels cancel each other, as where one has the opposite polarity: nothing is left in"
                                + " the average of 2 channels; expected \"channel\": 0");
        String alone = path + "&channel=0";
        assertThat(json(post(alone, "audio/wav", cancelling("abc"))).toString()).doesNotContain("cancel");
    }

    @Test
    void aRemarkNamesItsUtterance() {
        var form = new Form().request("{\"network\": \"tones\"}");
        recording(form, wav("ab"));
        recording(form, cancelling("ab"));
        var answer = json(post("/decode", Form.CONTENT_TYPE, form.complete()));
        assertThat(texts(answer)).containsExactly("ab", "");
        assertThat(answer.path("warnings")
                        .valueStream()
                        .map(one -> one.path("pointer").asString()))
                .containsExactly("/utterances/1/recording");
    }

    private static byte[] cancelling(String text) {
        double[] sound = ToneNetwork.sound(text);
        var samples = ByteBuffer.allocate(4 * sound.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : sound) {
            short left = (short) Math.round(sample * 32_767);
            samples.putShort(left).putShort((short) -left);
        }
        return WavFile.of(1, 2, ToneNetwork.SAMPLE_RATE, 16, samples.array());
    }

    @Test
    void networksAndSecondsOfSoundAreMeasured() {
        post("/decode?network=tones", "audio/wav", wav("abca"));
        assertThat(service.get("/actuator/prometheus").body())
                .containsPattern("ctc_network_seconds_count\\{.*network=\"tones\".*} [1-9]")
                .containsPattern("ctc_recording_seconds_total\\{.*network=\"tones\".*} [0-9.]+");
    }

    private HttpResponse<String> post(String path, String type, byte[] body) {
        return service.post(path, type, BodyPublishers.ofByteArray(body));
    }

    private static void recording(Form form, byte[] wav) {
        form.part(
                "Content-Disposition: form-data; name=\"recording\"; filename=\"a.wav\"\r\nContent-Type: audio/wav",
                wav);
    }

    private static byte[] wav(String text) {
        double[] sound = ToneNetwork.sound(text);
        var samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound[i] * 32767);
        }
        return WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, samples);
    }

    private static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    private static List<String> texts(JsonNode answer) {
        var texts = new ArrayList<String>();
        answer.path("utterances")
                .forEach(one -> texts.add(one.at("/hypotheses/0/text").asString()));
        return texts;
    }
}
