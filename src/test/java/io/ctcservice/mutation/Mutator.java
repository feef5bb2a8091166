package io.ctcservice.mutation;

import io.ctcservice.mutation.Seed.Bytes;
import io.ctcservice.mutation.Seed.Json;
import io.ctcservice.mutation.Seed.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A factory of mutated requests, each determined by its number. The same number, of the same seeds, makes the same
 * request.
 */
final class Mutator {

    private static final String BOUNDARY = "a-Boundary";
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final List<Seed> seeds;
    private final List<String> bytes;
    private final JsonMutations trees;
    private final TargetMutations targets;

    Mutator(List<Seed> seeds, Dictionary dictionary) {
        this.seeds = List.copyOf(seeds);
        this.bytes = seeds.stream()
                .flatMap(seed -> seed.pieces().stream())
                .map(Mutator::content)
                .toList();
        this.trees = new JsonMutations(dictionary);
        this.targets = new TargetMutations(dictionary);
    }

    /** Returns a seed without mutations. */
    static Mutant unchanged(Seed seed) {
        return write(-1, new Draft(seed), null);
    }

    /** A seed under mutation. */
    static final class Draft {
        final Seed seed;
        String method;
        String path;
        boolean astray;
        final List<String> query;
        final List<String> headers;
        final List<Piece> pieces;

        Draft(Seed seed) {
            this.seed = seed;
            method = seed.method();
            path = seed.path().replace("{model}", seed.model());
            query = new ArrayList<>(seed.query());
            headers = new ArrayList<>(seed.headers());
            pieces = new ArrayList<>(seed.pieces());
        }
    }

    Mutant mutant(long number) {
        var random = new SplittableRandom(number * GOLDEN_RATIO);
        var seed = Dictionary.any(seeds, random);
        var draft = new Draft(seed);
        var before = unchanged(seed).text();
        do {
            mutate(draft, random);
        } while (random.nextInt(3) == 0 || write(number, draft, null).text().equals(before));
        return write(number, draft, random.nextInt(12) == 0 ? random : null);
    }

    private void mutate(Draft draft, RandomGenerator random) {
        if (draft.pieces.isEmpty() || random.nextInt(6) == 0) {
            targets.mutate(draft, random);
            return;
        }
        int at = random.nextInt(draft.pieces.size());
        draft.pieces.set(
                at,
                switch (draft.pieces.get(at)) {
                    case Json json -> new Json(trees.mutate(json.tree(), random));
                    case Bytes raw -> new Bytes(ByteMutations.mutate(raw.content(), bytes, random));
                });
    }

    private static Mutant write(long number, Draft draft, @Nullable RandomGenerator random) {
        var contents = draft.pieces.stream().map(Mutator::content).toList();
        var headers = new ArrayList<>(draft.headers);
        var body = switch (draft.seed.framing()) {
            case PLAIN -> String.join("", contents);
            case FORM, RECORDINGS -> {
                headers.add("Content-Type: multipart/form-data; boundary=" + BOUNDARY);
                yield form(contents, draft.seed.framing() == Seed.Framing.FORM ? "emissions" : "recording");
            }
            case TENSORS -> {
                headers.add("Inference-Header-Content-Length: "
                        + contents.getFirst().length());
                yield String.join("", contents);
            }
        };
        boolean asTree = random == null && !draft.pieces.isEmpty() && draft.pieces.getFirst() instanceof Json;
        var target = draft.path + (draft.query.isEmpty() ? "" : "?" + String.join("&", draft.query));
        return new Mutant(
                number,
                draft.astray ? null : draft.seed.path(),
                draft.method,
                target,
                headers,
                random == null ? body : ByteMutations.mutate(body, contents.isEmpty() ? List.of("") : contents, random),
                asTree
                        ? new String(contents.getFirst().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        : null);
    }

    private static String form(List<String> contents, String file) {
        var form = new StringBuilder();
        for (int i = 0; i < contents.size(); i++) {
            form.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                    .append(i == 0 ? "request\"\r\nContent-Type: application/json" : file + "\"; filename=\"a.bin\"")
                    .append("\r\n\r\n")
                    .append(contents.get(i))
                    .append("\r\n");
        }
        return form.append("--" + BOUNDARY + "--\r\n").toString();
    }

    /** JSON as UTF-8, a character for each byte. */
    private static String content(Piece piece) {
        return switch (piece) {
            case Json json ->
                new String(
                        JsonMutations.written(json.tree()).getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
            case Bytes raw -> raw.content();
        };
    }
}
