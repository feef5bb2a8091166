package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.StreamClient.Closed;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of /stream with emissions: readings while they come, ends of segments, and what is refused. */
@ServiceTest
final class StreamTests {

    private static final String CLASSES =
            "\"vocabulary\":[\"a\",\"b\",\" \",\"_\"],\"blank\":3,\"classes\":4,\"dtype\":\"float32\"";
    private static final String START = "{\"type\":\"start\"," + CLASSES + ",\"scores\":\"logits\"}";
    private static final String END = "{\"type\":\"end\"}";
    private static final String FLUSH = "{\"type\":\"flush\"}";

    private static final byte[] A = StreamClient.floats(9, 0, 0, 0);
    private static final byte[] B = StreamClient.floats(0, 9, 0, 0);
    private static final byte[] SPACE = StreamClient.floats(0, 0, 9, 0);
    private static final byte[] QUIET = StreamClient.floats(0, 0, 0, 9);

    private final int port;

    StreamTests(@LocalServerPort int port) {
        this.port = port;
    }

    private StreamClient open() throws IOException {
        return new StreamClient(port, "/stream");
    }

    private static byte[] rows(byte[]... rows) {
        var all = new byte[16 * rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, 16 * i, 16);
        }
        return all;
    }

    private static byte[] repeated(byte[] row, int count) {
        var rows = new byte[count][];
        Arrays.fill(rows, row);
        return rows(rows);
    }

    private static String start(String more) {
        return START.replace("}", "," + more + "}");
    }

    private static String text(JsonNode message) {
        return message.get("text").asString();
    }

    private static String type(JsonNode message) {
        return message.get("type").asString();
    }

    @Test
    void whatIsReadGrowsAndIsFinalAtTheEnd() throws IOException {
        var stream = open().say(START).say(rows(A, SPACE));
        var first = stream.hear();
        stream.say(rows(B, QUIET));
        var second = stream.hear();
        stream.say(END);
        var last = stream.hear();

        assertThat(List.of(type(first), type(second), type(last))).containsExactly("partial", "partial", "final");
        assertThat(List.of(text(first), text(second), text(last))).containsExactly("a", "a b", "a b");
        assertThat(List.of(first.get("frames").asInt(), second.get("frames").asInt()))
                .containsExactly(2, 4);
        assertThat(text(second)).startsWith(second.get("stable").asString());
        assertThat(last.get("reason").asString()).isEqualTo("end");
        assertThat(stream.closed()).isEqualTo(new Closed(1000, ""));
    }

    @Test
    void bytesOfACharacterAreStableOnlyTogether() throws IOException {
        var stream = open().say("{\"type\":\"start\",\"vocabulary\":[\"<0xC3>\",\"<0xA9>\",\"▁\",\"_\"],\"blank\":3,"
                + "\"classes\":4,\"dtype\":\"float32\",\"scores\":\"logits\",\"decoder\":\"greedy\"}");
        var first = stream.say(rows(A)).hear();
        var second = stream.say(rows(B)).hear();

        assertThat(List.of(text(first), text(second))).containsExactly("�", "é");
        assertThat(List.of(first.get("stable").asString(), second.get("stable").asString()))
                .containsExactly("", "é");
        assertThat(text(stream.say(END).hear())).isEqualTo("é");
    }

    @Test
    void aSegmentEndsWhenAskedAndTimesGoOnFromTheStartOfTheStream() throws IOException {
        var stream = open().say(start("\"include\":[\"words\",\"tokens\"],\"secondsPerFrame\":0.5"))
                .say(rows(A, QUIET))
                .say(FLUSH)
                .say(rows(QUIET, B))
                .say(END);
        var finals = stream.hearAllWhole();

        assertThat(finals).extracting(StreamTests::text).containsExactly("a", "b");
        assertThat(finals).extracting(one -> one.get("reason").asString()).containsExactly("flush", "end");
        var word = finals.get(1).at("/words/0");
        assertThat(List.of(word.get("start").asInt(), word.get("end").asInt())).containsExactly(3, 4);
        assertThat(word.get("startSeconds").asDouble()).isEqualTo(1.5);
        assertThat(finals.get(1).at("/tokens/0/start").asInt()).isEqualTo(3);
        assertThat(finals.get(1).get("startSeconds").asDouble()).isEqualTo(1.0);
    }

    @Test
    void theProbabilityOfASegmentIsThatOfItsFramesAlone() throws IOException {
        var stream = open().say(START)
                .say(rows(A, A, QUIET))
                .say(FLUSH)
                .say(rows(A, A, QUIET))
                .say(END);
        var finals = stream.hearAllWhole();
        double whole = new ServiceClient(port)
                .ask(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":[[9,0,0,0],[9,0,0,0],[0,0,0,9]]}],"
                                + "\"vocabulary\":[\"a\",\"b\",\" \",\"_\"],\"blank\":3,\"decoder\":\"beam\"}")
                .at("/utterances/0/hypotheses/0/logProb")
                .asDouble();

        assertThat(finals).extracting(one -> one.get("logProb").asDouble()).containsExactly(whole, whole);
    }

    @Test
    void silenceEndsASegmentWhereverTheMessagesAreCut() throws IOException {
        String rules = "\"secondsPerFrame\":0.1,\"endpoint\":{\"afterSpeech\":0.3,\"noSpeech\":0.5,\"longest\":2}";
        byte[] all = rows(A, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, B);
        var whole = open().say(start(rules)).say(all).say(END).hearAllWhole();
        var cut = open().say(start(rules));
        for (int i = 0; i < 10; i++) {
            cut.say(Arrays.copyOfRange(all, 16 * i, 16 * i + 16));
        }

        assertThat(whole)
                .extracting(one -> one.get("reason").asString())
                .containsExactly("afterSpeech", "noSpeech", "end");
        assertThat(whole).extracting(one -> one.get("end").asInt()).containsExactly(4, 9, 10);
        assertThat(cut.say(END).hearAllWhole()).isEqualTo(whole);
    }

    @Test
    void theLongestSegmentEndsInTheMiddleOfSpeech() throws IOException {
        var stream = open().say(start("\"secondsPerFrame\":0.1,\"endpoint\":{\"longest\":0.2}"));
        var finals = stream.say(rows(A, B, B, A)).say(END).hearAllWhole();

        assertThat(finals).extracting(StreamTests::text).containsExactly("ab", "ba", "");
        assertThat(finals).extracting(one -> one.get("reason").asString()).containsExactly("longest", "longest", "end");
    }

    @Test
    void withoutAVocabularyThereAreLabels() throws IOException {
        var stream = open().say(
                        "{\"type\":\"start\",\"blank\":3,\"classes\":4,\"dtype\":\"float32\",\"scores\":\"logits\"}")
                .say(rows(A, B));
        var partial = stream.hear();

        assertThat(partial.get("labels")).hasToString("[0,1]");
        assertThat(partial.get("stableLabels").asInt()).isBetween(0, 2);
        assertThat(partial.has("text")).isFalse();
        assertThat(stream.say(END).hear().get("labels")).hasToString("[0,1]");
    }

    @Test
    void aSegmentWhoseBlankSeemsToBeAnotherClassSaysSo() throws IOException {
        var stream = open().say(START.replace("\"blank\":3", "\"blank\":0"));
        var odd = stream.say(rows(QUIET, B, QUIET, QUIET, QUIET, B, QUIET, QUIET))
                .say(FLUSH)
                .hearWhole();
        var plain = stream.say(rows(A, B, A, A, A, B, A, A)).say(END).hearWhole();

        assertThat(odd.at("/warnings/0/pointer").asString()).isEqualTo("/blank");
        assertThat(odd.at("/warnings/0/detail").asString())
                .isEqualTo("the class 0 ('a') is hardly ever the best, but 3 ('_') is in 75 % of the frames of this"
                        + " segment; is that the blank?");
        assertThat(plain.has("warnings")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-1e9, -1e9, beam, false",
        "-2e9, -1e10, beam, false",
        "-1e9, -1000, beam, true",
        "-999, -1e9, beam, true",
        "-1e9, , beam, true",
        "-1e9, -1e9, greedy, true"
    })
    void aSearchThatWouldNeverSettleALabelIsRefused(double token, Double beam, String decoder, boolean isTaken)
            throws IOException {
        String limits = "\"decoder\":\"" + decoder + "\",\"tokenMinLogProb\":" + token
                + (beam == null ? "" : ",\"beamMinLogProb\":" + beam);
        var stream = open().say(start(limits));
        if (isTaken) {
            assertThat(text(stream.say(A).say(END).hearWhole())).isEqualTo("a");
            return;
        }
        var error = stream.hear();
        assertThat(error.at("/errors")
                        .valueStream()
                        .map(one -> one.get("pointer").asString()))
                .containsExactly("/tokenMinLogProb", "/beamMinLogProb");
        assertThat(error.at("/errors/0/detail").asString())
                .contains(" beside \"beamMinLogProb\": -10000000", "expected one of them above -1e9", "POST /decode");
        assertThat(stream.closed().code()).isEqualTo(1008);
        new ServiceClient(port)
                .ask("/decode", "{\"utterances\":[{\"emissions\":[[9,0],[0,9]]}],\"blank\":1," + limits + "}");
    }

    @Test
    void aStreamWithoutFramesReadsNothing() throws IOException {
        var stream = open().say(start("\"include\":[\"words\"]")).say(END);
        var last = stream.hear();

        assertThat(text(last)).isEmpty();
        assertThat(last.get("logProb").asDouble()).isZero();
        assertThat(last.get("words")).isEmpty();
        assertThat(stream.closed().code()).isEqualTo(1000);
    }

    @Test
    void otherHypothesesAreAlternatives() throws IOException {
        var rows = StreamClient.floats(2, 1, -9, 1);
        var last = open().say(start("\"nBest\":3,\"beamMinLogProb\":-1000,\"tokenMinLogProb\":-1e9"))
                .say(rows)
                .say(END)
                .hearWhole();

        assertThat(text(last)).isEqualTo("a");
        assertThat(last.get("alternatives")).hasSize(2);
        assertThat(last.at("/alternatives/0/logProb").asDouble())
                .isLessThan(last.get("logProb").asDouble());
    }

    @Test
    void whatIsSaidAfterTheEndIsNotHeard() throws IOException {
        var stream = open().say(START).say(A).say(END).say(B).say("{").say(END);

        assertThat(stream.hearAllWhole()).extracting(StreamTests::text).containsExactly("a");
        assertThat(stream.closed().code()).isEqualTo(1000);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("{", 1007, 400, ""),
                Arguments.of("[]", 1007, 400, ""),
                Arguments.of("{\"type\":\"hello\"}", 1007, 400, "/type"),
                Arguments.of("{}", 1007, 400, "/type"),
                Arguments.of(start("\"foo\":1"), 1007, 400, "/foo"),
                Arguments.of(start("\"utterances\":[]"), 1007, 400, "/utterances"),
                Arguments.of(start("\"beamWidth\":\"wide\""), 1007, 400, "/beamWidth"),
                Arguments.of(start("\"endpoint\":{\"after\":1},\"secondsPerFrame\":1"), 1007, 400, "/endpoint/after"),
                Arguments.of(start("\"endpoint\":{\"longest\":1}"), 1008, 422, "/secondsPerFrame"),
                Arguments.of(
                        start("\"endpoint\":{\"longest\":-1},\"secondsPerFrame\":1"), 1008, 422, "/endpoint/longest"),
                Arguments.of(start("\"beamWidth\":0"), 1008, 422, "/beamWidth"),
                Arguments.of(start("\"secondsPerFrame\":-1"), 1008, 422, "/secondsPerFrame"),
                Arguments.of(start("\"hotwords\":[{}]"), 1008, 422, "/hotwords/0/phrase"),
                Arguments.of(start("\"network\":\"nobody\""), 1008, 422, "/network"),
                Arguments.of(start("\"include\":[\"search\"]"), 1008, 422, "/include"),
                Arguments.of(START.replace("\"classes\":4", "\"classes\":5"), 1008, 422, "/classes"),
                Arguments.of(START.replace(",\"dtype\":\"float32\"", ""), 1008, 422, "/dtype"),
                Arguments.of(START.replace("float32", "float64"), 1007, 400, "/dtype"),
                Arguments.of(START.replace(",\"scores\":\"logits\"", ""), 1008, 422, "/scores"),
                Arguments.of(FLUSH, 1008, 422, ""),
                Arguments.of(END, 1008, 422, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aFirstMessageThatIsWrongIsToldAndEndsTheStream(String message, int code, int status, String pointer)
            throws IOException {
        var stream = open().say(message);
        var error = stream.hear();

        assertThat(type(error)).isEqualTo("error");
        assertThat(error.get("status").asInt()).isEqualTo(status);
        assertThat(error.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(stream.closed().code()).isEqualTo(code);
    }

    @Test
    void classesThatAreNotThoseOfEnglishSayThatItWasTaken() throws IOException {
        var error = open().say("{\"type\":\"start\",\"classes\":97,\"dtype\":\"float32\",\"scores\":\"logits\"}")
                .hear();

        assertThat(error.at("/errors/0/pointer").asString()).isEqualTo("/classes");
        assertThat(error.at("/errors/0/detail").asString())
                .contains("97; expected 28, the size of the vocabulary \"english\"", "\"vocabularyName\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 30})
    void classesThatAreNotThoseOfANetworkGetNoAdvice(int classes) throws IOException {
        var error = open().say("{\"type\":\"start\",\"network\":\"demo-english\",\"classes\":" + classes
                        + ",\"dtype\":\"float32\"}")
                .hear();

        assertThat(error.at("/errors/0/detail").asString())
                .matches(classes + "; expected [0-9]+, the size of the vocabulary");
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(new byte[15], 1007),
                Arguments.of(StreamClient.floats(1, 2, Float.NaN, 3), 1007),
                Arguments.of(StreamClient.floats(1, 2, Float.POSITIVE_INFINITY, 3), 1007),
                Arguments.of(new byte[(1 << 20) + 16], 1009));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void binaryMessagesThatCannotBeReadEndTheStream(byte[] message, int code) throws IOException {
        var stream = open().say(START).say(A).say(message);

        assertThat(type(stream.hearWhole())).isEqualTo("error");
        assertThat(stream.closed().code()).isEqualTo(code);
    }

    @Test
    void aSecondStartAndSoundBeforeTheFirstBreakTheRules() throws IOException {
        assertThat(open().say(START).say(START).closed().code()).isEqualTo(1008);
        assertThat(open().say(A).closed().code()).isEqualTo(1008);
    }

    @Test
    void aMessageOfTheLargestSizeIsRead() throws IOException {
        var stream = open().say(START).say(repeated(QUIET, 65_536)).say(END);

        assertThat(stream.hearWhole().get("end").asInt()).isEqualTo(65_536);
    }

    @Test
    void aConnectionThatIsCutGivesItsPlaceBack() throws IOException {
        var service = new ServiceClient(port);
        var stream = open().say(START).say(A);
        stream.hear();
        assertThat(open(service)).isPositive();
        stream.cut();

        while (open(service) > 0) { // bounded by the time limit of the build
            Thread.onSpinWait();
        }
    }

    private static double open(ServiceClient service) {
        return service.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("ctc_permits_used") && line.contains("kind=\"streams\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aRequestThatIsNoWebSocketIsToldSo() {
        var answer = new ServiceClient(port).get("/stream");

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
        assertThat(answer.body()).contains("/v3/asyncapi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream", "/vosk"})
    void onlyGetOpensAWebSocket(String path) {
        try (var client = new RawConnection(port)) {
            client.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

            assertThat(client.answer(Duration.ofSeconds(20)).status()).isEqualTo(426);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    400, Connection: close,             Sec-WebSocket-Version: 13,    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==, 'Connection: close; expected'
                    426, 'Connection: keep-alive, upgrade', Sec-WebSocket-Version: 8, Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==, Sec-WebSocket-Version
                    400, Connection: Upgrade,           Sec-WebSocket-Version: 13,    X-Key: none,                                Sec-WebSocket-Key is missing
                    400, Connection: Upgrade,           Sec-WebSocket-Version: 13,    Sec-WebSocket-Key: AAAA,                    'Sec-WebSocket-Key: AAAA; expected'
                    """)
    void aHandshakeThatIsNotWholeIsToldWhatIsWrong(
            int status, String connection, String version, String key, String detail) {
        try (var client = new RawConnection(port)) {
            client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n" + connection + "\r\n"
                    + version + "\r\n" + key + "\r\n\r\n");

            var answer = client.answer(Duration.ofSeconds(20));
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(ServiceClient.json(answer.text().substring(answer.text().indexOf('{')))
                            .get("detail")
                            .asString())
                    .contains(detail);
        }
    }
}
