package io.ctcservice.web.openapi;

import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.codec.json.JsonTensor;
import io.ctcservice.codec.oip.OutputTensor;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.web.problems.ErrorForm;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the OpenAPI document that annotations cannot express. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(ResponseForm.class)
                .replaceWithSchema(FloatMatrix.class, rows(new NumberSchema().format("float")))
                .replaceWithSchema(DoubleMatrix.class, rows(logarithm()))
                .replaceWithSchema(JsonTensor.class, new ArraySchema().items(new Schema<Object>()))
                .replaceWithSchema(OutputTensor.class, new ArraySchema().items(new Schema<Object>()))
                .replaceWithSchema(Labels.class, new ArraySchema().items(new IntegerSchema().format("int32")))
                .replaceWithSchema(FramePath.class, new ArraySchema().items(new IntegerSchema().format("int32")));
    }

    private static Schema<?> rows(Schema<?> cell) {
        return new ArraySchema().items(new ArraySchema().items(cell));
    }

    private static Schema<?> logarithm() {
        var schema = new Schema<Object>().format("double");
        schema.addType("number");
        schema.addType("null");
        return schema;
    }

    /** The server of the document is the path below which it was asked for, whatever the names of the server are. */
    @Bean
    ServerBaseUrlCustomizer pathOfThisServer() {
        return (url, request) -> {
            String path =
                    ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
            return path == null || path.isEmpty() ? "/" : path;
        };
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .tags(
                        List.of(
                                new Tag().name("ctc").description("Everything around the CTC lattice."),
                                new Tag()
                                        .name("openai")
                                        .description(
                                                "The endpoints that OpenAI's clients use. Invalid requests are answered with 400.")))
                .info(new Info()
                        .title("ctc-service")
                        .version("1")
                        .description(
                                "Connectionist temporal classification (CTC): exact loss and gradient, decoding, forced alignment, keyword spotting. Errors are problem documents (RFC 9457).")
                        .contact(new Contact().name("The ctc-service project"))
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    @Bean
    OpenApiCustomizer completeDocument(JsonMapper json) {
        return document -> {
            ErrorDocumentation.addSchemas(document.getComponents());
            document.getComponents().getSchemas().values().forEach(OpenApiConfiguration::nameEnums);
            document.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> {
                        ErrorDocumentation.addResponses(operation, ErrorForm.at(path));
                        addExamples(operation, json);
                    }));
            FileForms.separate(document);
            OpenApiForClients.improve(document);
        };
    }

    /**
     * Adds the requests in {@code openapi/examples/}, those that there are: {@code <operationId>.json} as an example of
     * the body, {@code <operationId>.form.json} as one of the part {@code request} of a form.
     */
    private static void addExamples(Operation operation, JsonMapper json) {
        if (operation.getRequestBody() == null) {
            return;
        }
        var content = operation.getRequestBody().getContent();
        example(operation.getOperationId() + ".json", json)
                .ifPresent(example ->
                        Objects.requireNonNull(content.get("application/json")).setExample(example));
        example(operation.getOperationId() + ".form.json", json)
                .ifPresent(example -> OpenApiForms.addExample(content, example));
    }

    private static Optional<Map<?, ?>> example(String name, JsonMapper json) {
        var example = new ClassPathResource("openapi/examples/" + name);
        if (!example.exists()) {
            return Optional.empty();
        }
        try (var stream = example.getInputStream()) {
            return Optional.of(json.readValue(stream, Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives enum constants the names that they have in JSON. */
    @SuppressWarnings("rawtypes") // the library's
    private static void nameEnums(Schema<?> schema) {
        nameOwnEnum(schema);
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            properties.values().forEach(OpenApiConfiguration::nameEnums);
        }
        if (schema.getItems() != null) {
            nameEnums(schema.getItems());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> void nameOwnEnum(Schema<T> schema) {
        if (schema.getEnum() != null) {
            var names = schema.getEnum().stream()
                    .map(String::valueOf)
                    .map(EnumNames::of)
                    .toList();
            schema.setEnum((List<T>) names);
        }
    }
}
