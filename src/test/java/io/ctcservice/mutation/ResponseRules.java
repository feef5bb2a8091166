package io.ctcservice.mutation;

import io.ctcservice.testing.OpenApiContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules that every response must satisfy, whatever was sent. */
final class ResponseRules {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";

    private final OpenApiContract contract;

    ResponseRules(OpenApiContract contract) {
        this.contract = contract;
    }

    /** Returns the rule that a response breaks, if any. */
    Optional<String> broken(Mutant mutant, Response answer) {
        try {
            if (answer.status() >= 500 && answer.status() != 503) {
                return Optional.of("a bug");
            }
            if (answer.header("x-request-id").isEmpty()) {
                return Optional.of("no X-Request-Id");
            }
            if (mutant.method().equals("HEAD") || mutant.method().equals("OPTIONS")) {
                return Optional.empty();
            }
            return answer.status() < 400 ? success(mutant, answer) : refusal(mutant, answer);
        } catch (JacksonException | IOException | AssertionError wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private Optional<String> success(Mutant mutant, Response answer) throws IOException {
        var path = mutant.path();
        if (answer.status() != 200) {
            return Optional.of("neither an answer nor a refusal");
        }
        if (path == null) {
            return Optional.empty(); // another endpoint, or a page
        }
        if (answer.type().equals("application/json")) {
            contract.requireForeseen(path, method(mutant), 200, "application/json", answer.text());
            return Optional.empty();
        }
        if (!contract.foresees(path, method(mutant), 200, answer.type())) {
            return Optional.of("a type that is not promised: " + answer.type());
        }
        return isOfItsType(answer) ? Optional.empty() : Optional.of("not " + answer.type());
    }

    private static String method(Mutant mutant) {
        return mutant.method().equals("GET") ? "get" : "post";
    }

    private static boolean isOfItsType(Response answer) throws IOException {
        return switch (answer.type()) {
            case "image/png" ->
                answer.body().startsWith("\u0089PNG\r\n") && answer.body().contains("IEND");
            case "image/svg+xml" ->
                answer.body().stripLeading().startsWith("<")
                        && answer.body().stripTrailing().endsWith("</svg>");
            case "application/x-npz" -> holdsOnlyArrays(answer.body());
            case "application/octet-stream" -> sizesAddUp(answer);
            case "text/vtt" -> answer.body().startsWith("WEBVTT");
            default -> answer.type().startsWith("text/") || answer.type().equals("application/x-subrip");
        };
    }

    private static boolean holdsOnlyArrays(String body) throws IOException {
        int arrays = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1).startsWith("\u0093NUMPY")) {
                    return false;
                }
                arrays++;
            }
        }
        return arrays > 0;
    }

    /** The header says where the JSON ends; its outputs say how many bytes follow. */
    private static boolean sizesAddUp(Response answer) {
        int head = Integer.parseInt(answer.header("inference-header-content-length"));
        var json = JSON.readTree(answer.body().substring(0, head));
        int binary = json.get("outputs")
                .valueStream()
                .mapToInt(output -> output.at("/parameters/binary_data_size").asInt(0))
                .sum();
        return head + binary == answer.body().length();
    }

    private Optional<String> refusal(Mutant mutant, Response answer) {
        if (mutant.isOfTheProtocol()) {
            contract.requireValid("InferenceError", answer.text());
            return expected("application/json", answer.type());
        }
        contract.requireValid("Problem", answer.text());
        var problem = JSON.readTree(answer.text());
        if (problem.get("status").asInt() != answer.status()) {
            return Optional.of("another status inside");
        }
        if (answer.status() == 503 && answer.header("retry-after").isEmpty()) {
            return Optional.of("no Retry-After");
        }
        return expected(PROBLEM, answer.type()).or(() -> lost(mutant, problem.path("errors")));
    }

    private static Optional<String> expected(String type, String actual) {
        return type.equals(actual) ? Optional.empty() : Optional.of(actual + " in place of " + type);
    }

    /** Returns the first pointer that leads to nothing of what was sent, nor to a place where something is missing. */
    private static Optional<String> lost(Mutant mutant, JsonNode errors) {
        var sent = tree(mutant.json());
        return errors.valueStream()
                .map(error -> error.get("pointer").asString())
                .filter(pointer -> !pointer.isEmpty() && (!pointer.startsWith("/") || !leads(pointer, sent, mutant)))
                .findFirst()
                .map(pointer -> "a pointer to nothing: " + pointer);
    }

    private static boolean leads(String pointer, Optional<JsonNode> sent, Mutant mutant) {
        if (sent.isEmpty() || mutant.path() == null) {
            return true;
        }
        if (mutant.target().contains("?")) {
            return true; // it may name a parameter, written in any way
        }
        var parent = sent.get().at(pointer.substring(0, pointer.lastIndexOf('/')));
        return !parent.isMissingNode()
                || pointer.matches("/utterances/\\d+/(emissions|recording|picture)(/.*)?") // came in a part of its own
                || (isForm(mutant) && !sent.get().has("utterances") && pointer.matches("/utterances/\\d+(/.*)?"))
                || pointer.startsWith("/emissions");
    }

    /** Returns whether the utterances of a request may be files alone. */
    private static boolean isForm(Mutant mutant) {
        return mutant.headers().stream().anyMatch(header -> header.contains("multipart/form-data"));
    }

    private static Optional<JsonNode> tree(@Nullable String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(JSON.readTree(json));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
