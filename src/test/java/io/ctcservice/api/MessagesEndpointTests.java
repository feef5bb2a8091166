package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests that messages about bad requests help to correct them: they say what was found, what is expected, and what to
 * try next.
 */
@ServiceTest
final class MessagesEndpointTests {

    private static final List<String> VALUES =
            List.of("\"x\"", "5", "-1.5", "true", "[]", "{}", "[1]", "[\"x\"]", "[[]]", "[{}]", "{\"x\":1}", "[null]");

    private final ServiceClient service;

    MessagesEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theAssumedVocabularyIsNamedAndHowToNameAnother() {
        String row = "[" + "0,".repeat(96) + "3]";
        assertThat(refused("/decode", "{\"utterances\":[{\"emissions\":[" + row + "]}]}", "/utterances/0/emissions"))
                .contains(
                        "rows of 97 scores; expected 28",
                        "\"english\"",
                        "\"vocabularyName\"",
                        "\"vocabulary\"",
                        "\"blank\"");
        String transposed = String.join(",", Collections.nCopies(28, "[0,0,3]"));
        assertThat(refused(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":[" + transposed + "]}]}",
                        "/utterances/0/emissions"))
                .endsWith("is the matrix transposed?");
        assertThat(refused(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":[[1,2,4]]}],\"vocabulary\":[\"a\",\"b\"],\"blank\":0}",
                        "/utterances/0/emissions"))
                .endsWith("it has to list the blank too");
    }

    @ParameterizedTest
    @CsvSource({
        "/loss, target, HI, 'in lower case it can be spelled'",
        "/align, target, HI, 'in lower case it can be spelled; \"onUnknown\": \"star\"'",
        "/align, target, h1, '\"onUnknown\": \"star\"'",
        "/loss, target, HI 7, 'in lower case all but ''7'' can be spelled'"
    })
    void aTextInTheWrongCaseIsToldSo(String path, String field, String text, String advice) {
        String row = "[" + "0,".repeat(27) + "3]";
        String request = "{\"utterances\":[{\"emissions\":[" + row + "],\"" + field + "\":\"" + text + "\"}]}";

        assertThat(refused(path, request, "/utterances/0/" + field)).contains(advice);
    }

    @Test
    void aPhraseInTheWrongCaseIsToldSo() {
        String row = "[" + "0,".repeat(27) + "3]";
        String request = "{\"utterances\":[{\"emissions\":[" + row + "]}],\"keywords\":[{\"phrase\":\"Mind\"}]}";

        assertThat(refused("/spot", request, "/keywords/0/phrase")).contains("'M'", "in lower case it can be spelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'H','I','|','-'; hi hi; in upper case and with '|' between words it can be spelled",
                "'H','I','|','-'; HI\u00a0HI; with '|' between words it can be spelled",
                "'▁hi','▁h','o','-'; hi ho; with '▁' before each word it can be spelled",
                "'▁hi','▁h','o','-'; HIO; in lower case and with '▁' before each word it can be spelled",
                "'h','▁','o','-'; h o; with '▁' between words it can be spelled",
                "'h▁','o','p▁','-'; h op; with '▁' after each word it can be spelled"
            })
    void aTextWithoutTheVocabularysMarkBetweenWordsIsToldSo(String symbols, String text, String advice) {
        String request = ("{'vocabulary':[" + symbols + "],'blank':3,'utterances':[{'emissions':[[5,0,0,0]],'target':'"
                        + text + "'}]}")
                .replace('\'', '"');

        assertThat(refused("/loss", request, "/utterances/0/target")).endsWith("; " + advice);
    }

