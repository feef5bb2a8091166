package io.ctcservice.web.problems;

import io.ctcservice.codec.Violation;
import io.ctcservice.web.overload.ClientGoneException;
import io.ctcservice.web.overload.ComputationTooLongException;
import io.ctcservice.web.overload.OverloadedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** An advice that answers refusals for lack of room with 503 and {@code Retry-After}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OverloadAdvice {

    private static final int CLIENT_CLOSED_REQUEST = 499;

    private static final Logger LOG = LoggerFactory.getLogger(OverloadAdvice.class);

    @ExceptionHandler(OverloadedException.class)
    ResponseEntity<ProblemDetail> overloaded(OverloadedException overloaded) {
        return unavailable(overloaded.retryAfterSeconds(), String.valueOf(overloaded.getMessage()));
    }

    /** Returns status 499, as nginx does, for logs and metrics: the client has disconnected. */
    @ExceptionHandler(ClientGoneException.class)
    ResponseEntity<Void> unwanted() {
        return ResponseEntity.status(CLIENT_CLOSED_REQUEST).build();
    }

    @ExceptionHandler(ComputationTooLongException.class)
    ProblemDetail tooLong(ComputationTooLongException tooLong) {
        var detail = String.valueOf(tooLong.getMessage());
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, detail);
        problem.setProperty("errors", List.of(new Violation("", detail)));
        return problem;
    }

    /**
     * Returns the response to a request that was larger than the heap: its memory is free again, and other requests are
     * not affected.
     */
    @ExceptionHandler(OutOfMemoryError.class)
    ResponseEntity<ProblemDetail> outOfMemory(OutOfMemoryError error) {
        LOG.error("A request ran out of memory; lower ctc.limits or give the process more", error);
        return unavailable(10, "not enough memory for this request");
    }

    private static ResponseEntity<ProblemDetail> unavailable(long retryAfter, String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter))
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }
}
