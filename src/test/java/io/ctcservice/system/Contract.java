package io.ctcservice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ctcservice.testing.ServiceClient;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, held against answers. Stricter than it says: what it does not describe must not be there. */
final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    Contract(String document) {
        this.document = JSON.readTree(document);
        close(this.document);
    }

    /** Returns the example request of each POST operation, by path. */
    Map<String, JsonNode> examples() {
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

    /** Returns a path of the document with the examples of its parameters in place of their names. */
    String concrete(String path) {
        return ServiceClient.path(path, document.at("/paths/" + escaped(path) + "/post"));
    }

    /** Fails unless the document foresees this answer to this request, down to each field. */
    void requireForeseen(String path, String method, int status, String type, String body) {
        var answer = document.at("/paths/" + escaped(path) + "/" + method + "/responses/" + status);
        assertThat(answer.isObject())
                .as("%s %s may answer %d", method, path, status)
                .isTrue();
        var content = answer.at("/content/" + escaped(type) + "/schema");
        assertThat(content.isObject())
                .as("%s %s may answer %d as %s", method, path, status, type)
                .isTrue();
        requireValid(content, body);
    }

    /** Fails unless {@code body} is an instance of the schema of that name. */
    void requireValid(String schema, String body) {
        requireValid(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), body);
    }

    private void requireValid(JsonNode schema, String body) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.get("components"));
        assertThat(SCHEMAS.getSchema(whole).validate(JSON.readTree(body)))
                .as(body.substring(0, Math.min(2000, body.length())))
                .isEmpty();
    }

    /** Adds to each object with named properties that it has no others. */
    private static void close(JsonNode node) {
        node.forEach(Contract::close);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
