package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of requests whose matrices are files. */
@ServiceTest
final class MultipartRequestsTests {

    private static final FloatMatrix FIRST =
            FloatMatrix.ofRows(new float[] {0.25f, -1, 2}, new float[] {Float.NEGATIVE_INFINITY, 0, 1});
    private static final FloatMatrix SECOND = FloatMatrix.ofRows(new float[] {1, 2, 3});
    private static final String TWO = """
            {"utterances":[{"id":"u","labels":[0]},{"labels":[1]}],"blank":2}""";

    private final ServiceClient service;

    MultipartRequestsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void lossIsWhatItIsInJson() {
        String rest = ",\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2,\"include\":[\"gradient\",\"lattice\"]}";
        var form = new Form()
                .request("{\"utterances\":[{\"id\":\"u\",\"target\":\"a\"},{\"target\":\"b\"}]" + rest)
                .emissions(FIRST)
                .emissions(SECOND);
        assertThat(ServiceClient.json(post("/loss", form.complete()).body()))
                .isEqualTo(service.ask(
                        "/loss",
                        "{\"utterances\":[{\"id\":\"u\",\"target\":\"a\",\"emissions\":[[0.25,-1,2],[\"-Infinity\",0,1]]},"
                                + "{\"target\":\"b\",\"emissions\":[[1,2,3]]}]" + rest));
    }

    @Test
    void decodeIsWhatItIsInJson() {
        String rest = ",\"blank\":2,\"include\":[\"framePath\",\"tokens\"]}";
        var form = new Form().request("{\"utterances\":[{\"id\":\"u\"}]" + rest).emissions(FIRST);
        assertThat(ServiceClient.json(post("/decode", form.complete()).body()))
                .isEqualTo(service.ask(
                        "/decode",
                        "{\"utterances\":[{\"id\":\"u\",\"emissions\":[[0.25,-1,2],[\"-Infinity\",0,1]]}]" + rest));
    }

    @Test
    void chunkedBodiesOfUnknownLengthAreReadAsWell() {
        var large = FloatMatrix.adopt(400, 100, new float[40_000]);
        byte[] form = new Form()
                .request("{\"utterances\":[{\"labels\":[1]}],\"blank\":0}")
                .emissions(large)
                .complete();
        var response = post("/loss", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void aFormHoldsNoMoreUtterancesThanARequestMay() {
        var form = new Form().request("{\"blank\":2}");
        for (int i = 0; i < 257; i++) {
            form.emissions(SECOND);
        }
        assertRefused(
                post("/decode", form.complete()),
                422,
                "/utterances",
                "more than 256; expected at most as many as ctc.limits.max-utterances");
    }

    @Test
    void aMissingPartIsNamed() {
        assertRefused(
                post("/loss", new Form().request(TWO).emissions(FIRST).complete()),
                422,
                "/utterances/1/emissions",
                "no part \"emissions\" for it; expected 2, one for each utterance");
    }

    @Test
    void aPartTooManyIsRefused() {
        var form = new Form().request(TWO).emissions(FIRST).emissions(SECOND).emissions(SECOND);
        assertRefused(
                post("/loss", form.complete()),
                422,
                "/utterances",
                "2 utterances, but more parts \"emissions\"; expected one for each, or no \"utterances\"");
    }

    @Test
    void theRequestComesFirst() {
        assertRefused(
                post(
                        "/loss",
                        new Form()
                                .emissions(FIRST)
                                .emissions(SECOND)
                                .request(TWO)
                                .complete()),
                400,
                "",
                "first the part \"emissions\"; expected the part \"request\" first, the JSON without emissions");
        assertRefused(
                post("/loss", new Form().complete()),
                400,
                "",
                "no part; expected the part \"request\" first, the JSON without emissions");
    }

    @Test
    void otherPartsAreRefused() {
        assertRefused(
                post(
                        "/loss",
                        new Form().request(TWO).emissions(FIRST).request(TWO).complete()),
                400,
                "",
                "the part \"request\" as utterance 1; expected \"emissions\"");
    }

    @Test
    void emissionsAreNotGivenTwice() {
        String both = "{\"utterances\":[{\"labels\":[0],\"emissions\":[[1,2,3]]}],\"blank\":2}";
        assertRefused(
                post("/loss", new Form().request(both).emissions(FIRST).complete()),
                422,
                "/utterances/0/emissions",
                "given in the JSON; expected only in the part \"emissions\"");
    }

    @Test
    void aFileThatIsNoneIsNamed() {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0};
        var response = post(
                "/loss", new Form().request(TWO).emissions(FIRST).emissions(zip).complete());
        assertRefused(
                response,
                400,
                "/utterances/1/emissions",
                "part \"emissions\" of utterance 1 (utt.npy): starts with 50 4B 03 04 14 00 00 00, as a zip or .npz"
                        + " archive does; expected an .npy file, which starts with 93 4E 55 4D 50 59, \\x93NUMPY");
    }

    @Test
    void aTruncatedFileIsNamed() {
        byte[] whole = Form.npy(FIRST);
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);
        assertRefused(
                post(
                        "/loss",
                        new Form().request(TWO).emissions(cut).emissions(SECOND).complete()),
                400,
                "/utterances/0/emissions",
                "part \"emissions\" of utterance 0 (utt.npy): ends after 4 of the 6 numbers of its shape");
    }

