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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of the binary tensor extension against tensors in JSON. */
@ServiceTest
final class InferenceBinaryTests {

    private static final float[] SCORES = {0.25f, -1, 2, Float.NEGATIVE_INFINITY, 0, 1, 1, 2, 3, 2, 0.5f, 0};
    private static final String IN_JSON = "[0.25,-1,2,\"-Infinity\",0,1,1,2,3,2,0.5,0]";
    private static final String ALL =
            "\"outputs\":[{\"name\":\"loss\"},{\"name\":\"gradient\"},{\"name\":\"feasible\"}]";

    private final ServiceClient service;

    InferenceBinaryTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    private HttpResponse<byte[]> infer(String model, TensorRequest request) {
        return service.sendForBytes(service.request("/v2/models/" + model + "/infer")
                .header("Inference-Header-Content-Length", Integer.toString(request.jsonLength()))
                .POST(BodyPublishers.ofByteArray(request.body())));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static TensorRequest loss() {
        return new TensorRequest()
                .input("emissions", "FP32", "[2,2,3]", LittleEndian.floats(SCORES))
                .input("targets", "INT32", "[2,1]", LittleEndian.ints(0, 1));
    }

    private JsonNode lossInJson() {
        return service.ask(
                "/v2/models/ctc-loss/infer",
                new TensorRequest()
                        .input("emissions", "FP32", "[2,2,3]", IN_JSON)
                        .input("targets", "INT32", "[2,1]", "[0,1]")
                        .with("\"parameters\":{\"blank\":2}," + ALL)
                        .json());
    }

    @Test
    void binaryInputsGiveWhatThoseInJsonGive() {
        var answer = infer("ctc-loss", loss().with("\"parameters\":{\"blank\":2}," + ALL));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(answer.headers().firstValue("Inference-Header-Content-Length"))
                .isEmpty();
        assertThat(json(text(answer))).isEqualTo(lossInJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FP16", "BF16", "FP32", "FP64"})
    void everyFloatingPointTypeIsTaken(String datatype) {
        byte[] emissions = switch (datatype) {
            case "FP16" -> LittleEndian.halves(SCORES); // all of them are exact
            case "BF16" -> upperHalves(LittleEndian.floats(SCORES));
            case "FP32" -> LittleEndian.floats(SCORES);
            default ->
                LittleEndian.doubles(IntStream.range(0, SCORES.length)
                        .mapToDouble(i -> SCORES[i])
                        .toArray());
        };
        var answer = infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", datatype, "[2,2,3]", emissions)
                        .input("targets", "INT64", "[2,1]", LittleEndian.longs(0, 1))
                        .with("\"parameters\":{\"blank\":2}," + ALL));
        assertThat(json(text(answer))).isEqualTo(lossInJson());
    }

    @Test
    void someInputsMayBeBinaryAndOthersNot() {
        var answer = infer(
                "ctc-loss",
                new TensorRequest()
                        .input("targets", "INT32", "[2,1]", LittleEndian.ints(0, 1))
                        .input("emissions", "FP32", "[2,2,3]", IN_JSON)
                        .input("emission_lengths", "INT64", "[2]", LittleEndian.longs(2, 2))
                        .with("\"parameters\":{\"blank\":2}," + ALL));
        assertThat(json(text(answer))).isEqualTo(lossInJson());
    }

    @Test
    void outputsAreBinaryWhereTheyAreWantedSo() {
        var answer = infer(
                "ctc-loss",
                loss().with("\"parameters\":{\"blank\":2}")
                        .with(
                                "\"outputs\":[{\"name\":\"gradient\",\"parameters\":{\"binary_data\":true}},{\"name\":\"loss\"},"
                                        + "{\"name\":\"feasible\",\"parameters\":{\"binary_data\":true}}]"));
        var parts = new Parts(answer);

        assertThat(parts.header.at("/outputs/0/parameters/binary_data_size").asInt())
                .isEqualTo(12 * Float.BYTES);
        assertThat(parts.header.at("/outputs/0").has("data")).isFalse();
        assertThat(parts.header.at("/outputs/1/data")).hasSize(2);
        var expected = lossInJson();
        for (int i = 0; i < 12; i++) {
            assertThat(parts.tensors.getFloat())
                    .isEqualTo(expected.at("/outputs/1/data/" + i).floatValue());
        }
        assertThat(new byte[] {parts.tensors.get(), parts.tensors.get()}).containsExactly(1, 1);
        assertThat(parts.tensors.hasRemaining()).isFalse();
    }

    private static TensorRequest allInBinary() {
        return new TensorRequest()
                .input("emissions", "FP32", "[2,2,3]", LittleEndian.floats(SCORES))
                .with(
                        "\"id\":\"ü\",\"parameters\":{\"binary_data_output\":true,\"vocabulary\":[\"é\",\"b\",\"_\"],\"blank\":2}");
    }

    @Test
    void allOutputsAreBinaryIfTheRequestSaysSoOnceAndThenSomeMayBeNot() {
        String named =
                "\"outputs\":[{\"name\":\"labels\"},{\"name\":\"label_lengths\"},{\"name\":\"log_prob\"},{\"name\":\"text\"}]";
        var parts = new Parts(infer("ctc-decode", allInBinary().with(named)));

        assertThat(parts.header.get("id").asString()).isEqualTo("ü");
        assertThat(parts.header.get("outputs").findValuesAsString("name"))
                .containsExactly("labels", "label_lengths", "log_prob", "text");
        assertThat(ints(parts.tensors, 2)).containsExactly(0, 0); // rows of one label, the first of none
        assertThat(ints(parts.tensors, 2)).containsExactly(0, 1);
        parts.tensors.position(parts.tensors.position() + 2 * Float.BYTES);
        assertThat(parts.tensors.getInt()).isZero();
        assertThat(parts.tensors.getInt()).isEqualTo(2);
        assertThat(new byte[] {parts.tensors.get(), parts.tensors.get()})
                .isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(parts.tensors.hasRemaining()).isFalse();

        var one = infer(
                "ctc-decode",
                allInBinary().with("\"outputs\":[{\"name\":\"labels\",\"parameters\":{\"binary_data\":false}}]"));
        assertThat(json(text(one)).at("/outputs/0/data")).hasSize(2);
    }

    @Test
    void whatNoPathGivesIsInfiniteInBinary() {
        var parts = new Parts(infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", "FP32", "[1,1,2]", LittleEndian.floats(0, 0))
                        .input("targets", "INT32", "[1,2]", LittleEndian.ints(0, 0))
                        .with("\"parameters\":{\"blank\":1,\"binary_data_output\":true}")));
        assertThat(parts.tensors.getFloat()).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void largeTensorsComeWholeAndPadded() {
        var scores = new float[2 * 300 * 100]; // beyond one chunk of 64 KiB
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i % 97 / 16f;
        }
        var parts = new Parts(infer(
                "ctc-loss",
                new TensorRequest()
                        .input("emissions", "FP32", "[2,300,100]", LittleEndian.floats(scores))
                        .input("emission_lengths", "INT32", "[2]", LittleEndian.ints(10, 300))
                        .input("targets", "INT32", "[2,3]", LittleEndian.ints(1, 2, 3, 4, 5, 5))
                        .with("\"parameters\":{\"blank\":0}")
                        .with("\"outputs\":[{\"name\":\"gradient\",\"parameters\":{\"binary_data\":true}}]")));
        assertThat(parts.tensors.remaining()).isEqualTo(scores.length * Float.BYTES);
        for (int row = 0; row < 600; row++) {
            double sum = 0;
            double size = 0;
            for (int v = 0; v < 100; v++) {
                float cell = parts.tensors.getFloat();
                sum += cell;
                size += Math.abs(cell);
            }
            boolean isPadding = row >= 10 && row < 300;
            assertThat(size > 0).as("row " + row).isEqualTo(!isPadding);
            assertThat(sum).isBetween(-1e-5, 1e-5); // 100 float32 roundings of numbers below 1
        }
    }

    /** Returns numbers of 32 bits as bfloat16, which cuts what it has no bits for. */
    private static byte[] upperHalves(byte[] floats) {
        byte[] halves = new byte[floats.length / 2];
        for (int i = 0; i < halves.length; i += Short.BYTES) {
            System.arraycopy(floats, 2 * i + Short.BYTES, halves, i, Short.BYTES);
        }
        return halves;
    }

    private static List<Integer> ints(ByteBuffer from, int count) {
        return IntStream.range(0, count).mapToObj(i -> from.getInt()).toList();
    }

    /** A response split by its header. */
    private static final class Parts {
        private final JsonNode header;
        private final ByteBuffer tensors;

        Parts(HttpResponse<byte[]> answer) {
            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .isEqualTo(answer.body().length);
            int length = (int) answer.headers()
                    .firstValueAsLong("Inference-Header-Content-Length")
                    .orElseThrow();
            header = json(new String(answer.body(), 0, length, StandardCharsets.UTF_8));
            tensors = ByteBuffer.wrap(answer.body(), length, answer.body().length - length)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
