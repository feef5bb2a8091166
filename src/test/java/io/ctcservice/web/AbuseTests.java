package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OpenApiContract;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests of hostile clients of a server with small limits: never a 5xx but 503, never a hang, and the server works
 * afterwards.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.limits.json-body=1MB",
            "ctc.limits.binary-body=1MB",
            "ctc.limits.max-frames=100000",
            "ctc.overload.body.grace=2s"
        })
final class AbuseTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEAD = "POST /loss HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String VALID = """
            {"utterances": [{"id": "u", "emissions": [[0.1, -2.3, 1e0], [1, 0, "-Infinity"]], "target": "ab"}],
             "vocabulary": ["a", "b", "_"], "blank": 2, "scores": "logits", "include": ["gradient", "lattice"]}""";

    @LocalServerPort
    private int port;

    private ServiceClient server;

    @BeforeEach
    void connect() {
        server = new ServiceClient(port);
    }

    @AfterEach
    void isWellAfterwards() {
        assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(server.post("/loss", VALID).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndlessBodyIsRefusedWith413() {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            var chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
            for (int i = 0; i < 300 && client.send(chunk); i++) {} // 1.2 MB of at most 1 MB
            client.send("0\r\n\r\n");

            assertThat(client.answer(PATIENCE).status()).isEqualTo(413);
        }
    }

    @Test
    void aBodyThatNeverComesIsGivenUp() {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "Content-Length: 100\r\n\r\n{");

            assertThat(client.answer(PATIENCE).status()).isEqualTo(408);
        }
    }

    @Test
    void headersThatNeverEndAreGivenUp() {
        try (var client = new RawConnection(port)) {
            client.send("POST /loss HTTP/1.1\r\nHost: loc");

            assertThat(client.answer(PATIENCE).status()).isIn(0, 400, 408); // hung up, with or without a word
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "x-unheard-of"})
    void compressedBodiesAreRefusedWith415(String encoding) {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "Content-Encoding: " + encoding + "\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b\0");

            var answer = client.answer(PATIENCE);
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("Accept-Encoding")).contains("identity");
            assertThat(answer.text())
                    .contains("\"detail\":\"Content-Encoding: " + encoding + "; expected a body without one\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "Transfer-Encoding: cow\r\n\r\n",
                "Content-Length: 9223372036854775807\r\n\r\n"
            })
    void liesAboutTheLengthAreRefused(String lie) {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + lie);

            var answer = client.answer(PATIENCE);
            assertThat(answer.status()).as(answer.text()).isBetween(400, 501).isNotEqualTo(500);
        }
    }

    @Test
    void longHeadersAreRefused() {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "X-Long: " + "x".repeat(100_000) + "\r\n\r\n");

            assertThat(client.answer(PATIENCE).status()).isIn(0, 400, 431);
        }
    }

    @Test
    void deepJsonIsRefused() {
        for (var open : List.of("[", "{\"a\":", "{\"utterances\":[{\"emissions\":[", "[[{\"x\":[")) {
            assertThat(server.post("/loss", open.repeat(20_000)).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999",
                "-1e999",
                "NaN",
                "Infinity",
                "1e2147483648",
                "0x1",
                "1.0.0",
                "--1",
                "null",
                "true",
                "\"1\"",
                "{}",
                "[]",
                "1e-999999999999"
            })
    void everyOddNumberIsAnsweredQuickly(String number) {
        var body = VALID.replace("-2.3", number);

        assertThat(server.post("/loss", body).statusCode()).isIn(200, 400, 422);
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        assertThat(server.post("/loss", VALID.replace("-2.3", "1".repeat(900_000)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void hugeShapesAreRefusedBeforeTheyCost() {
        var wide = "{\"utterances\":[{\"emissions\":[[" + "0,".repeat(70_000) + "0]],\"labels\":[0]}],\"blank\":1}";
        var long_ =
                "{\"utterances\":[{\"emissions\":[" + "[0,0],".repeat(110_000) + "[0,0]],\"labels\":[0]}],\"blank\":1}";

        assertThat(server.post("/loss", wide).statusCode()).isEqualTo(422);
        assertThat(server.post("/loss", long_).statusCode()).isEqualTo(422);
    }

    @Test
    void multipartWithDuplicatedOrEndlessPartsIsRefused() {
        var part =
                "--b\r\nContent-Disposition: form-data; name=\"request\"\r\nContent-Type: application/json\r\n\r\n{}\r\n";
        var header = "--b\r\nContent-Disposition: form-data; name=\"request\"\r\nX: " + "x".repeat(50_000)
                + "\r\n\r\n{}\r\n";

        for (var body : List.of(
                part + part + "--b--\r\n", part.repeat(2000) + "--b--\r\n", header + "--b--\r\n", part, "--b", "")) {
            var answer = server.post("/loss", "multipart/form-data; boundary=b", BodyPublishers.ofString(body));
            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00 HTTP/1.1", "GET /..%2f..%2fetc/passwd HTTP/1.1", "GET //evil HTTP/1.1", "GET /;x=y HTTP/1.1",
                "BREW /loss HTTP/1.1", "TRACE / HTTP/1.1", "GET / HTTP/9.9", "\u0016\u0003\u0001"
            })
    void oddRequestLinesAreRefused(String line) {
        try (var client = new RawConnection(port)) {
            client.send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            var answer = client.answer(PATIENCE);
            assertThat(answer.status()).as(answer.text()).isNotIn(500, 502, 504);
            assertThat(answer.text()).doesNotContain("root:", "Exception", "Tomcat");
        }
    }

    @ParameterizedTest
    @MethodSource("validRequests")
    void aThousandMutationsNeverCauseAnErrorNorAnAnswerThatIsNotDescribed(String path, String valid) {
        var contract = new OpenApiContract(server.get("/v3/api-docs").body());
        var random = new Random(path.hashCode());
        assertThat(server.post(path, valid).statusCode()).isEqualTo(200);
        for (int i = 0; i < 1000; i++) {
            var mutated = mutated(valid, random);
            var answer = server.post(path, "application/json", BodyPublishers.ofByteArray(mutated));
            assertThat(answer.statusCode() < 500 || answer.statusCode() == 503)
                    .as("%d to %s: %s", answer.statusCode(), new String(mutated, StandardCharsets.UTF_8), answer.body())
                    .isTrue();
            if (i % 10 == 0) { // checking one takes longer than getting it
                contract.requireForeseen(
                        path.replace("ctc-loss", "{model}"),
                        "post",
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body());
            }
        }
    }

    static Stream<Arguments> validRequests() {
        var utterance =
                "{\"utterances\": [{\"id\": \"u\", \"emissions\": [[0.1, -2.3, 1e0], [1, 0, \"-Infinity\"]]%s}],"
                        + " \"vocabulary\": [\"a\", \"b\", \"_\"], \"blank\": 2, %s}";
        return Stream.of(
                Arguments.of("/loss", VALID),
                Arguments.of(
                        "/decode",
                        utterance.formatted(
                                "",
                                "\"decoder\": \"beam\", \"beamWidth\": 8, \"nBest\": 2, \"lexicon\": [\"ab\", \"a\"],"
                                        + " \"hotwords\": [{\"phrase\": \"ab\", \"bonus\": 1.5}], \"wordDelimiter\": \"b\","
                                        + " \"include\": [\"tokens\", \"words\", \"framePath\"]")),
                Arguments.of(
                        "/align",
                        utterance.formatted(
                                ", \"target\": \"ab\"", "\"secondsPerFrame\": 0.02, \"wordDelimiter\": \"b\"")),
                Arguments.of(
                        "/spot", utterance.formatted("", "\"keywords\": [{\"phrase\": \"ab\", \"threshold\": -9}]")),
                Arguments.of(
                        "/synthesize",
                        "{\"text\": \"hi\", \"framesPerSymbol\": 3, \"model\": \"trained\", \"seed\": 1}"),
                Arguments.of("/v2/models/ctc-loss/infer", """
                        {"id": "1", "inputs": [
                         {"name": "emissions", "datatype": "FP32", "shape": [1, 2, 3], "data": [0.1, -2.3, 1, 1, 0, -7]},
                         {"name": "targets", "datatype": "INT32", "shape": [1, 2], "data": [0, 1]}],
                         "parameters": {"blank": 2}, "outputs": [{"name": "loss"}, {"name": "gradient"}]}"""));
    }

    private static final List<String> WORDS = List.of(
            "NaN",
            "1e999",
            "-1",
            "[",
            "]",
            "{",
            "}",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "\"-Infinity\"",
            "99999999999",
            "\\u0000",
            "\\ud800",
            "[[[[",
            "\"id\"",
            "\"labels\"",
            "\"target\"",
            "\"beam\"",
            "0",
            "\u00e9",
            "1e-45");

    /** One to four changes: a byte flipped, a span removed or doubled, a word put in or in the place of another. */
    private static byte[] mutated(String valid, Random random) {
        var bytes = new ArrayList<Byte>();
        for (byte b : valid.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b);
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int from = random.nextInt(bytes.size());
            int to = Math.min(bytes.size(), from + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> bytes.set(from, (byte) (bytes.get(from) ^ 1 << random.nextInt(8)));
                case 1 -> bytes.subList(from, Math.min(to, bytes.size() - 1)).clear();
                case 2 -> bytes.addAll(to, List.copyOf(bytes.subList(from, to)));
                case 3 -> bytes.addAll(from, word(random));
                default -> {
                    bytes.addAll(to, word(random));
                    bytes.subList(from, to).clear();
                }
            }
        }
        var result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }

    private static List<Byte> word(Random random) {
        var bytes = new ArrayList<Byte>();
        for (byte b : WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b);
        }
        return bytes;
    }
}
