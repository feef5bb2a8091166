package io.ctcservice.codec;

import io.ctcservice.core.Counted;
import org.springframework.util.unit.DataSize;

/** A part of a body that is larger than {@code ctc.limits} allows: answered with 413. */
public final class PartTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    /** @param violation which part it is, and the limit */
    public PartTooLargeException(Violation violation) {
        super(violation.detail());
        this.violation = violation;
    }

    /** @param what what is too large, and the limit, as a sentence */
    public PartTooLargeException(String what) {
        this(new Violation("", what));
    }

    /** @param what what is too large, with its article */
    public PartTooLargeException(String what, DataSize limit) {
        this(what + " of more than " + Counted.of(limit.toBytes(), "byte"));
    }

    /** Returns the violation to report. */
    public Violation violation() {
        return violation;
    }
}
