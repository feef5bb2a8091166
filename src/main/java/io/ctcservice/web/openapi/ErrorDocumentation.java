package io.ctcservice.web.openapi;

import io.ctcservice.web.problems.ErrorForm;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpStatusCode;

/** The errors in the OpenAPI document: their schemas, and the statuses that each operation may answer. */
final class ErrorDocumentation {

    /** The status of what cannot be read. */
    private static final String UNREADABLE = "400";

    /** The status of a form that there is not. */
    private static final String NOT_ACCEPTABLE = "406";

    /** The status of what can be read but is wrong. */
    private static final String WRONG = "422";

    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            UNREADABLE,
            "Not readable: syntax, types, unknown or duplicate fields.",
            "401",
            "An API key is needed: only where the server has `ctc.security.api-keys`.",
            "403",
            "A web page calls whose origin is none of `ctc.security.allowed-origins`: only where the server has some.",
            NOT_ACCEPTABLE,
            "The answer is not available in a format that `Accept` lists.",
            "408",
            "The body came too slowly.",
            "413",
            "The body is larger than `ctc.limits` allows.",
            "415",
            "The body is of another type, or compressed.",
            "421",
            "The `Host` that was called is no name of this server: `ctc.security.allowed-hosts` has those besides IP addresses and localhost.",
            WRONG,
            "Readable but wrong: ragged rows, a wrong number of classes, an unknown symbol, …",
            "503",
            "Overloaded, or not ready yet. Try again after the seconds in `Retry-After`."));

    /** The description of 400 in OpenAI's form, which has no other status for what is wrong. */
    private static final String INVALID =
            "An invalid request: a field, or a file that cannot be read or is of another type.";

    /** The operations whose requests name the form of the answer, whatever {@code Accept} says. */
    private static final Set<String> NAMING_THEIR_FORM = Set.of("infer", "transcribe");

    private ErrorDocumentation() {}

    /** Adds the schemas of all forms of errors. */
    static void addSchemas(Components components) {
        components
                .addSchemas("Problem", problem())
                .addSchemas("Violation", violation())
                .addSchemas("InferenceError", inferenceError())
                .addSchemas("OpenAiError", openAiError())
                .addSchemas("OpenAiFault", openAiFault());
    }

    /** Adds the errors that an operation may answer, but for those that it describes itself. */
    static void addResponses(Operation operation, ErrorForm form) {
        boolean namesAModel = operation.getParameters() != null || operation.getRequestBody() != null;
        if (form != ErrorForm.PROBLEM && namesAModel) {
            var unknown = new ApiResponse().description("No such model or version.");
            operation.getResponses().putIfAbsent("404", unknown.content(problem(form)));
        }
        PROBLEMS.forEach((status, description) -> {
            if (occurs(status, operation, form)) {
                boolean isInvalid = form == ErrorForm.OPEN_AI && status.equals(UNREADABLE);
                var response = new ApiResponse()
                        .description(isInvalid ? INVALID : description)
                        .content(problem(form));
                if (status.equals("503")) {
                    response.addHeaderObject("Retry-After", retryAfter());
                }
                operation.getResponses().putIfAbsent(status, response);
            }
        });
    }

    private static boolean occurs(String status, Operation operation, ErrorForm form) {
        var code = HttpStatusCode.valueOf(Integer.parseInt(status));
        return switch (status) {
            case NOT_ACCEPTABLE -> !NAMING_THEIR_FORM.contains(operation.getOperationId());
            case WRONG -> form.status(code).isSameCodeAs(code) && operation.getRequestBody() != null;
            default -> form.status(code).isSameCodeAs(code);
        };
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
                .addProperty(
                        "type", text("The kind of problem. Not sent, which means about:blank: `status` alone says it."))
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
}
