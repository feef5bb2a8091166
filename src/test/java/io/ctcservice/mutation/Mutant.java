package io.ctcservice.mutation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutated request. All of it is Latin-1: a character is a byte.
 *
 * @param number what it was made from
 * @param path the path in the OpenAPI document that it should reach; null if its target was changed
 * @param json the JSON that errors point into; null where it was broken as bytes
 */
record Mutant(
        long number,
        @Nullable String path,
        String method,
        String target,
        List<String> headers,
        String body,
        @Nullable String json) {

    /** Returns the bytes that go over the connection. */
    byte[] bytes() {
        return text().getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!method.equals("GET") || !body.isEmpty()) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    /** Returns whether its errors have the Open Inference Protocol's form; not where a target can be read by nobody. */
    boolean isOfTheProtocol() {
        return target.matches("/v2([/?][!-~&&[^\"<>\\\\^`{|}]]*)?");
    }
}
