package io.ctcservice.api;

import static io.ctcservice.testing.Answers.assertRefused;
import static io.ctcservice.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of requests whose body is a file and whose fields are query parameters, and of batches in one file. */
@ServiceTest
final class FileRequestsTests {

    private static final FloatMatrix MATRIX =
            FloatMatrix.ofRows(new float[] {3, -1, 2}, new float[] {Float.NEGATIVE_INFINITY, 0, 1});
    private static final String JSON_MATRIX = "[[3,-1,2],[\"-Infinity\",0,1]]";
    private static final String OTHER_MATRIX = "[[1,2,3],[4,5,7]]";

    private final ServiceClient service;

    FileRequestsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void fieldsAreQueryParameters() {
        var answer = post(
                "/decode?blank=2&vocabulary=a,b,_&decoder=beam&beamWidth=8&nBest=2&include=words,tokens",
                Form.npy(MATRIX));
        assertThat(json(answer))
                .isEqualTo(service.ask(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":" + JSON_MATRIX + "}],\"blank\":2,"
                                + "\"vocabulary\":[\"a\",\"b\",\"_\"],\"decoder\":\"beam\",\"beamWidth\":8,"
                                + "\"nBest\":2,\"include\":[\"words\",\"tokens\"]}"));
    }

    /** So that it takes one write, and a client knows at once how much is to come. */
    @Test
    void aShortAnswerSaysItsLength() {
        var answer = post("/decode?blank=2", Form.npy(MATRIX));
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
    }

