package io.ctcservice.spark;

/** A wrong option: its name, what is wrong with it and what to do. */
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message as it is printed */
    public UsageException(String message) {
        super(message);
    }

    /** Returns the first line of what an exception says, since parsers of SQL begin with an empty one; its class if it says nothing. */
    static String firstLine(Throwable failed) {
        return String.valueOf(failed.getMessage() == null ? failed.getClass().getName() : failed.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }
}
