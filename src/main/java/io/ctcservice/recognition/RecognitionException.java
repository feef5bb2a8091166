package io.ctcservice.recognition;

/** A failure of a network to compute emissions from its input: the message says why. */
public final class RecognitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failures. */
    public enum Kind {
        /** A sound was given to a network for pictures, or the other way round. */
        WRONG_INPUT,
        /** The input is too long. */
        TOO_MUCH,
        /** The network failed: it threw, or its output is not a matrix of scores. */
        FAILED,
        /** The network is not available: its file is damaged, or this machine cannot run it. */
        UNAVAILABLE
    }

    private final Kind kind;

    private RecognitionException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    private RecognitionException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static RecognitionException wrongInput(String message) {
        return new RecognitionException(Kind.WRONG_INPUT, message);
    }

    static RecognitionException tooMuch(String message) {
        return new RecognitionException(Kind.TOO_MUCH, message);
    }

    /** Returns the exception for a network with an unusable output. */
    public static RecognitionException failed(String message) {
        return new RecognitionException(Kind.FAILED, message);
    }

    /** Returns the exception for a network that threw. */
    public static RecognitionException failed(String message, Throwable cause) {
        return new RecognitionException(Kind.FAILED, message, cause);
    }

    /** Returns the exception for a network that is not available. */
    public static RecognitionException unavailable(String message, Throwable cause) {
        return new RecognitionException(Kind.UNAVAILABLE, message, cause);
    }

    /** Returns the kind of the failure. */
    public Kind kind() {
        return kind;
    }
}
