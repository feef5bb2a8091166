package io.ctcservice.codec;

/** A file of an unsupported type: answered with 415. */
public final class UnsupportedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public UnsupportedFileException(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /** Returns the violation to report: the type that was found and the types that are read. */
    public Violation violation() {
        return violation;
    }
}
