package io.ctcservice.web.overload;

import java.time.Duration;

/** A computation that exceeded the time limit: answered with 422. */
public final class ComputationTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ComputationTooLongException(Duration most) {
        super(
                "computing for more than " + most.toSeconds()
                        + " s, which is the limit ctc.overload.max-computation; send less at a time",
                null,
                false,
                false);
    }
}
