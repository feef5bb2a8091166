package io.ctcservice.web.problems;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.web.overload.ComputationTooLongException;
import io.ctcservice.web.overload.OverloadedException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;

/** The problem documents of exceptions, for answers that are no HTTP response, such as WebSocket messages. */
public final class Problems {

    private Problems() {}

    /** Returns the problem to report to the client; empty for a fault of the service. */
    public static Optional<ProblemDetail> of(Throwable thrown) {
        return Optional.ofNullable(
                switch (thrown) {
                    case RefusedRequestException refused -> of(HttpStatus.UNPROCESSABLE_CONTENT, refused.violations());
                    case CtcInputException refused -> of(HttpStatus.UNPROCESSABLE_CONTENT, refused(refused));
                    case UnreadableBodyException unreadable ->
                        of(HttpStatus.BAD_REQUEST, List.of(unreadable.violation()));
                    case JacksonException unreadable -> ofJson(unreadable);
                    case UnsupportedFileException unsupported ->
                        of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, List.of(unsupported.violation()));
                    case PartTooLargeException tooLarge ->
                        of(HttpStatus.CONTENT_TOO_LARGE, List.of(tooLarge.violation()));
                    case ComputationTooLongException tooLong ->
                        of(HttpStatus.UNPROCESSABLE_CONTENT, List.of(new Violation("", message(tooLong))));
                    case RecognitionException failed ->
                        of(
                                failed.kind() == RecognitionException.Kind.UNAVAILABLE
                                        ? HttpStatus.SERVICE_UNAVAILABLE // not the client's fault
                                        : HttpStatus.UNPROCESSABLE_CONTENT,
                                List.of(new Violation("/network", message(failed))));
                    case OverloadedException overloaded ->
                        ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, message(overloaded));
                    case ErrorResponseException known -> known.getBody();
                    case OutOfMemoryError full ->
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE, "not enough memory for this request");
                    default -> null;
                });
    }

    private static List<Violation> refused(CtcInputException refused) {
        return List.of(new Violation("/" + refused.field(), message(refused)));
    }

    private static ProblemDetail ofJson(JacksonException unreadable) {
        var status = JsonErrors.isWellFormed(unreadable) ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_REQUEST;
        return of(status, List.of(JsonErrors.violation(unreadable)));
    }

    private static String message(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }

    /** Returns a problem with a pointer to each fault; its detail is the first one. */
    public static ProblemDetail of(HttpStatus status, List<Violation> violations) {
        var first = violations.getFirst();
        String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        var problem = ProblemDetail.forStatusAndDetail(status, JsonErrors.printable(where + first.detail()));
        problem.setProperty(
                "errors",
                violations.stream()
                        .map(violation -> new Violation(
                                JsonErrors.printable(violation.pointer()), JsonErrors.printable(violation.detail())))
                        .toList());
        return problem;
    }
}
