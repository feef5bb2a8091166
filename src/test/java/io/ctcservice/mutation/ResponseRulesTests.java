package io.ctcservice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OpenApiContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the rules with responses that must fail, each next to one that may pass. */
final class ResponseRulesTests {

    private static final String PROBLEM = "application/problem+json";
    private final ResponseRules promises;

    ResponseRulesTests() throws IOException {
        promises = new ResponseRules(new OpenApiContract(Files.readString(Path.of("src/docs/openapi.json"))));
    }

    @ParameterizedTest
    @CsvSource({"400,false", "422,false", "500,true", "501,true", "505,true"})
    void aBugIsBroken(int status, boolean broken) {
        var problem = "{\"status\": %d, \"title\": \"x\"}".formatted(status);

        assertThat(promises.broken(mutant("/loss", "{}"), answer(status, PROBLEM, problem))
                        .isPresent())
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"blank,false", "utterances/0,false", "utterances/0/target,false", "utterances/1/target,true", "a/b,true"
    })
    void aPointerLeadsToWhatWasSentOrToWhatIsMissingThere(String pointer, boolean broken) {
        var mutant = mutant("/loss", "{\"utterances\": [{}]}");

        assertThat(promises.broken(mutant, answer(422, PROBLEM, fault(pointer))).isPresent())
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /loss | application/problem+json | {"status": 400, "title": "x"} | false
            /loss | application/json | {"status": 400, "title": "x"} | true
            /loss | application/problem+json | {"status": 422, "title": "x"} | true
            /loss | application/problem+json | {"title": "x"} | true
            /loss | application/problem+json | {"status": 400, "title": "x", "other": 1} | true
            /loss | application/problem+json | no JSON | true
            /loss | '' | '' | true
            /v2 | application/json | {"error": "x"} | false
            /v2 | application/problem+json | {"status": 400, "title": "x"} | true
            """)
    void aRefusalHasTheFormOfItsEndpoint(String path, String type, String body, boolean broken) {
        assertThat(promises.broken(mutant(path, null), answer(400, type, body)).isPresent())
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | {"utterances": []} | false
            application/json | {"utterances": [], "x": 1} | true
            application/json | {"utterances": NaN} | true
            text/vtt | WEBVTT | false
            text/vtt | {} | true
            image/png | PNG | true
            application/x-npz | PK | true
            text/html | <html> | true
            """)
    void aSuccessIsOfItsType(String type, String body, boolean broken) {
        assertThat(promises.broken(mutant("/align", "{}"), answer(200, type, body))
                        .isPresent())
                .isEqualTo(broken);
    }

    @Test
    void everyAnswerNamesItsRequest() {
        var mutant = mutant("/align", "{}");
        var nameless = new Response(200, Map.of("content-type", "application/json"), "{\"utterances\": []}");

        assertThat(promises.broken(mutant, nameless)).hasValue("no X-Request-Id");
    }

    private static String fault(String pointer) {
        return """
                {"status": 422, "title": "Unprocessable Content", "errors": [{"pointer": "/%s", "detail": "no"}]}""".formatted(pointer);
    }

    private static Mutant mutant(String path, @Nullable String json) {
        return new Mutant(0, path, "POST", path, List.of(), String.valueOf(json), json);
    }

    private static Response answer(int status, String type, String body) {
        return new Response(status, Map.of("content-type", type, "x-request-id", "1"), body);
    }
}
