package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.Violation;
import io.ctcservice.web.problems.ErrorForm;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A factory of refusals with OpenAI's error codes. */
final class Refusals {

    private Refusals() {}

    /** Returns the refusal of a request without a required field. */
    static ErrorResponseException missing(String field, String expected) {
        return refusal(
                HttpStatus.BAD_REQUEST,
                field,
                "the field \"" + field + "\" is missing; expected " + expected,
                "missing_required_parameter");
    }

    /** Returns the refusal of an invalid value of a field. */
    static ErrorResponseException invalid(String field, String detail) {
        return refusal(HttpStatus.BAD_REQUEST, field, detail, "invalid_value");
    }

    /** Returns the refusal of an unknown model. */
    static ErrorResponseException unknownModel(String detail) {
        return refusal(HttpStatus.NOT_FOUND, "model", detail, "model_not_found");
    }

    private static ErrorResponseException refusal(HttpStatus status, String field, String detail, String code) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("errors", List.of(new Violation("/" + field, detail)));
        problem.setProperty(ErrorForm.CODE, code);
        return new ErrorResponseException(status, problem, null);
    }
}
