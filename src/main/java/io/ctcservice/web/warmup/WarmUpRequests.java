package io.ctcservice.web.warmup;

import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** The requests by which the service warms up: what most clients send, in the forms in which they send it. Immutable. */
final class WarmUpRequests {

    private static final int CLASSES = 32;
    private static final String JSON = "application/json";

    private final List<WarmUpRequest> requests;

    private WarmUpRequests(List<WarmUpRequest> requests) {
        this.requests = requests;
    }

    /** Returns requests with matrices of so many frames. */
    static WarmUpRequests of(int frames, JsonMapper json) {
        var scores = scores(frames);
        var labels = new int[frames / 7];
        Arrays.setAll(labels, u -> 1 + u * 7 % (CLASSES - 1));
        String emissions = "{\"utterances\":[{\"emissions\":" + json.writeValueAsString(scores);
        String target = emissions + ",\"labels\":" + json.writeValueAsString(Labels.of(labels));
        String list = IntStream.of(labels).mapToObj(Integer::toString).collect(Collectors.joining(","));
        byte[] file = file(scores);
        return new WarmUpRequests(List.of(
                ofJson("/loss", target + "}],\"blank\":0}"),
                ofJson("/decode", emissions + "}],\"blank\":0}"),
                new WarmUpRequest("/loss?blank=0&labels=" + list, "application/x-npy", JSON, file),
                ofJson("/loss", target + "}],\"blank\":0,\"include\":[\"gradient\"]}"),
                ofJson("/decode", emissions + "}],\"blank\":0,\"decoder\":\"beam\",\"include\":[\"tokens\"]}"),
                ofJson("/align", target + "}],\"blank\":0}"),
                form(
                        "/loss",
                        "{\"utterances\":[{\"labels\":[" + list + "]}],\"blank\":0,\"include\":[\"gradient\"]}",
                        file),
                new WarmUpRequest("/decode?blank=0", "application/x-npy", JSON, file)));
    }

    /** Returns one of the requests; the numbers go round. */
    WarmUpRequest get(int number) {
        return requests.get(number % requests.size());
    }

    int count() {
        return requests.size();
    }

    private static WarmUpRequest ofJson(String path, String body) {
        return new WarmUpRequest(path, JSON, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WarmUpRequest form(String path, String request, byte[] file) {
        String part = "\r\nContent-Disposition: form-data; name=";
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--warm-up" + part + "\"request\"\r\n\r\n" + request + "\r\n--warm-up" + part
                        + "\"emissions\"; filename=\"a.npy\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--warm-up--\r\n".getBytes(StandardCharsets.UTF_8));
        return new WarmUpRequest(
                path, "multipart/form-data; boundary=warm-up", "application/x-npz", body.toByteArray());
    }

    private static byte[] file(FloatMatrix scores) {
        var file = new ByteArrayOutputStream();
        try {
            NpyArray.of(scores).writeTo(file);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return file.toByteArray();
    }

    private static FloatMatrix scores(int frames) {
        var random = new SplittableRandom(frames);
        var values = new float[frames * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (16 * random.nextDouble() - 12);
        }
        return FloatMatrix.adopt(frames, CLASSES, values);
    }
}
