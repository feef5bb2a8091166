package io.ctcservice.core.lm;

/** An ARPA file that cannot be read, with the line and the fault. */
public final class ArpaFormatException extends LanguageModelFormatException {

    private static final long serialVersionUID = 1L;

    private final long line;

    ArpaFormatException(long line, String problem) {
        super("line " + line + ": " + problem);
        this.line = line;
    }

    /** Returns the number of the line, the first being 1. */
    public long line() {
        return line;
    }
}
