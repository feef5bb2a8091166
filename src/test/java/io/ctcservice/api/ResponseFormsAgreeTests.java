package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests that JSON, archives and tensors agree on impossible, unknown and missing values. */
@ServiceTest
final class ResponseFormsAgreeTests {

    /** One frame is too few for two equal labels. */
    private static final String INFEASIBLE =
            "{\"utterances\":[{\"id\":\"a\",\"emissions\":[[1,2,3]],\"labels\":[0,0]}],\"blank\":2%s}";

    private static final String TENSORS = """
            {"inputs":[{"name":"emissions","datatype":"FP32","shape":[1,1,3],"data":[1,2,3]},
                       {"name":"targets","datatype":"INT32","shape":[1,2],"data":[0,0]}],
             "parameters":{"blank":2%s},"outputs":[{"name":"%s","parameters":{"binary_data":%s}}]}""";

    private final ServiceClient service;

    ResponseFormsAgreeTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest(name = "{0}, zeroInfinity {1}")
    @CsvSource({
        "none, false, , Infinity", "none, true, , 0", "mean, false, , Infinity", "mean, true, 0.0, 0",
        "sum, false, , Infinity", "sum, true, 0.0, 0", "batchMean, true, 0.0, 0", "batchMean, false, , Infinity"
    })
    void anInfeasibleLossIsInfiniteUnlessItIsToBeZero(
            String reduction, boolean zeroInfinity, String reduced, double loss) {
        String fields = ",\"reduction\":\"" + reduction + "\",\"zeroInfinity\":" + zeroInfinity;
        var answer = service.ask("/loss", INFEASIBLE.formatted(fields + ",\"include\":[\"gradient\"]"));
        var json = answer.at("/utterances/0");
        assertThat(answer.get("loss").isNull()).isEqualTo(reduced == null);
        assertThat(answer.get("loss").asDouble(0)).isZero();
        assertThat(json.get("loss").isNull()).isEqualTo(!zeroInfinity);
        assertThat(json.get("loss").asDouble(0)).isZero();
        assertThat(json.get("logLikelihood").isNull()).isTrue();
        assertThat(json.get("feasible").asBoolean()).isFalse();
        assertThat(json.at("/gradient/0").valueStream()).allMatch(number -> number.asDouble() == 0);

        var arrays = npz("/loss", INFEASIBLE.formatted(fields));
        assertThat(arrays.get("loss_a")).isEqualTo(loss);
        assertThat(arrays.get("loss")).isEqualTo(zeroInfinity ? 0.0 : Double.POSITIVE_INFINITY);
        assertThat(arrays.get("log_likelihood_a")).isEqualTo(Double.NEGATIVE_INFINITY);

        String parameters = ",\"zeroInfinity\":" + zeroInfinity;
        assertThat(tensor("ctc-loss", parameters, "loss")).isEqualTo((float) loss);
        assertThat(tensor("ctc-loss", parameters, "log_likelihood")).isEqualTo(Float.NEGATIVE_INFINITY);
        var inJson = service.ask("/v2/models/ctc-loss/infer", TENSORS.formatted(parameters, "loss", false))
                .at("/outputs/0/data/0");
        assertThat(inJson.isNull()).isEqualTo(!zeroInfinity);
    }

