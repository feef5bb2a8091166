package io.ctcservice.web.overload;

import java.time.Duration;

/** A refusal because the server is full: answered with 503 and {@code Retry-After}. */
public final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    OverloadedException(String what, Duration retryAfter) {
        super(what, null, false, false); // thrown most often when there is the least time for stack traces
        this.retryAfter = retryAfter;
    }

    /** Returns the seconds to wait before another try, at least 1. */
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.toSeconds());
    }
}
