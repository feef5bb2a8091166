package io.ctcservice.mutation;

import io.ctcservice.mutation.Mutator.Draft;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mutations of the parts before the body: method, path, query, headers. */
final class TargetMutations {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "get");
    private static final List<String> ENDS =
            List.of("/", "//", "/x", ";a=b", "%00", "%2f..", ".json", "/../loss", "%", "é");
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept",
            "Accept",
            "Content-Type",
            "Content-Type",
            "Content-Encoding",
            "Inference-Header-Content-Length",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Charset",
            "Authorization",
            "Cookie",
            "Origin",
            "Host",
            "Range",
            "If-None-Match",
            "Expect",
            "X-Request-Id",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "Upgrade",
            "Sec-Fetch-Site",
            "traceparent");
    private static final List<String> MEDIA_TYPES = List.of(
            "*/*",
            "foo",
            "text/html;q=2",
            "application/json;q=0",
            "application/json; charset=utf-16",
            "application/json;charset=x",
            "application/xml",
            "application/x-npy",
            "text/*, image/png;q=0.5",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"" + "b".repeat(200) + "\"",
            "/",
            ",");

    private final Dictionary dictionary;

    TargetMutations(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    void mutate(Draft draft, RandomGenerator random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                draft.method = Dictionary.any(METHODS, random);
                draft.astray = true;
            }
            case 1 -> {
                draft.path = path(draft.path, random);
                draft.astray = true;
            }
            case 2, 3 -> query(draft.query, random);
            case 4 -> drop(draft.headers, random);
            default -> draft.headers.add(header(random));
        }
    }

    private static String path(String path, RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> path + Dictionary.any(ENDS, random);
            case 1 -> "/" + path;
            default -> path.substring(0, random.nextInt(1, path.length())) + Dictionary.any(ENDS, random);
        };
    }

    private void query(List<String> query, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> drop(query, random);
            case 1 -> query.addAll(List.copyOf(query));
            default -> query.add(dictionary.name(random) + "=" + dictionary.text(random));
        }
    }

    private static void drop(List<String> list, RandomGenerator random) {
        if (!list.isEmpty()) {
            list.remove(random.nextInt(list.size()));
        }
    }

    private String header(RandomGenerator random) {
        var name = Dictionary.any(NAMES, random);
        boolean mediaType = name.equals("Accept") || name.equals("Content-Type");
        if (mediaType && random.nextInt(4) > 0) {
            return name + ": "
                    + (random.nextBoolean() ? dictionary.mediaType(random) : Dictionary.any(MEDIA_TYPES, random));
        }
        return name + ": " + dictionary.text(random);
    }
}
