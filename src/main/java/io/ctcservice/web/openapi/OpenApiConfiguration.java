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
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the OpenAPI document that annotations cannot express. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "Not readable: syntax, types, unknown or duplicate fields.",
            "401", "An API key is needed: only where the server has `ctc.security.api-keys`.",
            "406", "The answer is not available in a format that `Accept` lists.",
            "408", "The body came too slowly.",
            "413", "The body is larger than `ctc.limits` allows.",
            "415", "The body is of another type, or compressed.",
            "422", "Readable but wrong: ragged rows, a wrong number of classes, an unknown symbol, …",
            "503", "Overloaded, or not ready yet. Try again after the seconds in `Retry-After`."));

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

    @Bean
    OpenAPI openApi(@Value("${server.servlet.context-path:}") String contextPath) {
        return new OpenAPI()
                .servers(List.of(new Server()
                        .url(contextPath.isEmpty() ? "/" : contextPath)
                        .description("This server."))) // whatever its name is
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
            document.getComponents()
                    .addSchemas("Problem", problem())
                    .addSchemas("Violation", violation())
                    .addSchemas("InferenceError", inferenceError())
                    .addSchemas("OpenAiError", openAiError())
                    .addSchemas("OpenAiFault", openAiFault());
            document.getComponents().getSchemas().values().forEach(OpenApiConfiguration::nameEnums);
            document.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> {
                        addProblems(operation, ErrorForm.at(path));
                        addExamples(operation, json);
                    }));
            OpenApiForClients.improve(document);
        };
    }

    private static void addProblems(Operation operation, ErrorForm form) {
        boolean namesAModel = operation.getParameters() != null || operation.getRequestBody() != null;
        if (form != ErrorForm.PROBLEM && namesAModel) {
            var unknown = new ApiResponse().description("No such model or version.");
            operation.getResponses().putIfAbsent("404", unknown.content(problem(form)));
        }
        PROBLEMS.forEach((status, description) -> {
            var code = HttpStatusCode.valueOf(Integer.parseInt(status));
            if (form.status(code).isSameCodeAs(code)) {
                var response = new ApiResponse().description(description).content(problem(form));
                if (status.equals("503")) {
                    response.addHeaderObject("Retry-After", retryAfter());
                }
                operation.getResponses().putIfAbsent(status, response);
            }
        });
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

    private static Content problem(ErrorForm form) {
        var schema = new Schema<Object>().$ref("#/components/schemas/" + form.schema());
        return new Content().addMediaType(form.mediaType(), new MediaType().schema(schema));
    }

    private static Header retryAfter() {
        return new Header().description("Seconds to wait.").schema(new IntegerSchema().format("int32"));
    }

    private static Schema<?> problem() {
        var errors = new ArraySchema().items(new Schema<Object>().$ref("#/components/schemas/Violation"));
        Schema<?> problem = object("A problem document, RFC 9457.")
                .addProperty("type", text("The kind of problem: about:blank, so that `status` alone says it."))
                .addProperty("title", text("The status in words."))
                .addProperty("status", new IntegerSchema().format("int32").description("The HTTP status."))
                .addProperty("detail", text("The first error."))
                .addProperty("instance", text("The path that was called."))
                .addProperty("errors", errors.description("All errors, each with its place."));
        problem.setRequired(List.of("status", "title"));
        return problem;
    }

    private static Schema<?> violation() {
        Schema<?> violation = object("A fault in a request.");
        violation
                .addProperty("pointer", text("JSON pointer into the request; empty for all of it."))
                .addProperty("detail", text("The value that was found and the one that was expected."));
        violation.setRequired(List.of("pointer", "detail"));
        return violation;
    }

    private static Schema<?> inferenceError() {
        Schema<?> error = object("An error of a request of the Open Inference Protocol.");
        error.addProperty("error", text("The place, what was found, and what was expected."));
        error.setRequired(List.of("error"));
        return error;
    }

    private static Schema<?> openAiError() {
        Schema<?> error = object("An error in the form that OpenAI's clients read.");
        error.addProperty(
                "error",
                new Schema<Object>().$ref("#/components/schemas/OpenAiFault").description("The error."));
        error.setRequired(List.of("error"));
        return error;
    }

    private static Schema<?> openAiFault() {
        Schema<?> fault = object("One fault, as OpenAI's clients read it.");
        fault.addProperty("message", text("The value that was found, and the one that was expected."))
                .addProperty("type", text("`invalid_request_error`, or `server_error`."))
                .addProperty("param", textOrNull("The field at fault."))
                .addProperty("code", textOrNull("The kind of fault, such as `model_not_found`."));
        fault.setRequired(List.of("message", "type", "param", "code"));
        return fault;
    }

    private static Schema<?> textOrNull(String description) {
        var schema = new Schema<Object>().description(description);
        schema.addType("string");
        schema.addType("null");
        return schema;
    }

    private static Schema<?> object(String description) {
        var schema = new Schema<Object>().description(description);
        schema.addType("object");
        return schema;
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
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
