package io.ctcservice.api.inference;

import static io.ctcservice.testing.ServiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.LittleEndian;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests of requests byte for byte as the clients of Triton, KServe and MLServer write them, and of the responses that
 * these can read.
 */
@ServiceTest
final class InferenceClientsTests {

    private static final byte[] SCORES = LittleEndian.floats(0, 2, 2, 0);
    private static final String LENGTH = "Inference-Header-Content-Length";

    private final ServiceClient service;

    InferenceClientsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    private static byte[] join(String json, byte[]... tensors) {
        int length = json.length();
        for (byte[] tensor : tensors) {
            length += tensor.length;
        }
        var body = ByteBuffer.allocate(length).put(json.getBytes(StandardCharsets.US_ASCII));
        for (byte[] tensor : tensors) {
            body.put(tensor);
        }
        return body.array();
    }

    /** tritonclient.http: no Content-Type, all inputs binary, and without outputs a wish for all of them in binary. */
    @Test
    void tritonWantsAllOutputsInBinary() {
        String head =
                "{\"id\":\"7\",\"inputs\":[{\"name\":\"emissions\",\"shape\":[1,2,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}},"
                        + "{\"name\":\"targets\",\"shape\":[1,1],\"datatype\":\"INT64\",\"parameters\":{\"binary_data_size\":8}}],"
                        + "\"parameters\":{\"sequence_id\":\"a\",\"sequence_start\":true,\"sequence_end\":false,\"priority\":2,"
                        + "\"timeout\":1000000,\"binary_data_output\":true,\"blank\":1}}";
        var answer = service.sendForBytes(service.request("/v2/models/ctc-loss/infer?trace=1")
                .header(LENGTH, Integer.toString(head.length()))
                .POST(BodyPublishers.ofByteArray(join(head, SCORES, LittleEndian.longs(0)))));

        assertThat(answer.statusCode()).isEqualTo(200);
        int length = Integer.parseInt(answer.headers().firstValue(LENGTH).orElseThrow());
        var outputs = json(new String(answer.body(), 0, length, StandardCharsets.UTF_8))
                .get("outputs");
        assertThat(outputs.findValuesAsString("name"))
                .containsExactly(
                        "loss",
                        "log_likelihood",
                        "feasible",
                        "frames",
                        "min_frames",
                        "target_length",
                        "gradient",
                        "occupancy",
                        "best_path");
        int at = length;
        for (var output : outputs) {
            assertThat(output.has("data")).isFalse();
            at += output.at("/parameters/binary_data_size").asInt();
        }
        assertThat(answer.body()).hasSize(at);
        var loss = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN).getFloat(length);
        assertThat(loss).isPositive();
    }

    /** InferRequestedOutput says of each output how it wants it; InferInput may have its numbers in the JSON, flat. */
    @Test
    void tritonMayNameItsOutputs() {
        var answer = service.ask(
                "/v2/models/ctc-loss/versions/1/infer",
                "{\"inputs\":[{\"name\":\"emissions\",\"shape\":[1,2,2],\"datatype\":\"FP64\",\"data\":[0.0,2.0,2.0,0.0]},"
                        + "{\"name\":\"targets\",\"shape\":[1,1],\"datatype\":\"UINT8\",\"data\":[0]}],"
                        + "\"outputs\":[{\"name\":\"gradient\",\"parameters\":{\"binary_data\":false}}],\"parameters\":{\"blank\":1}}");
        assertThat(answer.get("outputs").findValuesAsString("name")).containsExactly("gradient");
    }

    /** Its other calls: paths without a slash in front of the query, a POST without body or type. */
    @ParameterizedTest
    @CsvSource({
        "GET,  /v2/health/live",
        "GET,  /v2/health/ready?a=b&a=c",
        "GET,  /v2",
        "GET,  /v2/models/ctc-align/versions/1/ready",
        "GET,  /v2/models/ctc-align/versions/1",
        "GET,  /v2/models/ctc-align/config",
        "POST, /v2/repository/index"
    })
    void tritonAsksWhatIsThere(String method, String path) {
        var answer = service.send(service.request(path).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** tritonclient may compress; it is told that this server takes no such bodies. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedRequestsAreRefusedInWords(String encoding) {
        HttpResponse<String> answer = service.send(service.request("/v2/models/ctc-loss/infer")
                .header("Content-Encoding", encoding)
                .header("Accept-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(new byte[] {31, -117, 8, 0})));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(json(answer.body()).get("error").asString()).contains("Content-Encoding: " + encoding);
    }

    /** KServe's InferenceRESTClient: an id of its own, the model's name in the body, octet-stream where there is binary. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void kserveSendsItsModelsNameAndAnId(boolean binary) {
        String head =
                "{\"id\":\"4be4e82f-5500-420a-a5c5-ac86841e271b\",\"model_name\":\"ctc-decode\",\"inputs\":[{\"name\":\"emissions\","
                        + "\"shape\":[1,2,2],\"datatype\":\"FP32\","
                        + (binary ? "\"parameters\":{\"binary_data_size\":16}" : "\"data\":[[[0.0,2.0],[2.0,0.0]]]")
                        + "}],\"parameters\":{\"blank\":1,\"binary_data_output\":false}}";
        var request = service.request("/v2/models/ctc-decode/infer")
                .header("Content-Type", binary ? "application/octet-stream" : "application/json");
        if (binary) {
            request.header(LENGTH, Integer.toString(head.length()));
        }
        var answer = service.send(request.POST(BodyPublishers.ofByteArray(binary ? join(head, SCORES) : join(head))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue(LENGTH)).isEmpty(); // then it takes the whole body for JSON
        assertThat(json(answer.body()).get("id").asString()).startsWith("4be4e82f");
    }

    /** MLServer's codecs say of tensors, outputs and the request what they were in Python. */
    @Test
    void mlserverSaysWhatTensorsWereInPython() {
        var answer = service.ask("/v2/models/ctc-decode/infer", """
                {"id": "1", "parameters": {"content_type": "np", "headers": {"host": "x"}, "blank": 1},
                 "inputs": [{"name": "emissions", "shape": [1, 2, 2], "datatype": "FP64", "data": [0, 2, 2, 0],
                             "parameters": {"content_type": "np", "headers": null, "origin": "notebook"}}],
                 "outputs": [{"name": "labels", "parameters": {"content_type": "np", "headers": null}}]}""");
        assertThat(answer.get("outputs").findValuesAsString("name")).containsExactly("labels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"})
    void labelsAreOfAnyWholeType(String datatype) {
        int bytes = Integer.parseInt(datatype.replaceAll("\\D", "")) / 8;
        byte[] targets = new byte[2 * bytes];
        targets[bytes] = 1;
        var request = new TensorRequest()
                .input("emissions", "FP32", "[1,2,3]", LittleEndian.floats(0, 1, 2, 2, 1, 0))
                .input("targets", datatype, "[1,2]", targets)
                .with("\"parameters\":{\"blank\":2},\"outputs\":[{\"name\":\"loss\"}]");
        var answer = service.send(service.request("/v2/models/ctc-loss/infer")
                .header(LENGTH, Integer.toString(request.jsonLength()))
                .POST(BodyPublishers.ofByteArray(request.body())));
        assertThat(json(answer.body()).at("/outputs/0/data/0").asDouble())
                .isEqualTo(service.ask(
                                "/v2/models/ctc-loss/infer",
                                new TensorRequest()
                                        .input("emissions", "FP32", "[1,2,3]", "[0,1,2,2,1,0]")
                                        .input("targets", "INT32", "[1,2]", "[0,1]")
                                        .with("\"parameters\":{\"blank\":2}")
                                        .json())
                        .at("/outputs/0/data/0")
                        .asDouble());
        var beyond = new TensorRequest()
                .input("emissions", "FP32", "[1,2,3]", LittleEndian.floats(0, 1, 2, 2, 1, 0))
                .input("targets", datatype, "[1,2]", allOnes(2 * bytes))
                .with("\"parameters\":{\"blank\":2}");
        var refused = service.send(service.request("/v2/models/ctc-loss/infer")
                .header(LENGTH, Integer.toString(beyond.jsonLength()))
                .POST(BodyPublishers.ofByteArray(beyond.body())));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("targets[0][0]");
    }

    private static byte[] allOnes(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) -1);
        return bytes;
    }
}
