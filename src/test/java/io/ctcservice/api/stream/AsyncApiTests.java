package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ctcservice.request.decode.DecodeRequest;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.testing.StreamingToneNetwork;
import io.ctcservice.testing.ToneNetwork;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests that the AsyncAPI document says what is said: its schemas are held against messages of real streams, and against the code.
 * What it shares with the OpenAPI document is written anew by {@code ./mvnw test -Dtest=AsyncApiTests -Dopenapi.write=true}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class AsyncApiTests {

    private static final Path CHECKED_IN = Path.of("src/docs/asyncapi.json");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private final int port;
    private final ObjectNode document;

    AsyncApiTests(@LocalServerPort int port) {
        this.port = port;
        this.document = (ObjectNode)
                ServiceClient.json(new ServiceClient(port).get("/v3/asyncapi").body());
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        StreamingToneNetwork.register("tones", folder.resolve("tones"), registry);
    }

    @Test
    void theDocumentIsTheOneAmongTheDocumentsButForTheServer() throws IOException {
        var written = (ObjectNode) ServiceClient.json(Files.readString(CHECKED_IN));
        var server = (ObjectNode) written.at("/servers/local");
        server.put("host", document.at("/servers/local/host").asString()).put("description", "This server.");

        assertThat(document).isEqualTo(written);
        assertThat(document.at("/servers/local/host").asString()).endsWith(":" + port);
        assertThat(document.get("asyncapi").asString()).startsWith("3.");
    }

    @Test
    void theFirstMessageHasTheFieldsThatAreRead() {
        var fields = Stream.of(DecodeRequest.class, StreamFormat.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !List.of("utterances", "channel").contains(name));
        assertThat(document.at("/components/schemas/Start/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(fields, Stream.of("type")).toList());
        assertThat(document.at("/components/schemas/EndpointRules/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(StreamFormat.Endpoint.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(document.at("/components/schemas/Final/properties/reason/enum"))
                .hasSize(EndReason.values().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hypothesis",
                "Token",
                "Word",
                "ScoreParts",
                "Warning",
                "Violation",
                "Hotword",
                "LanguageModelUse"
            })
    void whatBothDocumentsDescribeIsTheSame(String schema) throws IOException {
        var openApi = ServiceClient.json(Files.readString(Path.of("src/docs/openapi.json")));
        if (Boolean.getBoolean("openapi.write")) {
            write(schema, openApi);
        }
        var ours = properties(checkedIn(), schema);
        var others = properties(openApi, schema);

        assertThat(ours.propertyNames()).containsExactlyInAnyOrderElementsOf(others.propertyNames());
        for (String name : others.propertyNames()) {
            requireSame(name, ours, others);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Start, DecodeRequest, decoder include nBest network scores secondsPerFrame",
        "Final, Hypothesis, logProb"
    })
    void theFieldsOfAMessageAreDescribedAsThoseOfTheJsonEndpoint(String message, String schema, String ownDescriptions)
            throws IOException {
        var ours = properties(checkedIn(), message);
        var others = properties(ServiceClient.json(Files.readString(Path.of("src/docs/openapi.json"))), schema);
        var shared = others.propertyNames().stream()
                .filter(ours::has)
                .filter(name -> !List.of(ownDescriptions.split(" ")).contains(name))
                .toList();

        assertThat(shared).hasSizeGreaterThan(5);
        shared.forEach(name -> requireSame(name, ours, others));
    }

    private static JsonNode properties(JsonNode document, String schema) {
        return document.at("/components/schemas/" + schema + "/properties");
    }

    private static void requireSame(String name, JsonNode ours, JsonNode others) {
        assertThat(ours.at("/" + name + "/type")).as(name).isEqualTo(others.at("/" + name + "/type"));
        assertThat(ours.at("/" + name + "/description")).as(name).isEqualTo(others.at("/" + name + "/description"));
    }

    private static JsonNode checkedIn() throws IOException {
        return ServiceClient.json(Files.readString(CHECKED_IN));
    }

    /** Writes a schema of the OpenAPI document into this one, where there are examples and no example. */
    private static void write(String schema, JsonNode openApi) throws IOException {
        var described = openApi.at("/components/schemas/" + schema).deepCopy();
        for (JsonNode property : described.get("properties")) {
            if (property.has("example")) {
                var example = ((ObjectNode) property).remove("example");
                ((ObjectNode) property).putArray("examples").add(example);
            }
        }
        var written = checkedIn();
        ((ObjectNode) written.at("/components/schemas")).set(schema, described);
        Files.writeString(CHECKED_IN, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    }

    /** Generators of models know this version of AsyncAPI, and number what has no name. */
    @Test
    void whateverBecomesATypeInClientsHasAName() {
        assertThat(document.get("asyncapi").asString()).isEqualTo("3.0.0");
        for (JsonNode schema : document.at("/components/schemas")) {
            assertThat(unnamed(schema.path("properties"))).isEmpty();
        }
        for (JsonNode message : document.at("/components/messages")) {
            assertThat(unnamed(message.path("payload"))).isEmpty();
        }
    }

    /** Returns the enumerations, objects and files in a schema that have no title. */
    private static List<JsonNode> unnamed(JsonNode schema) {
        boolean isType = schema.path("enum").isArray()
                || schema.path("properties").isObject()
                || schema.path("format").asString("").equals("binary");
        var own = isType && !schema.has("title") ? Stream.of(schema) : Stream.<JsonNode>empty();
        return Stream.concat(own, schema.valueStream().flatMap(part -> unnamed(part).stream()))
                .toList();
    }

    @Test
    void theExamplesOfTheFirstMessageAreWhatItSays() {
        for (JsonNode example : document.at("/components/messages/start/examples")) {
            assertThat(faults("Start", example.get("payload"))).isEmpty();
        }
    }

    @Test
    void messagesOfAStreamAreAsDescribed() throws IOException {
        var stream = new StreamClient(port, "/stream")
                .say(
                        "{\"type\":\"start\",\"network\":\"tones\",\"encoding\":\"pcm16\",\"sampleRate\":16000,\"nBest\":2,"
                                + "\"include\":[\"words\",\"tokens\",\"framePath\"],\"endpoint\":{\"longest\":0.5}}")
                .say(StreamingToneNetwork.pcm16(ToneNetwork.sound("abc")));
        var end = stream.hear();
        var partial = stream.hear();
        var last = stream.say("{\"type\":\"flush\"}").hear();
        var error = stream.say("{").hear();

        assertThat(faults("Final", end)).isEmpty();
        assertThat(faults("Partial", partial)).isEmpty();
        assertThat(faults("Final", last)).isEmpty();
        assertThat(faults("Error", error)).isEmpty();
        assertThat(faults("Final", partial)).as("a message of another kind").isNotEmpty();
    }

    @Test
    void messagesOfAStreamWithoutAVocabularyAreAsDescribed() throws IOException {
        var stream = new StreamClient(port, "/stream")
                .say("{\"type\":\"start\",\"blank\":1,\"classes\":2,\"dtype\":\"float32\",\"scores\":\"logits\"}")
                .say(StreamClient.floats(3, 0));
        assertThat(faults("Partial", stream.hear())).isEmpty();
        assertThat(faults("Final", stream.say("{\"type\":\"end\"}").hear())).isEmpty();
    }

    @Test
    void messagesAsOfVoskServerAreAsDescribed() throws IOException {
        var sound = StreamingToneNetwork.pcm16(ToneNetwork.sound("a"));
        var stream = new StreamClient(port, "/vosk")
                .say("{\"config\":{\"sample_rate\":16000}}")
                .say(sound);
        assertThat(faults("VoskPartial", stream.hear())).isEmpty();
        assertThat(faults("VoskResult", stream.say("{\"eof\":1}").hear())).isEmpty();
        var several = new StreamClient(port, "/vosk")
                .say("{\"config\":{\"sample_rate\":16000,\"max_alternatives\":2}}")
                .say(sound)
                .say("{\"eof\":1}");
        several.hear();
        assertThat(faults("VoskAlternatives", several.hear())).isEmpty();
    }

    /** Returns what is wrong with a message; a field that is not described is. */
    private List<?> faults(String schema, JsonNode message) {
        var closed = document.deepCopy();
        closed.at("/components/schemas").forEach(AsyncApiTests::close);
        closed.put("$ref", "#/components/schemas/" + schema);
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(closed);
        return validator.validate(message);
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }
}
