package io.ctcservice.spark;

/** A wrong option: its name, what is wrong with it and what to do. */
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message as it is printed */
    public UsageException(String message) {
        super(message);
    }
}
