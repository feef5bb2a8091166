package io.ctcservice.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** A customizer that adapts the OpenAPI document for generators of clients. */
final class OpenApiForClients {

    private static final String SCHEMAS = "#/components/schemas/";

    /**
     * The enumerations that several fields share: one type each, where generators would make one for each field. No two of
     * them have the same constant, since Go has all constants in one scope; those that do stay where they are.
     */
    private static final List<SharedEnum> SHARED_ENUMS = List.of(
            new SharedEnum("Scores", "The kinds of scores of emissions.", "DecodeRequest", "scores"),
            new SharedEnum("Reduction", "The reductions of the losses of a batch to one.", "LossRequest", "reduction"),
            new SharedEnum("LossPart", "The optional parts of a loss.", "LossRequest", "include"),
            new SharedEnum("LatticeView", "The quantities of a lattice.", "LossRequest", "view"),
            new SharedEnum("InfeasibilityReason", "The reasons why no path gives a target.", "Infeasibility", "reason"),
            new SharedEnum("DecoderName", "The decoders.", "DecodeRequest", "decoder"),
            new SharedEnum("DecodePart", "The optional parts of a decoded utterance.", "DecodeRequest", "include"),
            new SharedEnum(
                    "OnUnknown", "The treatments of what a vocabulary cannot spell.", "AlignRequest", "onUnknown"),
            new SharedEnum("FeatureKind", "The kinds of features.", "FeaturesResponse", "kind"),
            // not shared, but clients for Kotlin do not compile with arrays of enumerations without a name in forms
            new SharedEnum("TranscriptionInclude", "The optional parts of a transcript.", "transcribe", "include[]"),
            new SharedEnum(
                    "TimestampGranularity",
                    "The parts of a transcript that may have times.",
                    "transcribe",
                    "timestamp_granularities[]"));

    private OpenApiForClients() {}

    /** Adapts a document whose enumerations already have their JSON names. */
    static void improve(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        SHARED_ENUMS.forEach(shared -> shared.name(document));
        relaxRequestArrays(document);
        describeModelName(Objects.requireNonNull(schemas.get("InferenceResponse")));
        offerApiKeys(document);
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

    /**
     * An enumeration that becomes a schema of its own.
     *
     * @param name of the schema
     * @param description of the schema
     * @param owner a schema that has the enumeration, or the operation whose form has it
     * @param field where it has it, alone or as items of an array
     */
    private record SharedEnum(String name, String description, String owner, String field) {

        /** Puts a reference wherever the enumeration stands in a document. */
        void name(OpenAPI document) {
            var schemas = withForms(document);
            var first = Objects.requireNonNull(
                    properties(Objects.requireNonNull(schemas.get(owner))).get(field));
            List<?> constants = (first.getItems() == null ? first : first.getItems()).getEnum();
            schemas.values().forEach(schema -> refer(schema, constants));
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .flatMap(operation -> Stream.ofNullable(operation.getParameters()))
                    .flatMap(List::stream)
                    .filter(parameter -> constants.equals(parameter.getSchema().getEnum()))
                    .forEach(parameter -> parameter.setSchema(reference()));
            var named = new StringSchema();
            constants.forEach(constant -> named.addEnumItem(constant.toString()));
            document.getComponents().addSchemas(name, named.description(description));
        }

        /** Returns the schemas by name, and those of forms by operation. */
        private static Map<String, Schema<?>> withForms(OpenAPI document) {
            var schemas = new LinkedHashMap<String, Schema<?>>();
            document.getComponents().getSchemas().forEach(schemas::put);
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .filter(operation -> operation.getRequestBody() != null)
                    .forEach(operation -> Stream.ofNullable(
                                    operation.getRequestBody().getContent().get(MediaType.MULTIPART_FORM_DATA_VALUE))
                            .forEach(form -> schemas.put(operation.getOperationId(), form.getSchema())));
            return schemas;
        }

        private void refer(Schema<?> schema, List<?> constants) {
            properties(schema).forEach((property, type) -> {
                if (constants.equals(type.getEnum())) {
                    schema.addProperty(property, reference().description(type.getDescription()));
                } else if (type.getItems() != null
                        && constants.equals(type.getItems().getEnum())) {
                    type.setItems(reference());
                }
            });
        }

        private Schema<?> reference() {
            return new Schema<Object>().$ref(SCHEMAS + name);
        }
    }
}
