package io.ctcservice.api.inference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A builder of inference requests, valid or not. */
final class TensorRequest {

    private final List<String> inputs = new ArrayList<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private String rest = "";

    /** Adds an input whose numbers are in the JSON. */
    TensorRequest input(String name, String datatype, String shape, String data) {
        inputs.add("{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}"
                .formatted(name, datatype, shape, data));
        return this;
    }

    /** Adds an input whose numbers come after the JSON. */
    TensorRequest input(String name, String datatype, String shape, byte[] bytes) {
        inputs.add("{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"parameters\":{\"binary_data_size\":%d}}"
                .formatted(name, datatype, shape, bytes.length));
        binary.writeBytes(bytes);
        return this;
    }

    /** Adds fields of the request. */
    TensorRequest with(String fields) {
        rest += "," + fields;
        return this;
    }

    String json() {
        return "{\"inputs\":[" + String.join(",", inputs) + "]" + rest + "}";
    }

    /** Returns JSON and binary, one after the other. */
    byte[] body() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(json().getBytes(StandardCharsets.UTF_8));
        body.writeBytes(binary.toByteArray());
        return body.toByteArray();
    }

    int jsonLength() {
        return json().getBytes(StandardCharsets.UTF_8).length;
    }
}