    /** Each form says how to type a text whose words are these, and the words come back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'un','##aff','##able','the'; unaffable the; `with '##' before what continues a word and nothing between"
                        + " words it can be spelled: 'un##aff##ablethe'`; un##aff##ablethe",
                "'un','##aff','##able','the'; The Unaffable; `in lower case and with '##' before what continues a word and"
                        + " nothing between words it can be spelled: 'theun##aff##able'`; theun##aff##able",
                "'un','##aff','##able','the'; unaffable zebra; ``; ``",
                "'l','ow</w>','o','w'; low low; `with '</w>' after each word it can be spelled: 'low</w>low</w>'`;"
                        + " low</w>low</w>",
                "'un@@','aff@@','able','the'; unaffable the; `with '@@' after what goes on and nothing between words it"
                        + " can be spelled: 'un@@aff@@ablethe'`; un@@aff@@ablethe",
                "'un@@','aff@@','able','the'; unaff; ``; ``",
                "'l','ow</w>','o','q'; low; `with '</w>' after each word it can be spelled: 'low</w>'`; low</w>"
            })
    void aTextWithoutTheMarksOfWordPiecesIsToldSo(String symbols, String text, String advice, String typed) {
        String emissions = "[[" + "0,0,0,0,5],[".repeat(9) + "0,0,0,0,5]]";
        String request = ("{'vocabulary':[" + symbols + ",'-'],'blank':4,'utterances':[{'emissions':" + emissions
                        + ",'target':'" + text + "'}]}")
                .replace('\'', '"');

        if (advice.isEmpty()) {
            assertThat(refused("/align", request, "/utterances/0/target")).doesNotContain("can be spelled");
        } else {
            assertThat(refused("/align", request, "/utterances/0/target")).contains("; " + advice);
            var aligned = service.ask("/align", request.replace("\"" + text + "\"", "\"" + typed + "\""));
            assertThat(aligned.at("/utterances/0/words")
                            .valueStream()
                            .map(word -> word.get("text").asString())
                            .collect(Collectors.joining(" ")))
                    .isEqualToIgnoringCase(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/spot; `'keywords':'mind'`; /keywords; `such as [{'phrase': 'mind'}], of objects with fields of labels`",
                "/spot; `'keywords':['mind']`; /keywords/0; `such as {'phrase': 'mind'} with fields of labels`",
                "/spot; `'keywords':{'phrase':'mind'}`; /keywords; `an array of objects with fields of labels`",
                "/decode; `'hotwords':'mind'`; /hotwords; `such as [{'phrase': 'mind'}], of objects`",
                "/decode; `'lexicon':'mind'`; /lexicon; `such as ['mind']`",
                "/decode; `'include':'words'`; /include; `an array of tokens, words, framePath, search such as ['words']`"
            })
    void oneThingInPlaceOfAListIsToldTheForm(String path, String field, String pointer, String form) {
        String row = "[" + "0,".repeat(27) + "3]";
        String request = "{\"utterances\":[{\"emissions\":[" + row + "]}]," + field.replace('\'', '"') + "}";

        assertThat(refused(path, request, pointer)).contains(form.replace('\'', '"'));
    }

    @Test
    void aHyphenIsAStarWhereItIsWrittenAsTheBlank() {
        String request = "{\"vocabulary\":[\"-\",\"a\",\"b\"],\"blank\":0,\"onUnknown\":\"star\",\"utterances\":"
                + "[{\"emissions\":[[0,9,0],[9,0,0],[0,0,9]],\"target\":\"a-b\"}]}";

        assertThat(service.post("/align", request).body()).contains("\"text\":\"a-b\"");
    }

    @Test
    void aMissingContentTypeIsCalledMissing() {
        var response = service.send(service.request("/loss").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body())
                .contains("No Content-Type. Expected: application/json")
                .doesNotContain("null");
    }

    @Test
    void aNumberInPlaceOfANameIsCalledANumber() {
        assertThat(refused(
                        "/loss",
                        "{\"utterances\":[{\"emissions\":[[1,2]],\"labels\":[1]}],\"blank\":0,\"reduction\":1}",
                        "/reduction"))
                .startsWith("the number 1; expected one of mean, ");
    }

    @Test
    void aBodyInQuotesIsNotTakenForAFieldOfIt() {
        assertThat(refused("/loss", "\"{}\"", "")).contains("a string \"{}\"; expected an object with fields of blank");
    }

    @ParameterizedTest
    @CsvSource({
        "/spot, keywords, '[\"mind\"]', /keywords/0, '{\"phrase\": \"mind\"}'",
        "/decode, languageModel, '\"news\"', /languageModel, '{\"name\": \"news\"}'",
        "/decode, hotwords, '[\"york\"]', /hotwords/0, '{\"phrase\": \"york\"}'"
    })
    void aStringInPlaceOfAnObjectShowsTheObject(
            String path, String field, String value, String pointer, String example) {
        assertThat(refused(path, "{\"" + field + "\":" + value + "}", pointer))
                .contains("a string", "expected an object such as " + example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "nan", "None"})
    void whatPythonWritesForNoNumberIsExplained(String token) {
        assertThat(refused(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":[[1," + token + "]]}],\"blank\":0}",
                        "/utterances/0/emissions/0/1"))
                .contains("the string \"-Infinity\"", "NaN is never taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/loss", "/decode", "/align", "/spot", "/synthesize", "/features", "/v2/models/ctc-loss/infer"})
    void anEmptyBodyIsCalledEmpty(String path) {
        String type = path.equals("/features") ? "audio/wav" : "application/json";
        var response = service.post(path, type, BodyPublishers.noBody());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("empty");
    }

    static Stream<String> operations() {
        return Stream.of("loss", "decode", "align", "spot", "synthesize", "infer");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyFieldSaysWhatItExpectsOfEveryWrongType(String operation) throws IOException {
        String path = operation.equals("infer") ? "/v2/models/ctc-loss/infer" : "/" + operation;
        JsonNode schemas = ServiceClient.json(Files.readString(Path.of("src/docs/openapi.json")))
                .at("/components/schemas");
        var example = (ObjectNode) ServiceClient.json(ServiceClient.example(operation));
        String name = operation.equals("infer")
                ? "InferenceRequest"
                : Character.toUpperCase(operation.charAt(0)) + operation.substring(1) + "Request";

        walk(path, example, example, schemas.get(name), schemas);
    }

    private void walk(String path, ObjectNode request, ObjectNode object, JsonNode schema, JsonNode schemas) {
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            JsonNode before = object.get(field.getKey());
            for (String value : VALUES) {
                object.set(field.getKey(), ServiceClient.json(value));
                assertHelpful(path, request.toString(), field.getKey() + ": " + value);
            }
            JsonNode items = field.getValue().has("items") ? field.getValue().get("items") : field.getValue();
            if (items.has("$ref")) {
                var inner = schemas.get(items.get("$ref").asString().replaceAll(".*/", ""));
                if (inner.has("properties")) {
                    ObjectNode fresh = request.objectNode();
                    object.set(
                            field.getKey(),
                            field.getValue().has("items") ? request.arrayNode().add(fresh) : fresh);
                    walk(path, request, fresh, inner, schemas);
                }
            }
            if (before == null) {
                object.remove(field.getKey());
            } else {
                object.set(field.getKey(), before);
            }
        }
    }

    private void assertHelpful(String path, String request, String what) {
        var response = service.post(path, request);
        if (response.statusCode() == 200) {
            return;
        }
        assertThat(response.statusCode()).as(what + " " + response.body()).isIn(400, 422);
        assertThat(response.body())
                .as(what)
                .doesNotContain("java", "jackson", "Exception", "Deserial", "Constraints", "`", "JsonToken");
        assertThat(response.body()).as(what).containsAnyOf("xpected", "must ", "missing", "no input", "given, but");
    }

    private String refused(String path, String request, String pointer) {
        var response = service.post(path, request);
        assertThat(response.statusCode()).as(response.body()).isIn(400, 422);
        var error = ServiceClient.json(response.body()).at("/errors/0");
        assertThat(error.get("pointer").asString()).as(response.body()).isEqualTo(pointer);
        return error.get("detail").asString();
    }
}
