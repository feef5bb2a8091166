package io.ctcservice.web.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Violation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The form of an error response: each path has the one that its clients expect, whichever part of the service refuses. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM("application/problem+json", "Problem") {
        @Override
        Object document(ProblemDetail problem) {
            return problem;
        }
    },

    /** The form of the Open Inference Protocol: {@code {"error": "…"}}. */
    INFERENCE("application/json", "InferenceError") {
        @Override
        Object document(ProblemDetail problem) {
            return new InferenceError(detail(problem));
        }
    },

    /** The form of OpenAI: {@code {"error": {"message", "type", "param", "code"}}}. */
    OPEN_AI("application/json", "OpenAiError") {
        @Override
        Object document(ProblemDetail problem) {
            return OpenAiError.of(problem);
        }

        // OpenAI knows neither 415 nor 422: what is wrong with a request is 400
        @Override
        public HttpStatusCode status(HttpStatusCode status) {
            boolean isPlain = status.isSameCodeAs(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                    || status.isSameCodeAs(HttpStatus.UNPROCESSABLE_CONTENT);
            return isPlain ? HttpStatus.BAD_REQUEST : status;
        }
    };

    /** The property of a problem that becomes OpenAI's {@code code}. */
    public static final String CODE = "code";

    private static final String ERRORS = "errors";

    private final String mediaType;
    private final String schema;

    ErrorForm(String mediaType, String schema) {
        this.mediaType = mediaType;
        this.schema = schema;
    }

    /** Returns the form below a path of the application. */
    public static ErrorForm at(String path) {
        if (isBelow("/v2", path)) {
            return INFERENCE;
        }
        return isBelow("/v1", path) ? OPEN_AI : PROBLEM;
    }

    private static boolean isBelow(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Returns the media type of the documents. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the name of their schema in the OpenAPI document. */
    public String schema() {
        return schema;
    }

    /** Returns the status that replaces the usual one on these paths. */
    public HttpStatusCode status(HttpStatusCode status) {
        return status;
    }

    /** Returns what is written in place of a problem. */
    abstract Object document(ProblemDetail problem);

    private static String detail(ProblemDetail problem) {
        return Objects.requireNonNullElse(problem.getDetail(), String.valueOf(problem.getTitle()));
    }

    private record InferenceError(String error) {}

    private record OpenAiError(Fault error) {

        static OpenAiError of(ProblemDetail problem) {
            boolean isOurs = problem.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value();
            var first = first(problem);
            return new OpenAiError(new Fault(
                    first == null ? detail(problem) : first.detail(),
                    isOurs ? "server_error" : "invalid_request_error",
                    first == null || isOurs ? null : field(first.pointer()),
                    code(problem)));
        }

        private static @Nullable Violation first(ProblemDetail problem) {
            var properties = problem.getProperties();
            return properties != null
                            && properties.get(ERRORS) instanceof List<?> errors
                            && !errors.isEmpty()
                            && errors.getFirst() instanceof Violation violation
                    ? violation
                    : null;
        }

        /** Returns the field that a pointer goes through first, null where it is to all of the request. */
        private static @Nullable String field(String pointer) {
            return pointer.isEmpty() ? null : pointer.split("/", -1)[1];
        }

        private static @Nullable String code(ProblemDetail problem) {
            var properties = problem.getProperties();
            if (properties != null && properties.get(CODE) instanceof String code) {
                return code;
            }
            return switch (problem.getStatus()) {
                case 401 -> "invalid_api_key";
                case 405 -> "method_not_supported";
                default -> null;
            };
        }
    }

    @JsonInclude // null, too
    private record Fault(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}
}
