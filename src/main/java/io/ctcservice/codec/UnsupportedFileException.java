package io.ctcservice.codec;

/** A file of a kind that is not read: answered with 415. */
public final class UnsupportedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public UnsupportedFileException(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /** Returns what was found and what would be read. */
    public Violation violation() {
        return violation;
    }
}
