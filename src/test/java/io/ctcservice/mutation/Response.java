package io.ctcservice.mutation;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A response to a mutated request.
 *
 * @param headers by their names in lower case
 * @param body Latin-1: a character is a byte
 */
record Response(int status, Map<String, String> headers, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the media type without parameters. */
    String type() {
        return header("content-type").split(";", 2)[0].strip();
    }

    /** Returns the body as text. */
    String text() {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
