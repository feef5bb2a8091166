package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests that probabilities are never silently taken for logits. */
@ServiceTest
final class ScoresEndpointTests {

    private final ServiceClient service;

    ScoresEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loss", "/decode", "/align", "/spot"})
    void probabilitiesWithoutScoresAreRefused(String path) {
        var refused = service.post(path, request(path, "[[0.6,0.4],[0.2,0.8004]]", ""));

        assertRefused(refused);
    }

    @ParameterizedTest
    @CsvSource({
        "/loss, probs",
        "/decode, probs",
        "/align, probs",
        "/spot, probs",
        "/loss, logits",
        "/decode, logits",
        "/align, logits",
        "/spot, logits"
    })
    void probabilitiesPassWhereScoresSayWhatTheyAre(String path, String scores) {
        var answer = service.post(path, request(path, "[[0.6,0.4],[0.2,0.8004]]", ",\"scores\":\"" + scores + "\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[0.6,0.4],[0.2,0.9]]", // a row that sums to 1.1
                "[[0.6,0.4],[1.2,-0.2]]", // that leaves [0, 1]
                "[[0.6,0.4],[0.2,\"-Infinity\"]]",
                "[[-0.5,-0.9],[-2.3,-0.1]]"
            })
    void whatIsNoRowOfProbabilitiesIsTakenForLogits(String emissions) {
        var taken = service.ask("/decode", request("/decode", emissions, ""));
        var said = service.ask("/decode", request("/decode", emissions, ",\"scores\":\"logits\""));

        assertThat(taken.get("utterances")).isEqualTo(said.get("utterances"));
    }

    @Test
    void oneFrameIsEnoughAndOneUtteranceOfABatch() {
        assertRefused(service.post("/decode", request("/decode", "[[0,1]]", "")));

        var refused = service.post(
                "/decode",
                "{\"utterances\":[{\"emissions\":[[3,1]]},{\"id\":\"x\",\"emissions\":[[0.5,0.5]]}],\"blank\":1}");
        assertRefused(refused);
        assertThat(refused.body()).contains("utterance 1");
    }

    @Test
    void theOtherFaultsAreNamedAsWell() {
        var refused = service.post("/loss", "{\"utterances\":[{\"emissions\":[[0,1]],\"labels\":[7]}],\"blank\":1}");

        var errors = ServiceClient.json(refused.body()).get("errors");
        assertThat(errors.valueStream().map(error -> error.get("pointer").asString()))
                .containsExactly("/utterances/0/labels/0", "/scores");
    }

    @Test
    void probabilitiesInFilesAreRefused() {
        byte[] form = new Form()
                .request("{\"utterances\":[{}],\"blank\":1}")
                .emissions(FloatMatrix.ofRows(new float[] {0.6f, 0.4f}, new float[] {0.5f, 0.5f}))
                .complete();

        assertRefused(
                service.post("/decode", "multipart/form-data; boundary=a-Boundary", BodyPublishers.ofByteArray(form)));
    }

    @Test
    void probabilitiesInTensorsAreRefusedAndThePlaceNamed() {
        var refused = service.post("/v2/models/ctc-decode/infer", """
                {"inputs": [{"name": "emissions", "datatype": "FP32", "shape": [1, 2, 2], "data": [0.6, 0.4, 1, 0]}],
                 "parameters": {"blank": 1}}""");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(ServiceClient.json(refused.body()).get("error").asString())
                .startsWith("/parameters/scores: missing")
                .contains("\"probs\"", "\"logits\"");
    }

    private static String request(String path, String emissions, String rest) {
        return "{\"utterances\":[{\"emissions\":" + emissions
                + (path.equals("/loss") || path.equals("/align") ? ",\"labels\":[0]" : "") + "}],\"blank\":1"
                + (path.equals("/spot") ? ",\"keywords\":[{\"labels\":[0]}]" : "") + rest + "}";
    }

    private static void assertRefused(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        var error = ServiceClient.json(refused.body()).at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo("/scores");
        assertThat(error.get("detail").asString()).contains("\"probs\"", "\"logits\"");
    }
}
