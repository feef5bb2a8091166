package io.ctcservice.codec;

/** A body other than JSON that cannot be read: answered with 400. */
public final class UnreadableBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public UnreadableBodyException(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /** Returns the violation to report. */
    public Violation violation() {
        return violation;
    }
}
