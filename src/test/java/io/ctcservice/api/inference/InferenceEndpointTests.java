package io.ctcservice.api.inference;

import static io.ctcservice.testing.ServiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of the Open Inference Protocol with tensors in JSON, compared with the JSON endpoints. */
@ServiceTest
final class InferenceEndpointTests {

    /** Two utterances, of three frames and of two; what is beyond the second is to be ignored. */
    private static final String NESTED = "[[[0.25,-1,2],[\"-Infinity\",0,1],[3,1,0.5]], [[1,2,3],[2,0,0],[9,9,9]]]";

    private static final String FLAT = NESTED.replaceAll("[\\[\\]]", "").transform(numbers -> "[" + numbers + "]");

    private static final String FIRST = "[[0.25,-1,2],[\"-Infinity\",0,1],[3,1,0.5]]";
    private static final String SECOND = "[[1,2,3],[2,0,0]]";

    private static final Set<String> MUST_BE_NAMED = Set.of("paths", "path_log_probs");

    private final ServiceClient service;

    InferenceEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    private static TensorRequest request(String data) {
        return new TensorRequest()
                .input("emissions", "FP32", "[2,3,3]", data)
                .input("emission_lengths", "INT32", "[2]", "[3,2]");
    }

    private static TensorRequest withTargets(String data) {
        return request(data)
                .input("targets", "INT32", "[2,2]", "[[0,1],[1,-1]]")
                .input("target_lengths", "INT32", "[2]", "[2,1]");
    }

    @Test
    void aTargetThatIsInfeasibleIsData() {
        var loss = infer(
                "ctc-loss",
                tooLong()
                        .with("\"parameters\":{\"blank\":2},\"outputs\":[{\"name\":\"feasible\"},"
                                + "{\"name\":\"best_path\"},{\"name\":\"paths\"},{\"name\":\"path_log_probs\"}]"));
        assertThat(output(loss, "feasible").get("data")).isEqualTo(json("[false]"));
        assertThat(loss.get("outputs")).hasSize(4);

        var aligned = infer(
                "ctc-align",
                tooLong()
                        .with("\"parameters\":{\"blank\":2,\"star\":true},\"outputs\":[{\"name\":\"feasible\"},"
                                + "{\"name\":\"absorbed_start\"},{\"name\":\"absorbed_score\"}]"));
        assertThat(output(aligned, "feasible").get("data")).isEqualTo(json("[false]"));
        assertThat(aligned.get("outputs")).hasSize(3);
    }

    private static TensorRequest tooLong() {
        return new TensorRequest()
                .input("emissions", "FP32", "[1,1,3]", "[0,0,0]")
                .input("targets", "INT32", "[1,2]", "[0,0]");
    }

    @Test
    void logZeroIsMinusInfinityInListsToo() {
        var answer = infer(
                "ctc-decode",
                new TensorRequest()
                        .input("emissions", "FP32", "[1,1,3]", "[0,1,0]")
                        .with("\"parameters\":{\"vocabulary\":[\"a\",\"b\",\"-\"],\"blank\":2,\"scores\":\"probs\","
                                + "\"decoder\":\"beam\",\"lexicon\":[\"a\"]},\"outputs\":[{\"name\":\"score\"},"
                                + "{\"name\":\"nbest_score\"},{\"name\":\"nbest_log_prob\"}]"));
        for (String name : new String[] {"score", "nbest_score", "nbest_log_prob"}) {
            assertThat(output(answer, name).toString()).contains("-Infinity");
        }
    }

    private JsonNode infer(String model, TensorRequest request) {
        return service.ask("/v2/models/" + model + "/infer", request.json());
    }

    private static JsonNode output(JsonNode answer, String name) {
        for (JsonNode output : answer.get("outputs")) {
            if (output.get("name").asString().equals(name)) {
                return output;
            }
        }
        throw new AssertionError("no output " + name + " in " + answer);
    }

