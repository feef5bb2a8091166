package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.StreamingToneNetwork;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Tests of sound that is read while it comes: at /stream, and at /vosk as clients of vosk-server send it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class SoundStreamTests {

    @TempDir
    private static Path folder;

    private static final String START =
            "{\"type\":\"start\",\"network\":\"tones\",\"encoding\":\"pcm16\",\"sampleRate\":16000,\"include\":[\"words\"]}";
    private static final String END = "{\"type\":\"end\"}";
    private static final double[] SOUND = ToneNetwork.sound("abcab");

    private final int port;

    SoundStreamTests(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void networks(DynamicPropertyRegistry registry) throws IOException {
        StreamingToneNetwork.register("tones", folder.resolve("streaming"), registry);
        var both = ToneNetwork.writeTo(folder.resolve("both"));
        registry.add("ctc.networks.both-ways.location", both::toString);
        registry.add("ctc.networks.both-ways.preset", () -> "wav2vec2");
        var capitals = folder.resolve("capitals.arpa");
        Files.writeString(capitals, """
                \\data\\
                ngram 1=4

                \\1-grams:
                -1.0 <unk>
                -99 <s>
                -0.5 </s>
                -0.1 ABCAB
                \\end\\
                """);
        registry.add("ctc.language-models.capitals.location", capitals::toString);
    }

    private StreamClient open(String path) throws IOException {
        return new StreamClient(port, path);
    }

    private List<JsonNode> read(String start, byte[] sound, int chunk) throws IOException {
        var stream = open("/stream").say(start);
        for (int from = 0; from < sound.length; from += chunk) {
            stream.say(Arrays.copyOfRange(sound, from, Math.min(sound.length, from + chunk)));
        }
        return stream.say(END).hearAllWhole();
    }

    private static String text(JsonNode message) {
        return message.get("text").asString();
    }

    @ParameterizedTest(name = "chunks of {0} bytes")
    @ValueSource(ints = {2, 640, 3200, 1 << 20})
    void tonesAreReadHoweverTheSoundIsCut(int chunk) throws IOException {
        var sound = StreamingToneNetwork.pcm16(chunk == 2 ? Arrays.copyOf(SOUND, 3200) : SOUND);
        var last = read(START, sound, chunk).getFirst();

        assertThat(text(last)).isEqualTo(chunk == 2 ? "a" : "abcab");
        var word = last.at("/words/0");
        assertThat(word.get("startSeconds").asDouble()).isBetween(0.0, 0.05);
        assertThat(word.get("endSeconds").asDouble()).isBetween(0.05, 1.0);
    }

    /** As in the answers to requests. */
    @ParameterizedTest
    @CsvSource({"7999, 1", "8000, 0", "4000, 1"})
    void aRateBelowHalfOfThatOfTheNetworkIsWarnedOf(int rate, int warnings) throws IOException {
        var sound = StreamingToneNetwork.pcm16(Arrays.copyOf(SOUND, 3200));
        String detail =
                "a recording of " + rate + " Hz for a network that was trained with 16000 Hz: there is nothing to hear"
                        + " above " + rate / 2 + " Hz; expected one of at least 8000 Hz";

        var last = read(START.replace("16000", "" + rate), sound, 640).getFirst();
        assertThat(last.findValuesAsString("pointer")).hasSize(warnings).allMatch("/sampleRate"::equals);
        assertThat(last.findValuesAsString("detail")).hasSize(warnings).allMatch(detail::equals);

        var ofVosk = open("/vosk")
                .say("{\"config\":{\"sample_rate\":" + rate + ",\"model\":\"tones\"}}")
                .say(sound)
                .say("{\"eof\":1}");
        ofVosk.hear();
        var result = ofVosk.hear();
        assertThat(result.findValuesAsString("pointer")).hasSize(warnings).allMatch("/config/sample_rate"::equals);
        assertThat(result.findValuesAsString("detail")).hasSize(warnings).allMatch(detail::equals);
    }

    /** Its only frame takes longer than its 100 samples. */
    @Test
    void noWordEndsAfterTheSound() throws IOException {
        var sound = StreamingToneNetwork.pcm16(Arrays.copyOf(SOUND, 100));
        var last = read(START, sound, 50).getFirst();
        var ofVosk = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000}}")
                .say(sound)
                .say("{\"eof\":1}");
        ofVosk.hear();

        assertThat(text(last)).isEqualTo("a");
        assertThat(last.get("endSeconds").asDouble()).isEqualTo(0.00625);
        assertThat(last.at("/words/0/endSeconds").asDouble()).isEqualTo(0.00625);
        assertThat(ofVosk.hear().at("/result/0/end").asDouble()).isEqualTo(0.00625);
    }

    /** The last word has just been said, and the network looks ahead further than that. */
    @Test
    void aFlushedSegmentHasAllThatWasHeard() throws IOException {
        byte[] sound = said();
        var last = open("/stream")
                .say("{\"type\":\"start\",\"network\":\"demo-english-streaming\",\"encoding\":\"pcm16\","
                        + "\"sampleRate\":16000,\"decoder\":\"greedy\"}")
                .say(sound)
                .say("{\"type\":\"flush\"}")
                .say(END)
                .hearAllWhole();
        assertThat(last)
                .extracting(SoundStreamTests::text)
                .containsExactly("good morning and thank you for calling", "");
        assertThat(last.getFirst().get("endSeconds").asDouble()).isBetween(2.45, 2.5);
        assertThat(last.getLast().get("start")).isEqualTo(last.getFirst().get("end"));

        var ofVosk = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"model\":\"demo-english-streaming\"}}")
                .say(sound);
        ofVosk.hear();
        assertThat(text(ofVosk.say("{\"reset\":1}").hear())).isEqualTo("good morning and thank you for calling");
        ofVosk.cut();
    }

    /** Returns the first two and a half seconds of a recording. */
    private static byte[] said() throws IOException {
        try (var file = Files.newInputStream(Path.of("src/docs/examples/talk.flac"))) {
            var samples = new double[40_000];
            var sound = Resampler.of(SoundFiles.open(file, OptionalInt.empty()), 16_000);
            assertThat(sound.read(samples, 0, samples.length)).isEqualTo(samples.length);
            return StreamingToneNetwork.pcm16(samples);
        }
    }

    static Stream<String> forms() {
        return Stream.of(
                "\"pcm16\",\"sampleRate\":48000", "\"float32\",\"sampleRate\":16000", "\"pcm16\",\"sampleRate\":44100");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void otherFormsAndRatesAreReadLikewise(String form) throws IOException {
        int rate = Integer.parseInt(form.replaceAll(".*:", ""));
        var samples = new double[(int) ((long) SOUND.length * rate / 16_000)];
        for (int n = 0; n < samples.length; n++) {
            int part = n / (rate / 10);
            double hertz = 1000 * ("abcab".charAt(Math.min(4, part / 2)) - 'a' + 1);
            samples[n] = part % 2 == 0 ? 0.5 * Math.sin(2 * Math.PI * hertz * n / rate) : 0;
        }
        byte[] sound = form.startsWith("\"float32\"") ? floats(samples) : StreamingToneNetwork.pcm16(samples);

        var last = read(START.replace("\"pcm16\",\"sampleRate\":16000", form), sound, 4410 * 4)
                .getFirst();
        assertThat(text(last)).isEqualTo("abcab");
    }

    private static byte[] floats(double[] samples) {
        var floats = new float[samples.length];
        for (int n = 0; n < floats.length; n++) {
            floats[n] = (float) samples[n];
        }
        return StreamClient.floats(floats);
    }

    @Test
    void aLanguageModelOfAnotherCaseIsWarnedOfAtTheEndOfASegment() throws IOException {
        var stream = open("/stream")
                .say(START.replace(
                        ",\"include\"",
                        ",\"languageModel\":{\"name\":\"capitals\",\"weight\":0,\"unknownLogProb\":0},\"include\""));
        stream.say(StreamingToneNetwork.pcm16(SOUND));
        assertThat(stream.hear().has("warnings")).isFalse();
        var last = stream.say(END).hear();

        assertThat(text(last)).isEqualTo("abcab");
        assertThat(last.at("/warnings/0/pointer").asString()).isEqualTo("/languageModel/name");
        assertThat(last.at("/warnings/0/detail").asString())
                .isEqualTo("the one word that was read is not listed by the language model, \"abcab\";"
                        + " it lists \"ABCAB\": upper and lower case count");
    }

    @Test
    void partialReadingsComeWhileTheSoundRuns() throws IOException {
        var sound = StreamingToneNetwork.pcm16(SOUND);
        var stream = open("/stream").say(START);
        stream.say(Arrays.copyOf(sound, 6400)); // a tone and the quiet after it
        var first = stream.hear();
        stream.say(Arrays.copyOfRange(sound, 6400, 12_800));

        assertThat(text(first)).isEqualTo("a");
        assertThat(text(stream.hear())).isEqualTo("ab");
        stream.cut();
    }

    @Test
    void whatCannotBeHeardIsRefusedWithWhatToDo() throws IOException {
        assertThat(refusal(START.replace("tones", "both-ways"))).contains("is bidirectional");
        assertThat(refusal(START.replace("tones", "print"))).contains("reads pictures");
        assertThat(refusal(START.replace("16000", "10"))).contains("/sampleRate", "4000");
        assertThat(refusal(START.replace(",\"sampleRate\":16000", ""))).contains("/sampleRate: missing");
        assertThat(refusal(START.replace("\"encoding\":\"pcm16\",", ""))).contains("/encoding: missing");
        assertThat(refusal(START.replace("\"include\"", "\"classes\":4,\"include\"")))
                .contains("/classes: given beside \"encoding\"");
        assertThat(refusal(START.replace("\"encoding\":\"pcm16\",", "\"classes\":4,")))
                .contains("/classes: given beside \"sampleRate\"");
        assertThat(refusal(START.replace("\"include\"", "\"blank\":0,\"include\"")))
                .contains("/blank: given beside");
    }

    private String refusal(String start) throws IOException {
        var stream = open("/stream").say(start);
        String detail = stream.hear().get("detail").asString();
        assertThat(stream.closed().code()).isEqualTo(1008);
        return detail;
    }

    @Test
    void halfASampleAndNoNumberCannotBeRead() throws IOException {
        assertThat(open("/stream").say(START).say(new byte[3]).closed().code()).isEqualTo(1007);
        assertThat(open("/stream")
                        .say(START.replace("pcm16", "float32"))
                        .say(StreamClient.floats(Float.NaN))
                        .closed()
                        .code())
                .isEqualTo(1007);
    }

    /** As recorders of browsers send them: their bytes would be heard as noise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\u001aE\u00df\u00a3\u0001' | a Matroska or WebM file; expected samples without a file around them, of one channel, 16000 a second, as pcm16",
                "OggS0000 | an Ogg file; expected samples",
                "abcdftypisom | an MP4 file; expected samples",
            })
    void filesAreNoSamples(String start, String detail) throws IOException {
        for (String path : List.of("/stream", "/vosk")) {
            var stream = open(path)
                    .say(path.equals("/vosk") ? "{\"config\":{\"sample_rate\":16000}}" : START)
                    .say(start.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(stream.hear().toString()).contains(detail);
            assertThat(stream.closed().code()).isEqualTo(1007);
        }
    }

    /** Clients of vosk-server send files of WAV whole: the header is too short to be heard. */
    @Test
    void wavIsTakenWhereItHasTheSamplesThatAreExpected() throws IOException {
        var shorts = new short[SOUND.length];
        for (int n = 0; n < shorts.length; n++) {
            shorts[n] = (short) Math.round(32_767 * SOUND[n]);
        }
        var last = read(START, WavFile.ofShorts(16_000, shorts), 1 << 20).getFirst();
        assertThat(text(last)).isEqualTo("abcab");

        byte[] plain = WavFile.ofShorts(16_000, shorts);
        byte[] format = WavFile.little(40)
                .put(WavFile.format(0xfffe, 1, 16_000, 16))
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4)
                .putShort((short) 1)
                .array();
        byte[] extensible = WavFile.join(
                WavFile.riff(),
                WavFile.chunk("fmt ", format),
                WavFile.chunk("data", Arrays.copyOfRange(plain, 44, plain.length)));
        assertThat(text(read(START, extensible, 1 << 20).getFirst())).isEqualTo("abcab");

        var stream = open("/stream").say(START).say(WavFile.ofShorts(8000, shorts));
        assertThat(stream.hear().get("detail").asString())
                .startsWith("a WAV file of encoding 1 with 16 bits, channels: 1, 8000 Hz; expected samples without");
        stream = open("/stream").say(START.replace("pcm16", "float32")).say(WavFile.ofShorts(16_000, shorts));
        assertThat(stream.hear().get("detail").asString()).contains("16 bits, channels: 1, 16000 Hz", "as float32");
    }

    /** Its ten bytes would be five samples, and the client would wait for ever. */
    @Test
    void theEndInABinaryMessageIsRefused() throws IOException {
        var vosk = open("/vosk").say("{\"eof\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThat(vosk.hear().get("detail").asString())
                .isEqualTo("{\"eof\": 1} in a binary message; expected it in a text message");
        assertThat(vosk.closed().code()).isEqualTo(1007);

        var stream = open("/stream").say("{ \"type\": \"start\" }\n".getBytes(StandardCharsets.UTF_8));
        assertThat(stream.hear().get("detail").asString()).contains("expected it in a text message");
        assertThat(open("/stream")
                        .say(START)
                        .say("{\"a\":\0\0}".getBytes(StandardCharsets.UTF_8))
                        .hear()
                        .get("type"))
                .asString()
                .contains("partial");
    }

    @Test
    void clientsOfVoskServerGetAnAnswerToEachMessage() throws IOException {
        var sound = StreamingToneNetwork.pcm16(SOUND);
        var stream = open("/vosk").say("{ \"config\" : { \"sample_rate\" : 16000 } }");
        for (int from = 0; from < sound.length; from += 6400) {
            stream.say(Arrays.copyOfRange(sound, from, from + 6400));
            assertThat(stream.hear().get("partial").asString()).isEqualTo("abcab".substring(0, from / 6400 + 1));
        }
        var last = stream.say("{\"eof\" : 1}").hear();

        assertThat(text(last)).isEqualTo("abcab");
        assertThat(last.has("warnings")).isFalse();
        var word = last.at("/result/0");
        assertThat(word.get("word").asString()).isEqualTo("abcab");
        assertThat(word.get("start").asDouble()).isBetween(0.0, 0.05);
        assertThat(word.get("end").asDouble()).isBetween(0.8, 1.0);
        assertThat(word.get("conf").asDouble()).isBetween(0.5, 1.0);
        assertThat(stream.closed().code()).isEqualTo(1000);
    }

    @Test
    void anUtteranceEndsWithSilenceAsAtVoskServer() throws IOException {
        var sound = StreamingToneNetwork.pcm16(Arrays.copyOf(ToneNetwork.sound("ab"), 16_000 * 2));
        var stream = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"words\":false}}")
                .say(sound);

        var result = stream.hear();
        assertThat(text(result)).isEqualTo("ab");
        assertThat(result.has("result")).isFalse();
        assertThat(text(stream.say("{\"eof\":1}").hear())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void nothingIsLostWhereTwoUtterancesEndInOneMessage(int alternatives) throws IOException {
        var twice = Arrays.copyOf(Arrays.copyOf(ToneNetwork.sound("ab"), 16_000 * 2), 16_000 * 4);
        System.arraycopy(ToneNetwork.sound("ca"), 0, twice, 16_000 * 2, ToneNetwork.sound("ca").length);
        var stream = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"max_alternatives\":" + alternatives + "}}")
                .say(StreamingToneNetwork.pcm16(twice));

        var heard = stream.hear();
        var best = alternatives == 0 ? heard : heard.at("/alternatives/0");
        assertThat(text(best)).isEqualTo("ab ca");
        assertThat(best.get("result")).hasSize(2);
    }

    /** A client would wait for an answer for ever. */
    @Test
    void aMessageOfNoKindIsRefused() throws IOException {
        for (String message : List.of("{\"EOF\": 1}", "{}")) {
            var refusal = open("/vosk").say(message).hear();
            assertThat(refusal.get("status").asInt()).isEqualTo(400);
            assertThat(refusal.at("/errors/0/detail").asString()).endsWith("; expected one of config, eof, reset");
        }
    }

    @Test
    void whatIsWrongInAConfigurationIsNamedAsTheClientNamesIt() throws IOException {
        assertThat(refusalOf("{\"max_alternatives\":-3}"))
                .isEqualTo("/config/max_alternatives: -3; expected at least 0");
        assertThat(refusalOf("{\"max_alternatives\":5000}"))
                .startsWith("/config/max_alternatives: 5000; expected at most");
        assertThat(refusalOf("{\"sample_rate\":1e300}"))
                .isEqualTo("/config/sample_rate: 1e300; expected 4000 to 384000");
        assertThat(refusalOf("{\"sample_rate\":1001}")).isEqualTo("/config/sample_rate: 1001; expected 4000 to 384000");
        assertThat(refusalOf("{\"phrase_list\":[\"\u00fc x\"]}"))
                .isEqualTo("/config/phrase_list: no word that the network can spell, in no case of letters: \u00fc, x;"
                        + " expected at least one, or \"[unk]\" among them for hot words");
        assertThat(refusalOf("{\"phrase_list\":[\" \"]}"))
                .startsWith("/config/phrase_list: no word that the network can spell; expected");
    }

    private String refusalOf(String config) throws IOException {
        var stream = open("/vosk").say("{\"config\":" + config + "}").say(new byte[2]);
        var fault = stream.hear().at("/errors/0");
        return fault.get("pointer").asString() + ": " + fault.get("detail").asString();
    }

    @Test
    void numbersAndTextsStandForOtherTypesAsAtVoskServer() throws IOException {
        var stream = open("/vosk")
                .say("{\"config\":{\"sample_rate\":\"16000.0\",\"words\":0,\"max_alternatives\":\"2\"}}")
                .say(StreamingToneNetwork.pcm16(SOUND));
        stream.hear();
        var last = stream.say("{\"eof\":1}").hear();

        assertThat(last.at("/alternatives/0/text").asString()).isEqualTo("abcab");
        assertThat(last.at("/alternatives/0").has("result")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sample_rate\":8000 | /config/sample_rate",
                "\"phrase_list\":[\"a\"] | /config/phrase_list",
                "\"model\":\"tones\" | /config/model",
                "\"max_alternatives\":1 | /config/max_alternatives"
            })
    void whatCountsFromTheFirstSoundOnCannotChangeLater(String later, String field) throws IOException {
        String first = "{\"config\":{\"sample_rate\":16000}}";
        var stream = open("/vosk").say(first).say(new byte[2]);
        stream.hear();
        stream.say(first).say("{\"config\":{\"words\":false}}").say(new byte[2]);
        stream.hear();

        assertThat(stream.say("{\"config\":{" + later + "}}")
                        .hear()
                        .get("detail")
                        .asString())
                .isEqualTo(field + ": another one after the first sound; expected a new connection");
        assertThat(stream.closed().code()).isEqualTo(1008);
    }

    @Test
    void phrasesConfineWhatVoskClientsGet() throws IOException {
        var sound = StreamingToneNetwork.pcm16(SOUND);
        var stream = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"phrase_list\":[\"abca\"],\"max_alternatives\":2}}")
                .say(sound)
                .say("{\"eof\":1}");
        stream.hear();

        var alternatives = stream.hear().get("alternatives");
        assertThat(alternatives.get(0).get("text").asString()).matches("(abca)*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ABCA\",\"xyz\" | (abca)* | xyz",
                "\"ABCA xyz\" | (abca)* | xyz",
                "\"ABCAB\",\"xyz\",\"[unk]\",\"\" | abcab | xyz"
            })
    void phrasesAreTriedInTheCaseOfTheNetworkAndThoseItCannotSpellAreNamed(
            String phrases, String text, String unspelled) throws IOException {
        for (int alternatives : new int[] {0, 2}) {
            var stream = open("/vosk")
                    .say("{\"config\":{\"sample_rate\":16000,\"phrase_list\":[" + phrases + "],\"max_alternatives\":"
                            + alternatives + "}}")
                    .say(StreamingToneNetwork.pcm16(SOUND))
                    .say("{\"eof\":1}");
            stream.hear();
            var last = stream.hear();

            var best = alternatives == 0 ? last : last.at("/alternatives/0");
            assertThat(text(best)).isNotEmpty().matches(text);
            assertThat(last.get("warnings")).hasSize(1);
            assertThat(last.at("/warnings/0/pointer").asString()).isEqualTo("/config/phrase_list");
            assertThat(last.at("/warnings/0/detail").asString())
                    .isEqualTo("\"" + unspelled + "\" cannot be spelled with the vocabulary, and so is never found");
        }
    }

    /** A client of Vosk's knows no other fields, which a warning could name. */
    @ParameterizedTest
    @ValueSource(strings = {"\"[unk]\"", "\"\",\"[unk]\"", "\"bca\",\"[unk]\""})
    void unknownWordsAloneOrBesidePhrasesAreNoReasonToWarn(String phrases) throws IOException {
        var stream = open("/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"phrase_list\":[" + phrases + "]}}")
                .say(StreamingToneNetwork.pcm16(SOUND))
                .say("{\"eof\":1}");
        stream.hear();
        var last = stream.hear();
        assertThat(text(last)).isEqualTo("abcab");
        assertThat(last.has("warnings")).isFalse();
    }

    @Test
    void whatIsNoMessageOfVoskIsRefused() throws IOException {
        assertThat(open("/vosk").say("{").closed().code()).isEqualTo(1007);
        assertThat(open("/vosk").say("{\"config\":null}").closed().code()).isEqualTo(1007);
        assertThat(open("/vosk")
                        .say("{\"config\":{\"sample_rate\":\"fast\"}}")
                        .closed()
                        .code())
                .isEqualTo(1007);
        var stream = open("/vosk").say("{\"config\":{\"model\":\"nobody\"}}").say(new byte[2]);
        assertThat(stream.hear().get("detail").asString()).contains("nobody");
        assertThat(stream.closed().code()).isEqualTo(1008);
    }
}
