package io.ctcservice.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A valid request in pieces that can be mutated one at a time.
 *
 * @param path as in the OpenAPI document, where {@code model} stands for the parameter of that name
 * @param query {@code name=value}
 * @param headers {@code Name: value}
 * @param framing how the pieces make a body
 */
record Seed(
        String method,
        String path,
        String model,
        List<String> query,
        List<String> headers,
        Framing framing,
        List<Piece> pieces) {

    enum Framing {
        /** One after the other. */
        PLAIN,
        /** A part of a multipart form each, {@code request} and then {@code emissions}. */
        FORM,
        /** The same with parts {@code recording}. */
        RECORDINGS,
        /** One after the other; a header says where the first ends. */
        TENSORS
    }

    /** A piece of a body. */
    sealed interface Piece {}

    record Json(JsonNode tree) implements Piece {}

    /** Bytes, each a character of Latin-1. */
    record Bytes(String content) implements Piece {}

    static Seed get(String path) {
        return new Seed("GET", path, "ctc-align", List.of(), List.of(), Framing.PLAIN, List.of());
    }

    static Seed json(String path, JsonNode body, String... headers) {
        return new Seed(
                "POST",
                path,
                "ctc-loss",
                List.of(),
                join("Content-Type: application/json", headers),
                Framing.PLAIN,
                List.of(new Json(body)));
    }

    static Seed recordings(String path, JsonNode request, String... files) {
        var form = form(path, request, files);
        return new Seed(form.method, path, form.model, form.query, form.headers, Framing.RECORDINGS, form.pieces);
    }

    static Seed form(String path, JsonNode request, String... matrices) {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Json(request));
        for (String matrix : matrices) {
            pieces.add(new Bytes(matrix));
        }
        return new Seed("POST", path, "", List.of(), List.of(), Framing.FORM, List.copyOf(pieces));
    }

    Seed of(String otherModel) {
        return new Seed(method, path, otherModel, query, headers, framing, pieces);
    }

    Seed with(String header) {
        return new Seed(method, path, model, query, join(header, headers.toArray(String[]::new)), framing, pieces);
    }

    private static List<String> join(String first, String... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
    }
}