    private static void assertOutput(JsonNode answer, String name, String datatype, String shape, String data) {
        var output = output(answer, name);
        assertThat(output.get("datatype").asString()).isEqualTo(datatype);
        assertThat(output.get("shape")).isEqualTo(json(shape));
        assertThat(output.get("data")).isEqualTo(json(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {NESTED, "flat"})
    void lossAndGradientAreThoseOfTheJsonEndpoint(String data) {
        var answer = infer(
                "ctc-loss",
                withTargets(data.equals("flat") ? FLAT : data)
                        .with("\"parameters\":{\"blank\":2}")
                        .with("\"outputs\":[{\"name\":\"loss\"},{\"name\":\"gradient\"},{\"name\":\"occupancy\"}]"));
        var expected = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":%s,\"labels\":[0,1]},{\"emissions\":%s,\"labels\":[1]}],\"blank\":2,\"include\":[\"gradient\",\"occupancy\"]}"
                        .formatted(FIRST, SECOND));

        for (int n = 0; n < 2; n++) {
            assertThat(output(answer, "loss").at("/data/" + n).floatValue())
                    .isEqualTo((float) expected.at("/utterances/" + n + "/loss").asDouble());
        }
        assertPadded(output(answer, "gradient"), expected, "gradient");
        assertPadded(output(answer, "occupancy"), expected, "occupancy");
    }

    private static void assertPadded(JsonNode tensor, JsonNode expected, String part) {
        assertThat(tensor.get("shape")).isEqualTo(json("[2,3,3]"));
        assertThat(tensor.get("data")).hasSize(18);
        for (int i = 0; i < 18; i++) {
            String place = "/utterances/" + i / 9 + "/" + part + "/" + i % 9 / 3 + "/" + i % 3;
            boolean isPadding = i >= 15; // the third frame of the second utterance
            assertThat(tensor.at("/data/" + i).floatValue())
                    .as(place)
                    .isEqualTo(isPadding ? 0 : expected.at(place).floatValue());
        }
    }

    @Test
    void lossIsThatOfAllPaths() {
        // p(ε) = .6, p(a) = .4 in both frames: p("a") = .4·.4 + .4·.6 + .6·.4 = .64
        var answer = infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", "FP64", "[1,2,2]", "[0.6,0.4,0.6,0.4]")
                        .input("targets", "INT64", "[1,1]", "[1]")
                        .with("\"parameters\":{\"blank\":0,\"scores\":\"probs\"}"));

        assertThat(output(answer, "loss").at("/data/0").asDouble())
                .isCloseTo(-Math.log(0.64), within(1e-6)); // float32, 0.6 and 0.4 among them
    }

    @Test
    void decodingIsThatOfTheJsonEndpoint() {
        String parameters = "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2,\"decoder\":\"beam\",\"beamWidth\":8";
        var answer = infer("ctc-decode", request(NESTED).with("\"parameters\":{" + parameters + "}"));
        var expected = service.ask(
                "/decode",
                "{\"utterances\":[{\"emissions\":%s},{\"emissions\":%s}],%s}".formatted(FIRST, SECOND, parameters));

        for (int n = 0; n < 2; n++) {
            var best = expected.at("/utterances/" + n + "/hypotheses/0");
            assertThat(output(answer, "label_lengths").at("/data/" + n).asInt()).isEqualTo(1);
            assertThat(output(answer, "labels").at("/data/" + n)).isEqualTo(best.at("/labels/0"));
            assertThat(output(answer, "text").at("/data/" + n)).isEqualTo(best.get("text"));
            assertThat(output(answer, "log_prob").at("/data/" + n).floatValue())
                    .isEqualTo((float) best.get("logProb").asDouble());
        }
    }

