package io.ctcservice.api.transcriptions;

import static io.ctcservice.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** Recordings as OpenAI's clients send them, heard by networks that know two letters and, one of them, what parts words. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class TranscriptionsTests {

    private static final String PATH = "/v1/audio/transcriptions";

    /** A name as Hugging Face gives it. */
    private static final String SURE = "of/whom/sure";

    @TempDir
    private static Path folder;

    private final ServiceClient service;

    TranscriptionsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @DynamicPropertySource
    static void networks(DynamicPropertyRegistry registry) throws IOException {
        register(registry, "words", "<pad> 0\na 1\nb 2\n| 3\n");
        register(registry, "letters", "<pad> 0\na 1\nb 2\nc 3\n");
        register(registry, SURE, "<pad> 0\na 1\nb 2\n| 3\n");
        registry.add("ctc.networks[" + SURE + "].language-model.weight", () -> "0");
        registry.add("ctc.networks[" + SURE + "].language-model.word-bonus", () -> "-0.5");
        var model = folder.resolve("model.arpa");
        Files.writeString(model, """
                \\data\\
                ngram 1=5

                \\1-grams:
                -1.0 <unk>
                -99 <s>
                -0.5 </s>
                -6.0 aa
                -0.1 ab
                \\end\\
                """);
        registry.add("ctc.language-models.pairs.location", model::toString);
        var upper = folder.resolve("upper.arpa");
        Files.writeString(upper, Files.readString(model).replace("aa", "AA").replace("ab", "AB"));
        registry.add("ctc.language-models.upper.location", upper::toString);
        registry.add("ctc.limits.max-cells", () -> "1000");
        registry.add("ctc.limits.max-recording", () -> "100s");
        registry.add("ctc.transcription.default", () -> "words");
    }

    private static void register(DynamicPropertyRegistry registry, String name, String tokens) throws IOException {
        var files = Files.createDirectories(folder.resolve(name));
        Files.write(
                files.resolve("model.onnx"),
                ToneNetwork.file(Layout.NTV, Scores.LOGITS).bytes());
        Files.writeString(files.resolve("tokens.txt"), tokens);
        String prefix = "ctc.networks[" + name + "].";
        registry.add(prefix + "location", files::toString);
        registry.add(prefix + "preset", () -> "wav2vec2");
        registry.add(prefix + "sound.normalization", () -> "none");
        registry.add(prefix + "windows.seconds", () -> "2");
        registry.add(prefix + "windows.overlap", () -> "0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"words", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-transcribe"})
    void theTextIsAnswered(String model) {
        var answer = json(post(form("model", model), file("abcba")));
        assertThat(answer.path("text").asString()).isEqualTo("ab ba");
        assertThat(answer.path("usage").toString()).isEqualTo("{\"type\":\"duration\",\"seconds\":1.0}");
        assertThat(answer.propertyNames()).containsExactly("text", "usage");
    }

    @Test
    void anyOrderOfTheFieldsWillDo() {
        var form = file("abcba");
        field(form, "response_format", "text");
        field(form, "unheard_of", "x");
        field(form, "model", "words");
        field(form, "temperature", "0.2");
        assertThat(post(form).body()).isEqualTo("ab ba\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timestamp_granularities    | word
            timestamp_granularities[]  | word
            timestamp_granularities[0] | segment
            timestamp_granularities    | segment, word
            timestamp_granularities    | ["word", "segment"]
            timestamp_granularities[]  | [ "word" ]
            timestamp_granularities[]  | []
            nothing                    | word
            """)
    void verboseJsonHasWordsAndSegments(String field, String granularities) {
        var answer = json(
                post(form("model", "words", "response_format", "verbose_json", field, granularities), file("abcba")));

        assertThat(answer.path("task").asString()).isEqualTo("transcribe");
        assertThat(answer.path("language").asString()).isEqualTo("unknown");
        assertThat(answer.path("duration").asDouble()).isEqualTo(1);
        assertThat(answer.path("text").asString()).isEqualTo("ab ba");
        var words = answer.path("words");
        assertThat(words.valueStream().map(word -> word.path("word").asString()))
                .containsExactly("ab", "ba");
        assertThat(words.at("/0/start").asDouble()).isBetween(0.0, 0.04);
        assertThat(words.at("/0/end").asDouble()).isBetween(0.26, 0.34);
        assertThat(words.at("/1/start").asDouble()).isBetween(0.56, 0.64);
        assertThat(words.at("/1/end").asDouble()).isBetween(0.86, 0.94);
        assertSegment(answer.at("/segments/0"));
        assertThat(answer.path("segments")).hasSize(1);
    }

    private static void assertSegment(JsonNode segment) {
        assertThat(segment.propertyNames())
                .containsExactly(
                        "id",
                        "seek",
                        "start",
                        "end",
                        "text",
                        "tokens",
                        "temperature",
                        "avg_logprob",
                        "compression_ratio",
                        "no_speech_prob");
        assertThat(segment.path("text").asString()).isEqualTo("ab ba");
        assertThat(segment.path("tokens").toString()).isEqualTo("[1,2,3,2,1]");
        assertThat(segment.path("temperature").asDouble()).isZero();
        assertThat(segment.path("avg_logprob").asDouble()).isBetween(-0.1, 0.0);
        assertThat(segment.path("no_speech_prob").asDouble()).isBetween(0.0, 0.001);
        assertThat(segment.path("compression_ratio").asDouble()).isCloseTo(5 / 13.0, within(0.2)); // zlib adds 8 bytes
    }

    @Test
    void theLanguageIsThatOfTheRequest() {
        var answer = json(post(
                form("model", "words", "response_format", "verbose_json", "language", "en", "prompt", "x"),
                file("ab")));
        assertThat(answer.path("language").asString()).isEqualTo("en");
    }

    /** Its only frame takes longer than its 300 samples. */
    @Test
    void noWordEndsAfterTheRecording() {
        byte[] start = wav(Arrays.copyOf(ToneNetwork.sound("a"), 300));
        var answer = json(post(form("model", "words", "response_format", "verbose_json"), file(start)));

        assertThat(answer.path("duration").asDouble()).isEqualTo(0.019);
        assertThat(answer.at("/words/0/end").asDouble()).isEqualTo(0.019);
        assertThat(answer.at("/segments/0/end").asDouble()).isEqualTo(0.019);
    }

    /** 130 words in 52 s: what a segment holds is what its tokens say, and all of them together are the text. */
    @Test
    void segmentsArePartsOfTheText() {
        var answer = json(post(form("model", "words", "response_format", "verbose_json"), file("abc".repeat(130))));
        var segments = answer.path("segments");
        assertThat(segments.size()).isGreaterThan(7); // none is longer than 7 s
        assertThat(segments.valueStream()
                        .map(segment -> segment.path("text").asString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(answer.path("text").asString());
        for (var segment : segments) {
            String said = segment.path("tokens")
                    .valueStream()
                    .map(token -> List.of("", "a", "b", " ").get(token.asInt()))
                    .collect(Collectors.joining());
            assertThat(said.strip()).isEqualTo(segment.path("text").asString());
        }
    }

    @Test
    void subtitlesAreAnswered() {
        var srt = post(form("model", "words", "response_format", "srt"), file("abcba"));
        assertThat(srt.headers().firstValue("Content-Type")).contains("application/x-subrip;charset=UTF-8");
        assertThat(srt.body()).startsWith("1\n00:00:00,0").endsWith("\nab ba\n\n");
        var vtt = post(form("model", "words", "response_format", "vtt"), file("abcba"));
        assertThat(vtt.headers().firstValue("Content-Type")).contains("text/vtt;charset=UTF-8");
        assertThat(vtt.body()).startsWith("WEBVTT\n\n00:00:00.0").endsWith("\nab ba\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "include[]"})
    void tokensHaveLogprobs(String field) {
        var answer = json(post(form("model", "words", field, "logprobs"), file("acb")));
        var logprobs = answer.path("logprobs");
        assertThat(logprobs.valueStream().map(one -> one.path("token").asString()))
                .containsExactly("a", " ", "b");
        assertThat(logprobs.at("/0/bytes").toString()).isEqualTo("[97]");
        assertThat(logprobs.valueStream().map(one -> one.path("logprob").asDouble()))
                .allMatch(logprob -> logprob <= 0 && logprob > -0.1);
    }

    @Test
    void theTextIsStreamedAsItIsHeard() {
        var answer = post(form("model", "words", "stream", "true", "include[]", "logprobs"), file("abc".repeat(20)));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no"); // of nginx
        var events = List.of(answer.body().split("\n\n"));
        var deltas = events.subList(0, events.size() - 1);
        assertThat(deltas.size()).isGreaterThan(3); // windows of 2 s
        assertThat(deltas).allMatch(event -> event.startsWith("event: transcript.text.delta\ndata: {"));
        String expected = "ab ".repeat(20).strip();
        assertThat(deltas.stream()
                        .map(event -> data(event).path("delta").asString())
                        .collect(Collectors.joining()))
                .isEqualTo(expected);
        assertThat(data(deltas.getFirst()).path("type").asString()).isEqualTo("transcript.text.delta");
        var done = data(events.getLast());
        assertThat(done.path("type").asString()).isEqualTo("transcript.text.done");
        assertThat(done.path("text").asString()).isEqualTo(expected);
        assertThat(done.path("logprobs")).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True"}) // as Python writes it
    void aStreamThatIsAskedForBehindTheFileIsOneToo(String stream) {
        var form = file("abcba");
        field(form, "stream", stream);
        field(form, "model", "words");
        assertThat(post(form).body()).isEqualTo("""
                event: transcript.text.delta
                data: {"type":"transcript.text.delta","delta":"ab ba"}

                event: transcript.text.done
                data: {"type":"transcript.text.done","text":"ab ba"}

                """);
    }

    @Test
    void whatGoesWrongInAStreamIsAnEvent() {
        var form = form("model", "words", "stream", "true");
        var answer = post(form, file(Arrays.copyOf(wav("abc".repeat(20)), 200_000)));
        assertThat(answer.statusCode()).isEqualTo(200);
        var last = List.of(answer.body().split("\n\n")).getLast();
        assertThat(last).startsWith("event: error\n");
        assertThat(data(last).at("/error/param").asString()).isEqualTo("file");

        var early = post(form("model", "words", "stream", "true"), file(new byte[10]));
        assertError(early, 400, "file", "WAV");
    }

    @ParameterizedTest
    @CsvSource({
        "hotwords, ab",
        "hotwords, 'bbb, ab'",
        "hotwords, '[\"bbb\", \"ab\"]'",
        "hotwords[], AB",
        "keywords[], ab",
        "language_model, pairs",
    })
    void whatIsExpectedIsHeardWhereTheSoundIsAmbiguous(String field, String value) {
        byte[] ambiguous = ambiguous();
        assertThat(text(post(form("model", "words"), file(ambiguous)))).isEqualTo("aa");
        assertThat(text(post(form("model", "words", field, value), file(ambiguous))))
                .isEqualTo("ab");
        var verbose =
                json(post(form("model", "words", field, value, "response_format", "verbose_json"), file(ambiguous)));
        assertThat(verbose.at("/words/0/word").asString()).isEqualTo("ab");
        var streamed = post(form("model", "words", field, value, "stream", "true"), file(ambiguous));
        assertThat(streamed.body()).doesNotContain("aa").contains("\"delta\":\"ab\"");
    }

    @Test
    void aNetworkBringsTheWeightsOfALanguageModel() {
        assertThat(text(post(form("model", SURE, "language_model", "pairs"), file(ambiguous()))))
                .isEqualTo("aa");
        assertThat(parts(SURE, "")).isEqualTo("{\"languageModel\":0.0,\"wordBonus\":-0.5}");
        assertThat(parts(SURE, ",\"weight\":1,\"wordBonus\":2")).endsWith(",\"wordBonus\":2.0}");
        assertThat(parts("words", "")).endsWith(",\"wordBonus\":3.5}").doesNotContain("\"languageModel\":0.0");
    }

    /** Returns what a language model and its words add to the score of "ab", where a request gives these weights. */
    private String parts(String network, String weights) {
        String rows = "[[-9,0,-9,-9],[-9,-9,0,-9],[0,-9,-9,-9]]";
        var parts = service.ask(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":" + rows + "}],\"network\":\"" + network
                                + "\",\"decoder\":\"beam\",\"languageModel\":{\"name\":\"pairs\"" + weights + "}}")
                .at("/utterances/0/hypotheses/0/parts");
        return "{\"languageModel\":" + parts.path("languageModel") + ",\"wordBonus\":" + parts.path("wordBonus") + "}";
    }

    @Test
    void hotWordsThatCannotBeSpelledAreWarnedOf() {
        var answer = post(form("model", "words", "hotwords", "ab,xyz"), file("ab"));
        assertThat(answer.headers().firstValue("X-Ctc-Warnings").orElse("")).contains("/hotwords", "xyz");
    }

    @ParameterizedTest
    @CsvSource({"hotwords", "keywords[]", "keywords[0]"})
    void aListIsSplitAtCommasAndNamedAsItWasSent(String field) {
        var answer = post(form("model", "words", field, "ab, xyz,|,ab", field, "uvw"), file("ab"));
        String name = field.replaceAll("\\[.*", "");
        assertThat(warnings(answer))
                .containsExactlyInAnyOrder(
                        "/" + name + ": \"xyz\" cannot be spelled with the vocabulary, and so is never found",
                        "/" + name + ": \"|\" cannot be spelled with the vocabulary, and so is never found",
                        "/" + name + ": \"uvw\" cannot be spelled with the vocabulary, and so is never found");
    }

    @ParameterizedTest
    @CsvSource({
        "response_format, json",
        "response_format, verbose_json",
        "response_format, srt",
        "stream, true",
    })
    void aLanguageModelOfAnotherCaseIsWarnedOf(String field, String value) {
        var answer =
                post(form("model", "words", "language_model", "upper", "hotwords", "AB", field, value), file("abcba"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(warnings(answer))
                .containsExactlyInAnyOrder(
                        "/hotwords: \"ab\" is not listed by the language model; it lists \"AB\": upper and lower case"
                                + " count",
                        "/language_model: 2 of the 2 words that were read are not listed by the language model, such as"
                                + " \"ab\"; it lists \"AB\": upper and lower case count");
    }

    private static List<String> warnings(HttpResponse<String> answer) {
        return ServiceClient.json(answer.headers().firstValue("X-Ctc-Warnings").orElse("[]"))
                .valueStream()
                .map(warning -> warning.path("pointer").asString() + ": "
                        + warning.path("detail").asString())
                .toList();
    }

    @Test
    void channelsThatCancelEachOtherAreNamed() {
        var form = file(oneChannelOfTwo("abcba"));
        String warning = "channel 1 is silent: the average of 2 channels is 6 dB weaker than channel 0; expected a"
                + " recording of channel 0 alone";
        assertThat(warnings(post(form("model", "words"), form))).containsExactly("/file: " + warning);

        var streamed = post(form("model", "words", "stream", "true"), file(oneChannelOfTwo("abc".repeat(20))));
        var events = List.of(streamed.body().split("\n\n"));
        assertThat(events).hasSizeGreaterThan(3);
        assertThat(data(events.getLast()).path("warnings").toString())
                .isEqualTo("[{\"pointer\":\"/file\",\"detail\":\"" + warning + "\"}]");
    }

    private static byte[] oneChannelOfTwo(String text) {
        double[] sound = ToneNetwork.sound(text);
        var samples = ByteBuffer.allocate(4 * sound.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : sound) {
            samples.putShort((short) Math.round(2 * sample * 32_767)).putShort((short) 0);
        }
        return WavFile.of(1, 2, ToneNetwork.SAMPLE_RATE, 16, samples.array());
    }

    @Test
    void whereTheLatticeIsTooLargeTimesAreRefusedAndLogprobsLeftOut() {
        byte[] late = wav(Arrays.copyOf(ambiguousSound(), 10 * ToneNetwork.SAMPLE_RATE));
        assertError(
                post(form("model", "words", "hotwords", "ab", "response_format", "srt"), file(late)),
                400,
                "response_format",
                "expected json or text");
        for (var more : List.of("stream", "temperature")) {
            var answer =
                    post(form("model", "words", "hotwords", "ab", "include[]", "logprobs", more, "true"), file(late));
            assertThat(answer.body()).contains("\"ab\"").doesNotContain("logprobs");
            assertThat(warnings(answer))
                    .containsExactly(
                            "/include: no logprobs: too long a recording to find where each word of a beam search"
                                    + " is, see ctc.limits.max-cells");
        }
        assertThat(post(
                                form("model", "words", "hotwords", "ab", "stream", "true", "response_format", "srt"),
                                file(late))
                        .statusCode())
                .isEqualTo(200); // events have no times
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model | nothing | 404 | model | expected one of letters, of/whom/sure, words
            model | '' | 400 | model | missing
            response_format | diarized_json | 400 | response_format | expected one of json, text, srt, verbose_json, vtt
            timestamp_granularities[] | char | 400 | timestamp_granularities | expected word or segment
            timestamp_granularities | ["word", "char"] | 400 | timestamp_granularities | expected word or segment
            timestamp_granularities | ["word" | 400 | timestamp_granularities | expected word or segment
            timestamp_granularities | [1] | 400 | timestamp_granularities | expected word or segment
            include[] | tokens | 400 | include | expected logprobs
            stream | maybe | 400 | stream | expected true or false
            language_model | none | 400 | language_model | expected one of pairs
            """)
    void whatMeansNothingIsRefused(String field, String value, int status, String param, String message) {
        var form = field.equals("model") ? form(field, value) : form("model", "words", field, value);
        assertError(post(form, file("ab")), status, param, message);
        var reversed = file("ab"); // the same where the file comes first
        field(reversed, field, value);
        if (!field.equals("model")) {
            field(reversed, "model", "words");
        }
        assertError(post(reversed), status, param, message);
    }

    @Test
    void theErrorOfAnUnknownModelIsOpenAis() {
        var answer = post(form("model", "nothing"), file("ab"));
        assertThat(ServiceClient.json(answer.body()).path("error").path("code").asString())
                .isEqualTo("model_not_found");
        assertThat(ServiceClient.json(answer.body()).path("error").path("type").asString())
                .isEqualTo("invalid_request_error");
    }

    @Test
    void badFilesAreRefused() {
        byte[] m4a = "\0\0\0 ftypM4A \0\0\0\0M4A mp42isom".getBytes(StandardCharsets.ISO_8859_1);
        assertError(post(form("model", "words"), file(m4a)), 400, "file", "WAV");
        assertError(post(form("model", "words"), file(Arrays.copyOf(wav("ab"), 300))), 400, "file", "ends inside");
        assertError(post(form("model", "words")), 400, "file", "missing");
        assertError(post(form("model", "words"), file("ab"), file("ab")), 400, "file", "twice");
        var tooLong = WavFile.ofShorts(16_000, new short[16_000 * 101]);
        assertError(post(form("model", "words"), file(tooLong)), 413, "file", "ctc.limits.max-recording");
    }

    @Test
    void silenceIsNoText() {
        byte[] silence = WavFile.ofShorts(16_000, new short[16_000]);
        var answer = json(post(form("model", "words", "response_format", "verbose_json"), file(silence)));
        assertThat(answer.path("text").asString()).isEmpty();
        assertThat(answer.path("words")).isEmpty();
        assertThat(answer.path("segments")).isEmpty();
        assertThat(post(form("model", "words", "stream", "true"), file(silence)).body())
                .isEqualTo("event: transcript.text.done\ndata: {\"type\":\"transcript.text.done\",\"text\":\"\"}\n\n");
    }

    @Test
    void bodiesOfUnknownLengthAreReadAsTheyCome() {
        byte[] body = body(form("model", "words"), file("abc".repeat(130)));
        var answer = service.post(
                PATH, Form.CONTENT_TYPE, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertThat(json(answer).path("text").asString())
                .isEqualTo("ab ".repeat(130).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/audio/transcriptions, 405, method_not_supported",
        "GET, /v1/nothing, 404, null",
        "GET, /v1/models/nothing, 404, model_not_found",
        "POST, /v1/audio/transcriptions, 400, null",
        "TRACE, /v1/models, 405, method_not_supported"
    })
    void everyErrorIsOpenAis(String method, String path, int status, String code) {
        var answer = service.send(service.request(path).method(method, BodyPublishers.noBody()));
        assertError(answer, status, code.equals("model_not_found") ? "model" : null, "");
        assertThat(ServiceClient.json(answer.body()).at("/error/code").asString("null"))
                .isEqualTo(code);
    }

    @Test
    void bodiesOfOtherTypesAreToldWhatIsRead() {
        var answer = service.post(PATH, "audio/wav", BodyPublishers.ofByteArray(wav("ab")));
        assertError(answer, 400, null, "multipart/form-data");
    }

    @Test
    void modelsAreListed() {
        var models = ServiceClient.json(service.get("/v1/models").body());
        assertThat(models.path("object").asString()).isEqualTo("list");
        assertThat(models.path("data")
                        .valueStream()
                        .map(model -> model.path("id").asString()))
                .startsWith("letters", SURE, "words")
                .doesNotContain("print"); // which reads pictures
        var model = ServiceClient.json(service.get("/v1/models/words").body());
        assertThat(model).isEqualTo(models.at("/data/2"));
        assertThat(model.propertyNames()).containsExactly("id", "object", "created", "owned_by");
        assertThat(model.path("owned_by").asString()).isEqualTo("user");
        assertThat(ServiceClient.json(service.get("/v1/models/" + SURE).body())).isEqualTo(models.at("/data/1"));
        assertThat(service.get("/v1/models/of%2Fwhom%2felse").body()).contains("of/whom/else does not exist");
        assertThat(service.get("/v1/models/of/whom/else").body()).contains("of/whom/else does not exist");
        assertThat(service.get("/v1/models/whisper-1").statusCode()).isEqualTo(200);
        assertThat(service.get("/v1/models/print").statusCode()).isEqualTo(404);
    }

    /** More than the server works at; none waits for another for ever, none loses its place, and nobody is read another's sound. */
    @Test
    void manyClientsAtOnceAreHeardOrToldToComeAgain() throws Exception {
        var said = List.of("abcba", "bcab", "acb");
        var read = List.of("ab ba", "b ab", "a b");
        var answers = new ArrayList<Future<Boolean>>();
        try (var clients = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < 320; i++) {
                int which = i % 3;
                boolean isBare = i % 2 == 0;
                answers.add(clients.submit(() -> {
                    var answer = isBare
                            ? service.post(
                                    "/decode?network=words",
                                    "audio/wav",
                                    BodyPublishers.ofByteArray(wav(said.get(which))))
                            : post(form("model", "words"), file(said.get(which)));
                    if (answer.statusCode() == 503) {
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                        return false;
                    }
                    assertThat(json(answer).toString()).contains("\"text\":\"" + read.get(which) + "\"");
                    return true;
                }));
            }
        }
        int heard = 0;
        for (var answer : answers) {
            heard += answer.get() ? 1 : 0;
        }
        assertThat(heard).isPositive();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(service.get("/actuator/prometheus").body())
                                .containsPattern("ctc_permits_used\\{.*kind=\"computations\".*} 0\\.0")
                                .containsPattern("ctc_permits_used\\{.*kind=\"kibibytes\".*} 0\\.0")
                                .containsPattern("ctc_permits_used\\{.*kind=\"requests\".*} 0\\.0"));
    }

    @Test
    void networkAndSearchAreMeasured() {
        post(form("model", "words"), file("ab"));
        post(form("model", "words", "hotwords", "ab"), file("ab"));
        assertThat(service.get("/actuator/prometheus").body())
                .containsPattern("ctc_decode_seconds_count\\{.*decoder=\"greedy\".*} [1-9]")
                .containsPattern("ctc_decode_seconds_count\\{.*decoder=\"beam\".*} [1-9]")
                .containsPattern("ctc_network_seconds_count\\{.*network=\"words\".*} [1-9]");
    }

    private HttpResponse<String> post(Form... forms) {
        return service.post(PATH, Form.CONTENT_TYPE, BodyPublishers.ofByteArray(body(forms)));
    }

    /** Returns the parts of all of them in one form. */
    private static byte[] body(Form... forms) {
        var body = new ByteArrayOutputStream();
        Stream.of(forms).map(Form::incomplete).forEach(body::writeBytes);
        body.writeBytes(new Form().complete());
        return body.toByteArray();
    }

    private static Form form(String... namesAndValues) {
        var form = new Form();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            field(form, namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }

    private static void field(Form form, String name, String value) {
        form.part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    /** A tone of each letter, made by ffmpeg of what {@link #wav} makes. */
    @ParameterizedTest
    @ValueSource(strings = {"abcba.flac", "abcba.mp3", "abcba.opus"})
    void compressedFilesAreRead(String name) throws IOException {
        byte[] content = Files.readAllBytes(Path.of("src/test/resources/io/ctcservice/audio", name));
        assertThat(text(post(form("model", "words"), file(content)))).isEqualTo("ab ba");
    }

    private static Form file(String text) {
        return file(wav(text));
    }

    private static Form file(byte[] content) {
        return new Form()
                .part(
                        "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav",
                        content);
    }

    private static byte[] wav(String text) {
        return wav(ToneNetwork.sound(text));
    }

    private static byte[] wav(double[] sound) {
        var samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound[i] * 32767);
        }
        return WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, samples);
    }

    /** An "a", and then, for one frame of the network, something between an "a" and a "b". */
    private static byte[] ambiguous() {
        return wav(ambiguousSound());
    }

    private static double[] ambiguousSound() {
        double[] sound = ToneNetwork.sound("aa");
        double[] other = ToneNetwork.sound("ab");
        int frame = sound.length / 2;
        for (int i = frame; i < sound.length; i++) {
            sound[i] = i < frame + 400 ? 0.8 * sound[i] + 0.75 * other[i] : 0;
        }
        return sound;
    }

    private static JsonNode data(String event) {
        return ServiceClient.json(event.substring(event.indexOf("data: ") + "data: ".length()));
    }

    private static String text(HttpResponse<String> answer) {
        return json(answer).path("text").asString();
    }

    private static void assertError(HttpResponse<String> answer, int status, @Nullable String param, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        var error = ServiceClient.json(answer.body()).path("error");
        assertThat(error.propertyNames()).as(answer.body()).containsExactly("message", "type", "param", "code");
        assertThat(error.path("param").asString("null")).as(answer.body()).isEqualTo(String.valueOf(param));
        assertThat(error.path("message").asString()).contains(message);
    }
}
