package io.ctcservice.bench;

import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.Function;

/** An HTTP request as bytes: the same work in each form that the service accepts. */
final class Exchange {

    private static final String BOUNDARY = "benchmark-boundary";

    private final byte[] bytes;
    private final int headLength;

    private Exchange(byte[] bytes, int headLength) {
        this.bytes = bytes;
        this.headLength = headLength;
    }

    /** Returns all of the request, head and body. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the body alone. */
    InputStream body() {
        return new ByteArrayInputStream(bytes, headLength, bytes.length - headLength);
    }

    /** Posts JSON, each float with as many digits as it needs. */
    static Exchange json(String path, FloatMatrix emissions, String utterance) {
        return json(path, emissions, utterance, value -> Float.toString(value));
    }

    /** Posts JSON as Python and JavaScript write it, which make a double of each float first: with up to 17 digits. */
    static Exchange jsonOfDoubles(String path, FloatMatrix emissions, String utterance) {
        return json(path, emissions, utterance, value -> Double.toString(value));
    }

    private static Exchange json(String path, FloatMatrix emissions, String utterance, Function<Float, String> text) {
        var rows = new StringJoiner(",", "[", "]");
        for (int t = 0; t < emissions.rows(); t++) {
            var row = new StringJoiner(",", "[", "]");
            for (int v = 0; v < emissions.columns(); v++) {
                row.add(text.apply(emissions.get(t, v)));
            }
            rows.add(row.toString());
        }
        String body = "{\"utterances\":[{\"emissions\":" + rows + utterance + "}],\"blank\":0}";
        return of(path, "Content-Type: application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a form with an {@code .npy} file of float32. */
    static Exchange form(String path, FloatMatrix emissions, String utterance) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n"));
        body.writeBytes(text("{\"utterances\":[{" + utterance.replaceFirst("^,", "") + "}],\"blank\":0}\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"emissions\"; filename=\"a.npy\"\r\n\r\n"));
        NpyArray.of(emissions).writeTo(body);
        body.writeBytes(text("\r\n--" + BOUNDARY + "--\r\n"));
        return of(path, "Content-Type: multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    /** Posts tensors by the Open Inference Protocol, in binary. */
    static Exchange tensors(String model, FloatMatrix emissions, Labels targets) {
        int length = targets.length();
        var data = ByteBuffer.allocate((emissions.rows() * emissions.columns() + length) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(emissions.toArray());
        data.position(data.capacity() - length * Integer.BYTES);
        for (int u = 0; u < length; u++) {
            data.putInt(targets.get(u));
        }
        String inputs = tensor(
                "emissions",
                "FP32",
                "[1," + emissions.rows() + "," + emissions.columns() + "]",
                data.capacity() - length * Integer.BYTES);
        if (length > 0) {
            inputs += "," + tensor("targets", "INT32", "[1," + length + "]", length * Integer.BYTES);
        }
        String output = model.equals("ctc-loss") ? "loss" : "labels";
        byte[] header = text("{\"inputs\":[" + inputs + "],\"outputs\":[{\"name\":\"" + output
                + "\"}],\"parameters\":{\"blank\":0,\"binary_data_output\":true}}");
        var body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(data.array());
        return of(
                "/v2/models/" + model + "/infer",
                "Inference-Header-Content-Length: " + header.length,
                body.toByteArray());
    }

    private static String tensor(String name, String datatype, String shape, int bytes) {
        return "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"parameters\":{\"binary_data_size\":%d}}"
                .formatted(name, datatype, shape, bytes);
    }

    private static Exchange of(String path, String header, byte[] body) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(text("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nContent-Length: "
                + body.length + "\r\n\r\n"));
        int headLength = request.size();
        request.writeBytes(body);
        return new Exchange(request.toByteArray(), headLength);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