    @Test
    void decodingTellsOnRequestWhereItsTokensAre() {
        var answer = infer(
                "ctc-decode",
                request("[9,0,0, 0,0,9, 0,9,0,  0,0,9, 0,9,0, 0,0,0]")
                        .with("\"parameters\":{\"blank\":2}")
                        .with(
                                "\"outputs\":[{\"name\":\"token_end\"},{\"name\":\"token_start\"},{\"name\":\"frame_path\"},"
                                        + "{\"name\":\"token_score\"},{\"name\":\"confidence\"},{\"name\":\"score\"}]"));

        assertThat(answer.get("outputs").findValuesAsString("name"))
                .containsExactly("token_end", "token_start", "frame_path", "token_score", "confidence", "score");
        assertOutput(answer, "token_start", "INT32", "[2,2]", "[0,2,1,0]");
        assertOutput(answer, "token_end", "INT32", "[2,2]", "[1,3,2,0]");
        assertOutput(answer, "frame_path", "INT32", "[2,3]", "[0,2,1,2,1,0]");
        double score = 9 - Math.log(Math.exp(9) + 2);
        assertThat(output(answer, "token_score").at("/data/2").asDouble())
                .isCloseTo(score, within(1e-9)); // 2e-4 as float32, half a unit of whose last place is under 1e-11
        assertThat(output(answer, "token_score").at("/data/3").asDouble()).isZero();
    }

    @Test
    void thePathsOfALossAreThoseOfTheJsonEndpoint() {
        var answer = infer(
                "ctc-loss",
                withTargets(NESTED)
                        .with("\"parameters\":{\"blank\":2}")
                        .with("\"outputs\":[{\"name\":\"path_log_probs\"},{\"name\":\"paths\"}]"));
        var expected = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":%s,\"labels\":[0,1]},{\"emissions\":%s,\"labels\":[1]}],\"blank\":2,\"include\":[\"paths\"]}"
                        .formatted(FIRST, SECOND));