    /** The shortest way for plain numbers refuses what the JSON reader refuses. */
    @ParameterizedTest
    @ValueSource(strings = {"007", "2147483648", "1234567890123", "1.5", "-1", "3", "x"})
    void labelsAreIndicesOfClassesAsInJson(String label) {
        var answer = post("/loss?blank=2&labels=0," + label, Form.npy(MATRIX));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"/utterances/0/labels/1\"");
    }

    @Test
    void listsMayBeRepeatedAndASymbolMayBeAComma() {
        var answer = post(
                "/decode?blank=2&vocabulary=%2C&vocabulary=b&vocabulary=_&include=tokens&include=framePath",
                Form.npy(MATRIX));
        var hypothesis = json(answer).at("/utterances/0/hypotheses/0");
        assertThat(hypothesis.path("text").asString()).isEqualTo(",");
        assertThat(hypothesis.path("tokens")).hasSize(1);
        assertThat(json(answer).at("/utterances/0/framePath")).hasSize(2);
    }

    @Test
    void targetsAndLabelsBelongToTheUtterance() {
        String rest = "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2";
        String expected =
                "{\"utterances\":[{\"id\":\"u\",\"target\":\"ab\",\"emissions\":" + JSON_MATRIX + "}]," + rest + "}";
        assertThat(json(post("/loss?id=u&target=ab&vocabulary=a,b,_&blank=2", Form.npy(MATRIX))))
                .isEqualTo(service.ask("/loss", expected));
        assertThat(json(post("/align?id=u&target=ab&vocabulary=a,b,_&blank=2", Form.npy(MATRIX))))
                .isEqualTo(service.ask("/align", expected));
        var byLabels = service.ask("/loss", expected.replace("\"target\":\"ab\"", "\"labels\":[0,1]"));
        assertThat(json(post("/loss?id=u&labels=0,1&vocabulary=a,b,_&blank=2", Form.npy(MATRIX))))
                .isEqualTo(byLabels);
        assertThat(json(post("/loss?id=u&labels=0&labels=1&vocabulary=a,b,_&blank=2", Form.npy(MATRIX))))
                .isEqualTo(byLabels);
        assertThat(json(post("/loss?labels=&blank=2", Form.npy(MATRIX)))
                        .at("/utterances/0/targetLength")
                        .asInt())
                .isZero();
    }

    @Test
    void phrasesStandForThemselves() {
        assertThat(json(post("/spot?keywords=a&keywords=ab&vocabulary=a,b,_&blank=2&threshold=-50", Form.npy(MATRIX))))
                .isEqualTo(
                        service.ask(
                                "/spot",
                                "{\"utterances\":[{\"emissions\":" + JSON_MATRIX + "}],\"blank\":2,\"threshold\":-50,"
                                        + "\"vocabulary\":[\"a\",\"b\",\"_\"],\"keywords\":[{\"phrase\":\"a\"},{\"phrase\":\"ab\"}]}"));
        assertThat(json(post("/decode?decoder=beam&hotwords=ab,b&vocabulary=a,b,_&blank=2", Form.npy(MATRIX))))
                .isEqualTo(service.ask(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":" + JSON_MATRIX + "}],\"blank\":2,\"decoder\":\"beam\","
                                + "\"vocabulary\":[\"a\",\"b\",\"_\"],\"hotwords\":[{\"phrase\":\"ab\",\"bonus\":5},"
                                + "{\"phrase\":\"b\",\"bonus\":5}]}"));
    }

    @Test
    void threeAxesAreABatch() {
        String expected = "{\"utterances\":[{\"target\":\"ab\",\"emissions\":" + JSON_MATRIX + "},"
                + "{\"target\":\"b\",\"emissions\":" + OTHER_MATRIX + "}],"
                + "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2}";
        assertThat(json(post("/loss?target=ab&target=b&vocabulary=a,b,_&blank=2", batch(false))))
                .isEqualTo(service.ask("/loss", expected));
        assertThat(json(post("/loss?target=ab&target=b&vocabulary=a,b,_&blank=2", batch(true))))
                .isEqualTo(service.ask("/loss", expected));
        var byLabels = service.ask(
                "/loss",
                expected.replace("\"target\":\"ab\"", "\"labels\":[0,1]")
                        .replace("\"target\":\"b\"", "\"labels\":[1]"));
        assertThat(json(post("/loss?labels=0,1&labels=1&vocabulary=a,b,_&blank=2", batch(false))))
                .isEqualTo(byLabels);
    }

    @Test
    void aFormNeedsNoUtterancesOfWhichNothingIsSaid() {
        String rest = "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2}";
        var expected = service.ask(
                "/decode",
                "{\"utterances\":[{\"emissions\":" + JSON_MATRIX + "},{\"emissions\":" + JSON_MATRIX
                        + "},{\"emissions\":" + OTHER_MATRIX + "}]," + rest);
        var form = new Form().request("{" + rest).emissions(MATRIX).emissions(batch(true));
        assertThat(json(service.post("/decode", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()))))
                .isEqualTo(expected);
        var more = new Form()
                .request("{\"utterances\":[{},{}]," + rest)
                .emissions(MATRIX)
                .emissions(batch(false));
        assertRefused(
                service.post("/decode", Form.CONTENT_TYPE, BodyPublishers.ofByteArray(more.complete())),
                422,
                "/utterances",
                "2 utterances, but 3 matrices in the parts \"emissions\"; expected one for each, or no \"utterances\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            /decode?blank=2&beamwidth=3 ! /beamwidth ! unknown parameter; expected one of beamMinLogProb, beamWidth, blank,
            /decode?blank=2&blank=2 ! /blank ! given 2 times; expected once
            /decode?blank=two ! /blank ! the string "two"; expected a whole number
            /decode?blank=2.5 ! /blank ! expected a whole number
            /decode?blank=9 ! /blank ! expected
            /decode?blank=2&decoder=beams ! /decoder ! "beams"; expected one of greedy, beam
            /decode?blank=2&include=word ! /include/0 ! expected one of tokens, words, framePath
            /decode?blank=2&languageModel.weights=2 ! /languageModel.weights ! ; here it is called languageModel.weight
            /decode?blank=2&utterances=2 ! /utterances ! unknown parameter
            /decode?blank=2&beam_width=3 ! /beam_width ! wordDelimiter; here it is called beamWidth
            /decode?blank=2&emissions=2 ! /emissions ! unknown parameter
            /loss?blank=2&labels=0,x ! /utterances/0/labels/1 ! "x"; expected
            /loss?blank=2 ! /utterances/0/target ! missing; expected either "target" or "labels"
            /loss?blank=2&labels=0&id=a&id=b ! /id ! given 2 times; expected once, as there are utterances
            /loss?blank=2&labels=0&secondsPerFrame=1e400 ! /secondsPerFrame ! the number 1e400 overflows float64
            /align?blank=2&labels=0&star=maybe ! /star ! the string "maybe"; expected true or false
            """)
    void parametersAreRefusedByName(String path, String pointer, String detail) {
        assertRefused(post(path, Form.npy(MATRIX)), 422, pointer, detail);
    }

    @Test
    void bodiesThatAreNoArrayAreRefused() {
        assertRefused(
                post("/decode?blank=2", "[[1,2,3]]".getBytes(StandardCharsets.UTF_8)),
                400,
                "/utterances/0/emissions",
                "the body: starts with 5B 5B 31 2C 32 2C 33 5D; expected an .npy file");
        assertRefused(post("/decode?blank=2", new byte[0]), 400, "", "");
    }

    @Test
    void queriesBesideOtherBodiesAreStillRefused() {
        String json = "{\"utterances\":[{\"emissions\":" + JSON_MATRIX + "}],\"blank\":2}";
        assertRefused(service.post("/decode?blank=2", json), 422, "/blank", "a parameter in the query");
    }

    private HttpResponse<String> post(String path, byte[] body) {
        return service.post(path, "application/x-npy", BodyPublishers.ofByteArray(body));
    }

    /** Returns {@link #JSON_MATRIX} and {@link #OTHER_MATRIX} as an array of shape (2, 2, 3). */
    private static byte[] batch(boolean fortranOrder) {
        float no = Float.NEGATIVE_INFINITY;
        float[] values = fortranOrder
                ? new float[] {3, 1, no, 4, -1, 2, 0, 5, 2, 3, 1, 7}
                : new float[] {3, -1, 2, no, 0, 1, 1, 2, 3, 4, 5, 7};
        String dictionary =
                "{'descr': '<f4', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': (2, 2, 3), }";
        String padded = dictionary + " ".repeat(Math.floorMod(-(11 + dictionary.length()), 64)) + "\n";
        var file = ByteBuffer.allocate(10 + padded.length() + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.ISO_8859_1));
        for (float value : values) {
            file.putFloat(value);
        }
        return file.array();
    }
}