    @Test
    void anAlignmentThatCannotBeHasProbabilityZeroAndNoScore() {
        var json = service.ask("/align", INFEASIBLE.formatted("")).at("/utterances/0");
        assertThat(json.get("logProb").isNull()).isTrue();
        assertThat(json.get("score").isNull()).isTrue();
        var arrays = npz("/align", INFEASIBLE.formatted(""));
        assertThat(arrays.get("log_prob_a")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(arrays.get("score_a")).isNaN();
        assertThat(tensor("ctc-align", "", "log_prob")).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(tensor("ctc-align", "", "score")).isNaN();
    }

    /** The archive of an answer has the numbers of its JSON, and so have the tensors. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"score", "log_prob", "confidence"})
    void hypothesesHaveTheSameNumbersInAllForms(String name) {
        String rows = "[[1,0,0.5],[0.25,2,1],[1,0,3]]";
        String fields = "\"blank\":2,\"vocabulary\":[\"a\",\"b\",\"-\"],\"decoder\":\"beam\",\"nBest\":3";
        var answer = service.ask("/decode", "{\"utterances\":[{\"emissions\":" + rows + "}]," + fields + "}");
        var hypotheses = answer.at("/utterances/0/hypotheses");
        String field = name.equals("log_prob") ? "logProb" : name;
        var tensors = service.ask("/v2/models/ctc-decode/infer", """
                {"inputs":[{"name":"emissions","datatype":"FP32","shape":[1,3,3],"data":[%s]}],"parameters":{%s},
                 "outputs":[{"name":"nbest_%s"},{"name":"nbest_labels"},{"name":"nbest_length"},{"name":"nbest_text"},
                            {"name":"%s"},{"name":"word_text"},{"name":"token_confidence"}]}""".formatted(rows, fields, name, name));
        for (int i = 0; i < 3; i++) {
            var hypothesis = hypotheses.get(i);
            assertThat((float) data(tensors, 0).get(i).asDouble())
                    .isEqualTo((float) hypothesis.get(field).asDouble());
            int length = data(tensors, 2).get(i).asInt();
            assertThat(length).isEqualTo(hypothesis.get("labels").size());
            int longest = tensors.at("/outputs/1/shape/2").asInt();
            for (int u = 0; u < longest; u++) {
                int expected = u < length ? hypothesis.at("/labels/" + u).asInt() : -1;
                assertThat(data(tensors, 1).get(i * longest + u).asInt()).isEqualTo(expected);
            }
            assertThat(data(tensors, 3).get(i)).isEqualTo(hypothesis.get("text"));
        }
        assertThat((float) data(tensors, 4).get(0).asDouble())
                .isEqualTo((float) hypotheses.at("/0/" + field).asDouble());
        assertThat(data(tensors, 5).get(0)).isEqualTo(hypotheses.at("/0/text"));
        assertThat(data(tensors, 6)).hasSameSizeAs(hypotheses.at("/0/labels"));
    }

    private static JsonNode data(JsonNode tensors, int output) {
        return tensors.at("/outputs/" + output + "/data");
    }

    @Test
    void everyTensorOfEveryModelIsGivenWhereTheRequestHasWhatItNeeds() {
        var inputs = Map.of(
                "ctc-loss", List.of("emissions", "targets"),
                "ctc-align", List.of("emissions", "targets"),
                "ctc-decode", List.of("emissions"));
        inputs.forEach((model, names) -> {
            var outputs = ServiceClient.json(service.get("/v2/models/" + model).body())
                    .get("outputs");
            for (JsonNode output : outputs) {
                String targets = names.contains("targets")
                        ? ",{\"name\":\"targets\",\"datatype\":\"INT32\",\"shape\":[2,1],\"data\":[0,1]}"
                        : "";
                String star = model.equals("ctc-align") ? ",\"star\":true" : "";
                var answer = service.ask("/v2/models/" + model + "/infer", """
                        {"inputs":[{"name":"emissions","datatype":"FP32","shape":[2,3,3],
                                    "data":[1,0,0, 0,2,0, 0,0,1, 3,0,0, 0,1,0, 1,0,2]}%s],
                         "parameters":{"blank":2,"vocabulary":["a","b","-"]%s},"outputs":[{"name":"%s"}]}""".formatted(
                                targets, star, output.get("name").asString()));
                var given = answer.at("/outputs/0");
                assertThat(given.get("datatype")).isEqualTo(output.get("datatype"));
                assertThat(given.get("shape")).as(given.toString()).hasSameSizeAs(output.get("shape"));
                long elements = given.get("shape")
                        .valueStream()
                        .mapToLong(JsonNode::asLong)
                        .reduce(1, (a, b) -> a * b);
                assertThat(given.get("data").size()).isEqualTo((int) elements);
            }
        });
    }

    private float tensor(String model, String parameters, String output) {
        var answer = service.sendForBytes(service.request("/v2/models/" + model + "/infer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TENSORS.formatted(parameters, output, true))));
        assertThat(answer.statusCode()).isEqualTo(200);
        byte[] body = answer.body();
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getFloat(body.length - Float.BYTES);
    }

    /** Returns the last number of each array of float64. */
    private Map<String, Double> npz(String path, String json) {
        var answer = service.sendForBytes(service.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/x-npz")
                .POST(BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).isEqualTo(200);
        var arrays = new HashMap<String, Double>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] file = zip.readAllBytes();
                if (file.length % 64 >= Double.BYTES) {
                    double last =
                            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getDouble(file.length - Double.BYTES);
                    arrays.put(entry.getName().replace(".npy", ""), last);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return arrays;
    }
}
