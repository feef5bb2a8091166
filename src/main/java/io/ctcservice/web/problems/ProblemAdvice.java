package io.ctcservice.web.problems;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.web.overload.BodyTooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.support.RequestContextUtils;
import tools.jackson.core.JacksonException;

/** An advice that answers client errors with a problem document (RFC 9457) that points at each fault. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final int MOST_ERRORS = 20;

    private final KnownPaths paths;

    ProblemAdvice(KnownPaths paths) {
        this.paths = paths;
    }

    @ExceptionHandler({
        CtcInputException.class, // of an input that the core refuses after the request was checked
        PartTooLargeException.class,
        RecognitionException.class,
        RefusedRequestException.class,
        UnreadableBodyException.class,
        UnsupportedFileException.class
    })
    ProblemDetail refused(RuntimeException refused) {
        return Problems.of(refused).orElseThrow(() -> refused);
    }

    /**
     * Returns the problem of a query with a percent sign without two digits behind it, with a parameter without a name, or
     * with too many; else Tomcat would log the query, as a bug of ours.
     */
    @ExceptionHandler(InvalidParameterException.class)
    ProblemDetail unreadableQuery() {
        var detail =
                "a query that cannot be decoded; expected parameters name=value in percent-encoded UTF-8, at most as many"
                        + " as server.tomcat.max-parameter-count";
        return Problems.of(HttpStatus.BAD_REQUEST, List.of(new Violation("", detail)));
    }

    @ExceptionHandler(BodyTooLargeException.class)
    ProblemDetail tooLarge(BodyTooLargeException tooLarge) {
        var violation = new Violation("", String.valueOf(tooLarge.getMessage()));
        return Problems.of(HttpStatus.CONTENT_TOO_LARGE, List.of(violation));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = unreadable(unreadable, request.getHeader(HttpHeaders.CONTENT_TYPE));
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable, @Nullable String type) {
        var tooLarge = cause(unreadable, BodyTooLargeException.class);
        if (tooLarge != null) {
            var violation = new Violation("", String.valueOf(tooLarge.getMessage()));
            return Problems.of(HttpStatus.CONTENT_TOO_LARGE, List.of(violation));
        }
        var refused = cause(unreadable, JacksonException.class);
        if (refused == null) {
            return Problems.of(HttpStatus.BAD_REQUEST, List.of(new Violation("", EmptyBody.complaint(type))));
        }
        var status = JsonErrors.isWellFormed(refused) ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_REQUEST;
        return Problems.of(status, List.of(JsonErrors.violation(refused)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException unsupported,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        boolean isEncoded = request.getHeader(HttpHeaders.CONTENT_ENCODING) != null; // then that value was refused
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!isEncoded && (type == null || type.isBlank())) {
            unsupported.getBody().setDetail("No Content-Type.");
        }
        name(unsupported.getBody(), unsupported.getSupportedMediaTypes());
        return super.handleHttpMediaTypeNotSupported(unsupported, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException unsupported,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        name(unsupported.getBody(), Objects.requireNonNullElse(unsupported.getSupportedHttpMethods(), Set.of()));
        var allowed = new TreeSet<>(headers.getAllow());
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD); // which Spring answers, but does not name
        }
        headers.setAllow(allowed);
        return super.handleHttpRequestMethodNotSupported(unsupported, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var servletRequest = ((ServletWebRequest) request).getRequest();
        String path = servletRequest.getRequestURI();
        missing.getBody().setDetail("nothing at " + JsonErrors.excerpt(path) + "; " + hint(servletRequest, path));
        return super.handleNoResourceFoundException(missing, headers, status, request);
    }

    private String hint(HttpServletRequest request, String path) {
        String root = request.getContextPath();
        if (path.endsWith("/") && !path.equals(root + "/")) {
            return "expected no slash at the end";
        }
        boolean isManagement = WebServerApplicationContext.hasServerNamespace(
                RequestContextUtils.findWebApplicationContext(request), "management");
        if (isManagement) {
            return "management.server.port has health, metrics and the like only";
        }
        var near = paths.near(path.substring(root.length()));
        return near.isEmpty()
                ? "GET " + root + "/v3/api-docs says what there is, " + root + "/swagger-ui.html shows it"
                : "expected " + root + String.join(" or " + root, near);
    }

    /** Adds the supported values to a problem. */
    private static void name(ProblemDetail problem, Collection<?> supported) {
        if (!supported.isEmpty()) {
            String expected = supported.stream().map(Object::toString).collect(Collectors.joining(", "));
            problem.setDetail(problem.getDetail() + " Expected: " + expected + ".");
        }
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var violations = invalid.getAllErrors().stream()
                .limit(MOST_ERRORS)
                .map(ProblemAdvice::violation)
                .toList();
        var problem = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, violations);
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }

    private static Violation violation(ObjectError error) {
        String message = String.valueOf(error.getDefaultMessage());
        if (error instanceof FieldError field) {
            return JsonErrors.outOfRange(field.getField(), field.getRejectedValue(), message);
        }
        return new Violation("", message);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