        // "ab" in three frames: aab and ab- are possible, but not a in frame 1; "b" in two: bb, b-, -b, and -1 beyond
        int most = expected.at("/utterances/1/paths").size();
        assertThat(most).isEqualTo(3);
        assertThat(output(answer, "paths").get("shape")).isEqualTo(json("[2,3,3]"));
        assertThat(output(answer, "path_log_probs").get("shape")).isEqualTo(json("[2,3]"));
        for (int n = 0; n < 2; n++) {
            var paths = expected.at("/utterances/" + n + "/paths");
            for (int p = 0; p < most; p++) {
                if (p < paths.size()) {
                    assertThat(output(answer, "path_log_probs")
                                    .at("/data/" + (n * most + p))
                                    .floatValue())
                            .isEqualTo(paths.get(p).get("logProb").floatValue());
                }
                for (int t = 0; t < 3; t++) {
                    var label = paths.path(p).path("path").path(t);
                    assertThat(output(answer, "paths")
                                    .at("/data/" + ((n * most + p) * 3 + t))
                                    .asInt())
                            .isEqualTo(label.isMissingNode() ? -1 : label.asInt());
                }
            }
        }
    }

    @Test
    void pathsAreNotGivenUnasked() {
        var answer = infer("ctc-loss", withTargets(NESTED).with("\"parameters\":{\"blank\":2}"));

        assertThat(answer.get("outputs").findValuesAsString("name")).doesNotContain("paths", "path_log_probs");
        assertThat(json(get("/v2/models/ctc-loss").body()).get("outputs").findValuesAsString("name"))
                .contains("paths", "path_log_probs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"outputs\":[]", ",\"outputs\":null"})
    void allOutputsAreGivenWhereNoneIsNamed(String none) {
        for (String model : new String[] {"ctc-loss", "ctc-decode", "ctc-align"}) {
            var request = model.equals("ctc-decode") ? request(NESTED) : withTargets(NESTED);
            String star = model.equals("ctc-align") ? ",\"star\":true" : "";
            var answer = infer(
                    model,
                    request.with("\"parameters\":{\"blank\":2,\"vocabulary\":[\"a\",\"b\",\"_\"]" + star + "}" + none));
            var all = json(get("/v2/models/" + model).body()).get("outputs").findValuesAsString("name");
            assertThat(answer.get("outputs").findValuesAsString("name"))
                    .isEqualTo(all.stream()
                            .filter(name -> !MUST_BE_NAMED.contains(name))
                            .toList());
        }
    }

    @Test
    void withoutVocabularyThereIsNoText() {
        var answer = infer("ctc-decode", request(NESTED).with("\"parameters\":{\"blank\":2}"));
        assertThat(answer.get("outputs").findValuesAsString("name"))
                .contains("labels", "token_confidence", "nbest_labels")
                .doesNotContain("text", "nbest_text");
    }

    @Test
    void theBestHypothesesAreThoseOfTheJsonEndpoint() {
        String parameters =
                "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2,\"decoder\":\"beam\",\"nBest\":4,\"beamMinLogProb\":-3";
        var answer = infer("ctc-decode", request(NESTED).with("\"parameters\":{" + parameters + "}"));
        var expected = service.ask(
                "/decode",
                "{\"utterances\":[{\"emissions\":%s},{\"emissions\":%s}],%s,\"include\":[\"tokens\"]}"
                        .formatted(FIRST, SECOND, parameters));

        var labels = output(answer, "nbest_labels");
        int most = labels.at("/shape/1").asInt();
        int longest = labels.at("/shape/2").asInt();
        assertThat(output(answer, "nbest_text").get("shape")).isEqualTo(json("[2," + most + "]"));
        for (int n = 0; n < 2; n++) {
            var hypotheses = expected.at("/utterances/" + n + "/hypotheses");
            assertThat(output(answer, "nbest_count").at("/data/" + n).asInt())
                    .isEqualTo(hypotheses.size())
                    .isGreaterThan(1);
            for (int b = 0; b < most; b++) { // −1, zeros and empty texts behind those that there are
                var hypothesis = hypotheses.path(b);
                String at = "/data/" + (most * n + b);
                assertThat(output(answer, "nbest_text").at(at).asString())
                        .isEqualTo(hypothesis.path("text").asString(""));
                assertThat(output(answer, "nbest_score").at(at).floatValue())
                        .isEqualTo((float) hypothesis.path("score").asDouble(0));
                assertThat(output(answer, "nbest_log_prob").at(at).floatValue())
                        .isEqualTo((float) hypothesis.path("logProb").asDouble(0));
                assertThat(output(answer, "nbest_confidence").at(at).floatValue())
                        .isEqualTo((float) hypothesis.path("confidence").asDouble(0));
                assertThat(output(answer, "nbest_length").at(at).asInt())
                        .isEqualTo(hypothesis.path("labels").size());
                for (int u = 0; u < longest; u++) {
                    assertThat(labels.at("/data/" + ((most * n + b) * longest + u))
                                    .asInt())
                            .isEqualTo(hypothesis.path("labels").path(u).asInt(-1));
                }
            }
            assertThat(output(answer, "token_confidence")
                            .at("/data/"
                                    + n
                                            * output(answer, "labels")
                                                    .at("/shape/1")
                                                    .asInt())
                            .floatValue())
                    .isEqualTo((float) hypotheses.at("/0/tokens/0/confidence").asDouble());
        }
    }

    @Test
    void alignmentIsThatOfTheJsonEndpoint() {
        var answer = infer(
                "ctc-align",
                withTargets(NESTED)
                        .with("\"parameters\":{\"blank\":2}")
                        .with(
                                "\"outputs\":[{\"name\":\"feasible\"},{\"name\":\"log_prob\"},{\"name\":\"token_start\"},{\"name\":\"token_end\"},"
                                        + "{\"name\":\"token_score\"},{\"name\":\"token_confidence\"},{\"name\":\"score\"},{\"name\":\"frame_path\"}]"));
        var expected = service.ask(
                "/align",
                "{\"utterances\":[{\"emissions\":%s,\"labels\":[0,1]},{\"emissions\":%s,\"labels\":[1]}],\"blank\":2,\"include\":[\"framePath\"]}"
                        .formatted(FIRST, SECOND));

        assertOutput(answer, "feasible", "BOOL", "[2]", "[true,true]");
        for (int n = 0; n < 2; n++) {
            var utterance = expected.at("/utterances/" + n);
            assertThat(output(answer, "log_prob").at("/data/" + n).floatValue())
                    .isEqualTo((float) utterance.get("logProb").asDouble());
            assertThat(output(answer, "score").at("/data/" + n).floatValue())
                    .isEqualTo((float) utterance.get("score").asDouble());
            for (int t = 0; t < 3; t++) {
                assertThat(output(answer, "frame_path")
                                .at("/data/" + (3 * n + t))
                                .asInt())
                        .isEqualTo(utterance.at("/framePath/" + t).asInt(0));
            }
            for (int u = 0; u < 2; u++) {
                var token = utterance.at("/tokens/" + u); // the second has one: zeros follow
                int at = 2 * n + u;
                assertThat(output(answer, "token_start").at("/data/" + at).asInt())
                        .isEqualTo(token.path("start").asInt(0));
                assertThat(output(answer, "token_end").at("/data/" + at).asInt())
                        .isEqualTo(token.path("end").asInt(0));
                assertThat(output(answer, "token_score").at("/data/" + at).floatValue())
                        .isEqualTo((float) token.path("score").asDouble(0));
                assertThat(output(answer, "token_confidence").at("/data/" + at).floatValue())
                        .isEqualTo((float) token.path("confidence").asDouble(0));
            }
        }
    }

    @Test
    void whatNoPathGivesIsNullInJsonAndSaysSo() {
        var impossible = new TensorRequest()
                .input("emissions", "FP32", "[1,1,2]", "[0,0]")
                .input("targets", "INT32", "[1,2]", "[0,0]");
        var loss = infer(
                "ctc-loss",
                impossible
                        .with("\"parameters\":{\"blank\":1}")
                        .with("\"outputs\":[{\"name\":\"loss\"},{\"name\":\"feasible\"},{\"name\":\"gradient\"}]"));
        assertOutput(loss, "loss", "FP32", "[1]", "[null]");
        assertThat(output(loss, "loss").at("/parameters/null_stands_for").asString())
                .isEqualTo("Infinity");
        assertThat(output(loss, "feasible").has("parameters")).isFalse();
        assertOutput(loss, "feasible", "BOOL", "[1]", "[false]");
        assertThat(output(loss, "gradient").at("/data/0").asDouble()).isZero();
    }

    @Test
    void zeroInfinityMakesItZero() {
        var loss = infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", "FP32", "[1,1,2]", "[0,0]")
                        .input("targets", "INT32", "[1,2]", "[0,0]")
                        .with("\"parameters\":{\"blank\":1,\"zeroInfinity\":true}"));
        assertThat(output(loss, "loss").at("/data/0").asDouble(-1)).isZero();
    }

    @Test
    void anAlignmentThatCannotBeSpoilsNoOther() {
        var answer = infer(
                "ctc-align",
                new TensorRequest()
                        .input("emissions", "FP32", "[2,2,2]", "[0,0,0,0,0,0,0,0]")
                        .input("targets", "INT32", "[2,2]", "[0,0,0,1]")
                        .input("target_lengths", "INT32", "[2]", "[2,1]")
                        .with("\"parameters\":{\"blank\":1}"));
        assertOutput(answer, "feasible", "BOOL", "[2]", "[false,true]");
        assertThat(output(answer, "log_prob").at("/data/0").isNull()).isTrue();
        assertThat(output(answer, "log_prob").get("parameters")).isEqualTo(json("{\"null_stands_for\":\"-Infinity\"}"));
        assertThat(output(answer, "token_end").at("/data/2").asInt()).isPositive();
    }

    /** No target fits, and nothing is left out that has not been allowed to be. */
    @Test
    void whatIsAbsorbedNeedsAStar() {
        String blank = "\"parameters\":{\"blank\":2}";
        var all = infer("ctc-align", tooLong().with(blank));
        assertThat(all.get("outputs").findValuesAsString("name"))
                .contains("feasible", "token_start")
                .noneMatch(name -> name.startsWith("absorbed_"));

        for (String name : new String[] {"before_token", "start", "end", "score"}) {
            var refused = service.post(
                    "/v2/models/ctc-align/infer",
                    tooLong()
                            .with(blank + ",\"outputs\":[{\"name\":\"absorbed_" + name + "\"}]")
                            .json());
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(json(refused.body()).get("error").asString())
                    .contains("\"absorbed_" + name + "\", which needs \"star\": true");
        }
    }

    @Test
    void theWordsOfAnAlignmentAreThoseOfTheJsonEndpoint() {
        var answer = infer(
                "ctc-align",
                new TensorRequest()
                        .input("emissions", "FP32", "[1,3,4]", "[9,0,0,0,0,9,0,0,0,0,9,0]")
                        .input("targets", "INT32", "[1,3]", "[0,1,2]")
                        .with(
                                "\"parameters\":{\"blank\":3,\"vocabulary\":[\"a\",\"/\",\"b\",\"_\"],\"wordDelimiter\":\"/\"}")
                        .with("\"outputs\":[{\"name\":\"word_text\"},{\"name\":\"word_start\"}]"));
        assertOutput(answer, "word_text", "BYTES", "[1,2]", "[\"a\",\"b\"]");
        assertOutput(answer, "word_start", "INT32", "[1,2]", "[0,2]");
    }

    @Test
    void withoutLengthsAllOfTheTensorsCounts() {
        var answer = infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", "FP32", "[1,2,2]", "[0,0,0,0]")
                        .input("targets", "INT32", "[1,0]", "[]")
                        .with("\"parameters\":{\"blank\":1}"));
        assertThat(output(answer, "loss").at("/data/0").asDouble()).isCloseTo(2 * Math.log(2), within(1e-6)); // float32
    }

    @Test
    void theIdIsEchoedAndTheModelNamed() {
        var answer = infer("ctc-decode", request(NESTED).with("\"id\":\"4 2\",\"parameters\":{\"blank\":0}"));
        assertThat(answer.get("id").asString()).isEqualTo("4 2");
        assertThat(answer.get("model_name").asString()).isEqualTo("ctc-decode");
        assertThat(answer.get("model_version").asString()).isEqualTo("1");
        assertThat(infer("ctc-decode", request(NESTED).with("\"parameters\":{\"blank\":0}"))
                        .has("id"))
                .isFalse();
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        String sorted = """
                {"inputs": [{"data": [[[0, 2], [2, 0]]], "datatype": "FP32", "name": "emissions", "shape": [1, 2, 2]},
                            {"data": [[0]], "datatype": "INT64", "name": "targets", "shape": [1, 1]}],
                 "parameters": {"blank": 1}}""";
        assertThat(service.ask("/v2/models/ctc-loss/infer", sorted)
                        .at("/outputs/0/name")
                        .asString())
                .isEqualTo("loss");
    }

    @Test
    void whatClientsSendOnTheirOwnIsPutUpWith() {
        var answer = infer(
                "ctc-decode",
                request(NESTED)
                        .with("\"model_name\":\"ctc-decode\",\"model_version\":null")
                        .with(
                                "\"parameters\":{\"blank\":0,\"sequence_id\":7,\"sequence_start\":true,\"sequence_end\":false,"
                                        + "\"priority\":1,\"timeout\":1000,\"binary_data_output\":false,"
                                        + "\"content_type\":\"np\",\"headers\":{\"a\":\"b\"},"
                                        + "\"triton_enable_empty_final_response\":true}")
                        .with("\"outputs\":[{\"name\":\"labels\",\"parameters\":{\"content_type\":\"np\"}}]"));
        assertThat(answer.get("outputs")).hasSize(1);
    }

    @Test
    void listsMayBeGivenAsText() {
        var answer = infer(
                "ctc-decode",
                request(NESTED)
                        .with(
                                "\"parameters\":{\"blank\":2,\"vocabulary\":\"[\\\"a\\\",\\\"b\\\",\\\"_\\\"]\",\"decoder\":\"beam\","
                                        + "\"hotwords\":\"[{\\\"phrase\\\":\\\"ba\\\",\\\"bonus\\\":3}]\"}"));
        assertThat(output(answer, "text").at("/data/0").asString()).isEqualTo("ba");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/octet-stream", ""})
    void jsonIsReadWhateverTheContentTypeIsCalled(String type) {
        var builder = service.request("/v2/models/ctc-decode/versions/1/infer");
        if (!type.isEmpty()) {
            builder.header("Content-Type", type);
        }
        var request = request(NESTED).with("\"parameters\":{\"blank\":0}");
        var answer = service.send(builder.POST(BodyPublishers.ofString(request.json())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void theServerAndItsModelsAreDescribed() {
        var server = json(get("/v2").body());
        assertThat(server.get("name").asString()).isEqualTo("ctc-service");
        assertThat(server.get("extensions").toString()).contains("binary_tensor_data");
        assertThat(json(get("/v2/models").body()))
                .isEqualTo(json("{\"models\":[\"ctc-align\",\"ctc-decode\",\"ctc-loss\"]}"));
        var loss = json(get("/v2/models/ctc-loss").body());
        assertThat(loss.get("versions")).isEqualTo(json("[\"1\"]"));
        assertThat(loss.get("inputs").findValuesAsString("name"))
                .containsExactly("emissions", "emission_lengths", "targets", "target_lengths");
        assertThat(loss.at("/outputs/0")).isEqualTo(json("{\"name\":\"loss\",\"datatype\":\"FP32\",\"shape\":[-1]}"));
        assertThat(json(get("/v2/models/ctc-loss/versions/1").body())).isEqualTo(loss);
        assertThat(json(get("/v2/").body())).isEqualTo(server);
    }

    @Test
    void inputsThatMayBeMissingAreCalledOptional() {
        for (String model : new String[] {"ctc-loss", "ctc-align", "ctc-decode"}) {
            var metadata = json(get("/v2/models/" + model).body());
            var config = json(get("/v2/models/" + model + "/config").body());
            assertThat(json(get("/v2/models/" + model + "/versions/1/config").body()))
                    .isEqualTo(config);
            String optional = metadata.at("/properties/optional_inputs").asString();
            assertThat(optional).startsWith("emission_lengths");
            for (int i = 0; i < metadata.get("inputs").size(); i++) {
                var input = metadata.at("/inputs/" + i);
                boolean mayBeMissing = optional.contains(input.get("name").asString());
                assertThat(input.at("/parameters/optional").asBoolean(false)).isEqualTo(mayBeMissing);
                assertThat(config.at("/input/" + i + "/optional").asBoolean()).isEqualTo(mayBeMissing);
            }
            assertThat(config.get("output")).hasSize(metadata.get("outputs").size());
        }
    }

    @Test
    void theIndexOfTheRepositoryNamesTheModels() {
        var index =
                json(service.post("/v2/repository/index", "{\"ready\":true}").body());
        assertThat(index.findValuesAsString("name")).containsExactly("ctc-align", "ctc-decode", "ctc-loss");
        assertThat(index.get(0)).isEqualTo(json("""
                {"name": "ctc-align", "version": "1", "state": "READY", "reason": ""}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models/ctc-loss/ready",
                "/v2/models/ctc-decode/ready",
                "/v2/models/ctc-align/versions/1/ready"
            })
    void itIsReady(String path) {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) {
        return service.get(path);
    }
}
