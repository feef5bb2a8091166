package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as a contract that responses are checked against. Stricter than it says: what it does not
 * describe must not be there.
 */
public final class OpenApiContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public OpenApiContract(String document) {
        this.document = JSON.readTree(document);
        close(this.document);
    }

    /** Returns the example request of each POST operation, by path. */
    public Map<String, JsonNode> examples() {
        var examples = new TreeMap<String, JsonNode>();
        document.get("paths").properties().forEach(path -> {
            var json = path.getValue().at("/post/requestBody/content/application~1json");
            if (json.isObject()) {
                var example = json.path("example");
                assertThat(example.isObject())
                        .as("%s has an example", path.getKey())
                        .isTrue();
                examples.put(path.getKey(), example);
            }
        });
        return examples;
    }

    /** Fails unless the example of the part {@code request} of each form is one, and returns how many there are. */
    public int requireValidForms() {
        int count = 0;
        for (var path : document.get("paths").properties()) {
            var request =
                    path.getValue().at("/post/requestBody/content/multipart~1form-data/schema/properties/request");
            if (request.isObject()) {
                requireValid(
                        JSON.createObjectNode().set("$ref", request.get("$ref")),
                        request.get("example").toString());
                count++;
            }
        }
        return count;
    }

    /** Returns a path of the document with the examples of its parameters in place of their names. */
    public String concrete(String path) {
        return ServiceClient.path(path, document.at("/paths/" + escaped(path) + "/post"));
    }

    /** Fails unless the document describes this response to this request, down to each field. */
    public void requireForeseen(String path, String method, int status, String type, String body) {
        var answer = document.at("/paths/" + escaped(path) + "/" + method + "/responses/" + status);
        assertThat(answer.isObject())
                .as("%s %s may answer %d", method, path, status)
                .isTrue();
        var content = answer.at("/content/" + escaped(type) + "/schema");
        assertThat(foresees(path, method, status, type))
                .as("%s %s may answer %d as %s", method, path, status, type)
                .isTrue();
        requireValid(content, body);
    }

    /** Returns whether the document describes a response of this type to this request. */
    public boolean foresees(String path, String method, int status, String type) {
        return document.at("/paths/" + escaped(path) + "/" + method + "/responses/" + status + "/content/"
                        + escaped(type) + "/schema")
                .isObject();
    }

    /** Fails unless {@code body} is an instance of the schema of that name. */
    public void requireValid(String schema, String body) {
        requireValid(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), body);
    }

    private void requireValid(JsonNode schema, String body) {
        assertThat(schemas.computeIfAbsent(schema.toString(), key -> whole(schema))
                        .validate(JSON.readTree(body)))
                .as(body.substring(0, Math.min(2000, body.length())))
                .isEmpty();
    }

    private Schema whole(JsonNode schema) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    /** Adds to each object with named properties that it has no others. */
    private static void close(JsonNode node) {
        node.forEach(OpenApiContract::close);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.path("additionalProperties").isObject()) {
            object.put("additionalProperties", false);
        }
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
