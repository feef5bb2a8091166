package io.ctcservice.web.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests of the OpenAPI document. The one that is checked in is written anew by {@code ./mvnw test -Dtest=OpenApiTests
 * -Dopenapi.write=true}.
 */
@ServiceTest
final class OpenApiTests {

    private static final Path CHECKED_IN = Path.of("src/docs/openapi.json");
    private static final Path RECORDING = Path.of("src/main/resources/static/samples/hello.wav");
    private static final JsonMapper JSON = new JsonMapper();

    private final ServiceClient service;
    private final OpenAPIService documents;

    OpenApiTests(@LocalServerPort int port, @Autowired OpenAPIService documents) {
        this.service = new ServiceClient(port);
        this.documents = documents;
    }

    @Test
    void theDocumentIsTheOneCheckedIn() throws IOException {
        var forClients = (ObjectNode) document(); // which are made of it where no server is
        forClients.replace(
                "servers",
                JSON.readTree(
                        "[{\"url\": \"http://localhost:8080\", \"description\": \"A server of this machine.\"}]"));
        String document = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(forClients) + System.lineSeparator();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(CHECKED_IN, document);
        }

        assertThat(document)
                .as("to accept the change: ./mvnw test -Dtest=OpenApiTests -Dopenapi.write=true")
                .isEqualTo(Files.readString(CHECKED_IN));
    }

    /** To make it takes far longer than to send it. */
    @Test
    void itIsMadeOnceWhateverLanguageAClientPrefers() {
        var response = service.send(
                service.request("/v3/api-docs").header("Accept-Language", "tlh").GET());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(documents.getCachedOpenAPI(Locale.ENGLISH)).isNotNull();
        assertThat(documents.getCachedOpenAPI(Locale.forLanguageTag("tlh"))).isNull();
    }

    @Test
    void itIsOpenApi31WithoutAlternatives() {
        var document = document();

        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.toString()).doesNotContain("oneOf").doesNotContain("anyOf");
    }

    /** Clients for Kotlin would not compile. */
    @Test
    void arraysOfFormsHaveNoEnumerationsWithoutAName() {
        for (JsonNode path : document().get("paths")) {
            assertThat(path.at("/post/requestBody/content/multipart~1form-data/schema/properties"))
                    .allMatch(field -> field.at("/items/enum").isMissingNode());
        }
    }

    /** Generators would make a type of each; and those for Go put the constants of all named types into one scope. */
    @Test
    void noEnumerationStandsTwiceUnlessItsConstantsAreThoseOfAnother() {
        var named = document()
                .at("/components/schemas")
                .valueStream()
                .flatMap(schema -> schema.path("enum").valueStream())
                .toList();
        assertThat(named).hasSizeGreaterThan(20).doesNotHaveDuplicates();

        var others = document().findValues("enum");
        others.removeIf(enumeration -> enumeration.valueStream().anyMatch(named::contains));
        assertThat(others).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }

    @Test
    void descriptionsBeginWithANameForWhatTheyDescribe() {
        var texts = new ArrayList<String>();
        for (var key : List.of("description", "summary")) {
            texts.addAll(document().findValuesAsString(key));
        }

        assertThat(texts)
                .hasSizeGreaterThan(300)
                .noneMatch(text -> text.matches("(?s)(What|How|Where|Who|Whether|When|Which|Why)\\b.*"));
    }

    /**
     * Clients of most languages send a default that the document has, where the caller said nothing; but a default may
     * depend on other fields, and one without effect is warned of.
     */
    @Test
    void defaultsAreSaidInWordsAlone() {
        assertThat(document().findValues("default")).allMatch(JsonNode::isObject); // responses
        assertThat(document().at("/components/schemas/DecodeRequest/properties/nBest/description"))
                .asString()
                .contains("(default)");
    }

    /** Clients of some languages send null for what is not set. */
    @Test
    void whatMayBeNullOrTwiceInAnArrayOfARequestIsAccepted() {
        var answer = service.ask("/loss", """
                {"utterances": [{"emissions": [[0, 2], [2, 0]], "labels": [0], "target": null}], "blank": 1,
                 "vocabulary": null, "vocabularyName": null, "scores": null, "reduction": null, "zeroInfinity": null,
                 "include": ["bestPath", "bestPath"]}""");
        assertThat(answer.at("/utterances/0/bestPath")).hasSize(2);

        var read = service.ask("/decode", """
                {"utterances": [{"id": null, "emissions": [[0, 2], [2, 0]]}], "blank": 1, "decoder": "beam",
                 "vocabulary": null, "hotwords": null, "lexicon": null, "languageModel": null, "include": null}""");
        assertThat(read.at("/utterances/0/hypotheses")).hasSize(1);
        var inferred = service.ask("/v2/models/ctc-loss/infer", """
                {"inputs": [{"name": "emissions", "datatype": "FP32", "shape": [1, 1, 2], "data": [0, 2]},
                            {"name": "targets", "datatype": "INT32", "shape": [1, 1], "data": [0]}],
                 "outputs": null, "parameters": {"blank": 1}}""");
        assertThat(inferred.get("outputs")).isNotEmpty();
        for (String schema : List.of("LossRequest", "DecodeRequest")) {
            var include = document().at("/components/schemas/" + schema + "/properties/include");
            assertThat(include.get("type").valueStream().map(JsonNode::asString))
                    .containsExactly("array", "null");
            assertThat(include.has("uniqueItems")).isFalse();
        }
    }

    @Test
    void everySchemaAndFieldIsDescribed() {
        var undescribed = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> schema :
                document().at("/components/schemas").properties()) {
            if (!schema.getValue().has("description")) {
                undescribed.add(schema.getKey());
            }
            for (Map.Entry<String, JsonNode> field :
                    schema.getValue().path("properties").properties()) {
                if (!field.getValue().has("description")) {
                    undescribed.add(schema.getKey() + "." + field.getKey());
                }
            }
        }

        assertThat(undescribed).isEmpty();
    }

    /** Users of typed clients would have to write the same code twice. */
    @Test
    void noTwoSchemasHaveTheSameFields() {
        var byFields = document().at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("properties"))
                .collect(groupingBy(
                        schema -> types(schema.getValue().get("properties")), mapping(Map.Entry::getKey, toList())));

        assertThat(byFields.values().stream().filter(names -> names.size() > 1))
                .containsExactly(List.of("Violation", "Warning")); // one says why there is no answer, one is in answers
    }

    private static Map<String, String> types(JsonNode fields) {
        return fields.properties().stream().collect(toMap(Map.Entry::getKey, field -> {
            var schema = field.getValue();
            String type = schema.path("type").toString().replaceAll("[\\[\\]]|,?\"null\"", "");
            return type + schema.path("$ref") + schema.path("items");
        }));
    }

    @Test
    void everyOperationHasASummaryAnIdAndTheProblemAnswers() {
        for (JsonNode operation : operations()) {
            assertThat(operation.path("summary").asString())
                    .as(operation.toString())
                    .isNotEmpty();
            assertThat(operation.path("description").asString())
                    .as(operation.toString())
                    .isNotEmpty();
            assertThat(operation.path("operationId").asString()).matches("[a-zA-Z]+");
            assertThat(operation.get("responses").propertyNames()).contains("400", "413", "503");
            boolean isOpenAis = operation.at("/tags/0").asString().equals("openai"); // which has no 422
            assertThat(operation.get("responses").has("422")).isEqualTo(!isOpenAis && operation.has("requestBody"));
            assertThat(operation.at("/responses/503/headers").propertyNames()).contains("Retry-After");
        }
    }

    /** Where the request itself names the form of its answer. */
    @Test
    void acceptIsOfNoEffectWhereNoAnswer406IsDescribed() throws IOException {
        var heedless = operations().stream()
                .filter(operation -> !operation.get("responses").has("406"))
                .map(operation -> operation.get("operationId").asString());
        assertThat(heedless).containsExactlyInAnyOrder("infer", "transcribe");

        var form = new Form()
                .part("Content-Disposition: form-data; name=\"model\"", "whisper-1".getBytes(StandardCharsets.UTF_8))
                .part("Content-Disposition: form-data; name=\"file\"", Files.readAllBytes(RECORDING));
        var transcript = service.send(service.request("/v1/audio/transcriptions")
                .header("Accept", "image/png")
                .header("Content-Type", Form.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(form.complete())));
        assertThat(transcript.statusCode()).as(transcript.body()).isEqualTo(200);
        String tensors = document()
                .at("/paths/~1v2~1models~1{model}~1infer/post/requestBody/content/application~1json/example")
                .toString();
        var inferred = service.send(service.request("/v2/models/ctc-loss/infer")
                .header("Accept", "image/png")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(tensors)));
        assertThat(inferred.statusCode()).as(inferred.body()).isEqualTo(200);
    }

    /** A field that is refused always, or that may be missing, would mislead whoever fills a form. */
    @Test
    void aRequestForEmissionsHasNoFieldsButThoseThatItMayHave() {
        var request = document().at("/components/schemas/EmissionsRequest");

        assertThat(request.get("properties").propertyNames())
                .containsExactlyInAnyOrder("utterances", "network", "channel");
        assertThat(request.get("required").valueStream().map(JsonNode::asString))
                .containsExactly("network");
    }

    /** PHP clients have a method {@code getModelName} in every model; Go clients refuse fields that no name allows. */
    @Test
    void noFieldIsNamedLikeAMethodThatGeneratorsMake() {
        var schemas = document().at("/components/schemas");
        assertThat(schemas.valueStream().map(schema -> schema.path("properties").propertyNames()))
                .noneMatch(fields -> fields.contains("model_name") || fields.contains("modelName"));
        assertThat(schemas.at("/InferenceResponse/patternProperties").propertyNames())
                .containsExactly("^model_name$");
        assertThat(schemas.at("/InferenceResponse/additionalProperties").asBoolean())
                .isTrue();
    }

    @Test
    void everyFormOfAnAnswerCanBeHad() {
        int forms = 0;
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            var example = path.getValue().at("/post/requestBody/content/application~1json/example");
            var content = path.getValue().at("/post/responses/200/content");
            if (example.isObject() && !path.getKey().startsWith("/v2")) {
                for (String type : content.propertyNames()) {
                    var response = service.send(service.request(path.getKey())
                            .header("Content-Type", "application/json")
                            .header("Accept", type)
                            .POST(BodyPublishers.ofString(example.toString())));
                    assertThat(response.statusCode())
                            .as(path.getKey() + " as " + type)
                            .isEqualTo(200);
                    assertThat(response.headers()
                                    .firstValue("Content-Type")
                                    .orElseThrow()
                                    .replaceAll(";.*", ""))
                            .isEqualTo(type);
                    forms++;
                }
            }
        }

        assertThat(forms).isGreaterThan(15);
    }

    @Test
    void everyJsonRequestHasAnExampleThatWorks() {
        int examples = 0;
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            var body = path.getValue().at("/post/requestBody/content/application~1json");
            if (body.isObject()) {
                String concrete =
                        ServiceClient.path(path.getKey(), path.getValue().get("post"));
                var response = service.post(concrete, body.path("example").toString());
                assertThat(response.statusCode())
                        .as(path.getKey() + ": " + response.body())
                        .isEqualTo(200);
                examples++;
            }
        }

        assertThat(examples).isPositive();
    }

    /** Clients that are generated send the first of the types, and no parameters but those that are described. */
    @ParameterizedTest
    @ValueSource(strings = {"/features", "/emissions?network=demo-english"})
    void aRecordingCanBeSentByWhatTheDocumentSays(String path) throws IOException {
        var operation = document().at("/paths/" + path.replace("/", "~1").replaceAll("\\?.*", "") + "/post");
        var type =
                operation.at("/requestBody/content").propertyNames().iterator().next();
        var response = service.post(path, type, BodyPublishers.ofFile(RECORDING));

        assertThat(response.statusCode()).as(type + ": " + response.body()).isEqualTo(200);
        if (path.contains("?")) {
            assertThat(operation.get("parameters").findValuesAsString("name")).contains("network");
        }
    }

    @Test
    void swaggerUiIsThere() {
        var response = service.get("/swagger-ui.html");

        assertThat(response.statusCode()).isEqualTo(302);
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(service.get(location).body()).contains("swagger-ui");
    }

    private JsonNode document() {
        return ServiceClient.json(service.get("/v3/api-docs").body());
    }

    private List<JsonNode> operations() {
        var operations = new ArrayList<JsonNode>();
        for (JsonNode path : document().get("paths")) {
            path.forEach(operations::add);
        }
        return operations;
    }
}