    @Test
    void anOverlongFileIsNamed() {
        byte[] whole = Form.npy(FIRST);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertRefused(
                post(
                        "/loss",
                        new Form()
                                .request(TWO)
                                .emissions(longer)
                                .emissions(SECOND)
                                .complete()),
                400,
                "/utterances/0/emissions",
                "part \"emissions\" of utterance 0 (utt.npy): goes on after the 6 numbers of its shape");
    }

    @Test
    void aShapeBeyondTheBodyIsRefusedBeforeRoomIsMade() {
        byte[] file = Form.npy(FIRST);
        byte[] lying = new String(file, StandardCharsets.ISO_8859_1)
                .replace("(2, 3), }                  ", "(100000, 5000), }          ")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(lying).hasSameSizeAs(file).isNotEqualTo(file);
        var response = post("/loss", new Form().request(TWO).emissions(lying).complete());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("/utterances/0/emissions", "ends after 6 of the 500000000 numbers of its shape");
    }

    @Test
    void aMatrixBeyondTheLimitsIsRefused() {
        var long1 = FloatMatrix.adopt(1_000_001, 1, new float[1_000_001]);
        assertRefused(
                post("/loss", new Form().request(TWO).emissions(long1).complete()),
                422,
                "/utterances/0/emissions",
                "part \"emissions\" of utterance 0 (utt.npy): 1000001 rows; expected at most 1000000");
    }

    @Test
    void numbersAreJudgedAsInJson() {
        var nan = FloatMatrix.ofRows(new float[] {1, Float.NaN, 2});
        assertRefused(
                post(
                        "/loss",
                        new Form().request(TWO).emissions(FIRST).emissions(nan).complete()),
                422,
                "/utterances/1/emissions/0/1",
                "NaN; expected a finite number or -Infinity");
    }

    @Test
    void jsonFaultsPointIntoTheRequest() {
        var response = post(
                "/loss",
                new Form()
                        .request("{\"utterances\":[{\"labels\":\"x\"}]}")
                        .emissions(FIRST)
                        .complete());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"/utterances/0/labels\"", "expected an array of class indices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "[]", "7", "{"})
    void aRequestThatIsNoObjectIsUnreadable(String json) {
        var response = post("/loss", new Form().request(json).emissions(FIRST).complete());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aBodyThatEndsEarlyIsUnreadable() {
        byte[] whole =
                new Form().request(TWO).emissions(FIRST).emissions(SECOND).complete();
        for (int length = 0; length < whole.length - 4; length++) { // the last "--" and line break
            var response = post("/loss", Arrays.copyOf(whole, length));
            assertThat(response.statusCode())
                    .as(length + ": " + response.body())
                    .isEqualTo(400);
        }
    }

    @Test
    void aContentTypeWithoutABoundaryIsUnreadable() {
        var response = service.post("/loss", "multipart/form-data", BodyPublishers.ofString("x"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("without a boundary");
    }

    @Test
    void aWrongMethodIsToldTheRightOne() {
        var response = service.get("/loss");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).contains("Expected: POST.");
    }

    @Test
    void otherKindsOfMultipartAreUnsupported() {
        var response = service.post("/loss", "multipart/mixed; boundary=x", BodyPublishers.ofString("--x--"));
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body())
                .contains("Expected: application/json, multipart/form-data, application/x-npy, audio/*, image/*.");
    }

    private HttpResponse<String> post(String path, byte[] form) {
        return post(path, BodyPublishers.ofByteArray(form));
    }

    private HttpResponse<String> post(String path, BodyPublisher form) {
        return service.post(path, Form.CONTENT_TYPE, form);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String pointer, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var error = ServiceClient.json(response.body()).at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("detail").asString()).isEqualTo(detail);
    }
}
