package io.ctcservice.web.openapi;

import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.Infeasibility;
import io.ctcservice.core.loss.Reduction;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A customizer that adapts the OpenAPI document for generators of clients. */
final class OpenApiForClients {

    private static final String SCHEMAS = "#/components/schemas/";

    /** The enumerations that several schemas share: one type each, where generators would make one per field. */
    private static final Map<String, Schema<?>> SHARED_ENUMS = Map.of(
            "Scores", names(ScoreKind.class, "The kinds of scores of emissions."),
            "Reduction", names(Reduction.class, "The reductions of the losses of a batch to one."),
            "InfeasibilityReason", names(Infeasibility.Reason.class, "The reasons why no path gives a target."));

    private OpenApiForClients() {}

    /** Adapts a document whose enumerations already have their JSON names. */
    static void improve(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        schemas.values().forEach(OpenApiForClients::shareEnums);
        SHARED_ENUMS.forEach(document.getComponents()::addSchemas);
        relaxRequestArrays(document);
        describeModelName(Objects.requireNonNull(schemas.get("InferenceResponse")));
        offerApiKeys(document);
    }

    private static Schema<?> names(Class<? extends Enum<?>> type, String description) {
        var schema = new StringSchema();
        Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .map(EnumNames::of)
                .forEach(schema::addEnumItem);
        return schema.description(description);
    }

    private static void shareEnums(Schema<?> schema) {
        properties(schema)
                .forEach((field, property) -> SHARED_ENUMS.forEach((name, shared) -> {
                    if (shared.getEnum().equals(property.getEnum())) {
                        schema.addProperty(
                                field,
                                new Schema<Object>().$ref(SCHEMAS + name).description(property.getDescription()));
                    }
                }));
    }

    /**
     * Allows null for optional arrays of a request, with the same meaning as absent: the clients of some languages
     * would send an empty array, and empty {@code labels} are not the same as none. Nor need its elements differ: lists
     * are handier than sets.
     */
    private static void relaxRequestArrays(OpenAPI document) {
        var requests = new LinkedHashMap<String, Schema<?>>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(operation -> operation.getRequestBody())
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .forEach(content -> collect(content.getSchema(), document, requests));
        requests.values()
                .forEach(schema -> properties(schema).forEach((field, property) -> {
                    var required = Objects.requireNonNullElse(schema.getRequired(), List.of());
                    if (hasType(property, "array") && !required.contains(field)) {
                        property.addType("null");
                        property.setUniqueItems(null);
                    }
                }));
    }

    /** Collects the named schemas that a schema refers to. */
    private static void collect(Schema<?> schema, OpenAPI document, Map<String, Schema<?>> found) {
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(SCHEMAS.length());
            var named = document.getComponents().getSchemas().get(name);
            if (named != null && found.putIfAbsent(name, named) == null) {
                collect(named, document, found);
            }
        }
        Stream.concat(properties(schema).values().stream(), Stream.ofNullable(schema.getItems()))
                .forEach(part -> collect(part, document, found));
    }

    /**
     * Describes the field {@code model_name} by a pattern. In some languages every generated class has a method
     * {@code getModelName} of its own, which would clash with the field's; and the caller of a model knows its name.
     * Clients that know no patterns, as those for Go, accept it as one of the further properties.
     */
    private static void describeModelName(Schema<?> response) {
        response.setPatternProperties(
                Map.of("^model_name$", new StringSchema().description("Name of the model, as in the path.")));
        response.setAdditionalProperties(true);
    }

    /** Describes the header for {@code ctc.security.api-keys}, which only some servers require. */
    private static void offerApiKeys(OpenAPI document) {
        document.getComponents()
                .addSecuritySchemes(
                        "apiKey",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("Only where the server has `ctc.security.api-keys`."));
        document.security(List.of(new SecurityRequirement(), new SecurityRequirement().addList("apiKey")));
    }

    private static boolean hasType(Schema<?> schema, String type) {
        return schema.getTypes() != null && schema.getTypes().contains(type);
    }

    /** Returns the fields of a schema by name, in order; none where it has none. */
    @SuppressWarnings("rawtypes") // the library's
    static Map<String, Schema<?>> properties(Schema<?> schema) {
        var properties = new LinkedHashMap<String, Schema<?>>();
        Map<String, Schema> raw = schema.getProperties();
        if (raw != null) {
            raw.forEach(properties::put);
        }
        return properties;
    }
}
