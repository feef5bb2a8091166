package io.ctcservice.recognition;

/** A network that could not make emissions of its input: the message says why. */
public final class RecognitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failures. */
    public enum Kind {
        /** A sound was given to a network for pictures, or the other way round. */
        WRONG_INPUT,
        /** There is more than is taken. */
        TOO_MUCH,
        /** The network failed: it threw, or gave what are no emissions. */
        FAILED,
        /** The network cannot be had: its file is damaged, or this machine cannot run it. */
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

    /** Returns the complaint about a network that gave what is of no use. */
    public static RecognitionException failed(String message) {
        return new RecognitionException(Kind.FAILED, message);
    }

    /** Returns the complaint about a network that threw. */
    public static RecognitionException failed(String message, Throwable cause) {
        return new RecognitionException(Kind.FAILED, message, cause);
    }

    /** Returns the complaint about a network that cannot be had. */
    public static RecognitionException unavailable(String message, Throwable cause) {
        return new RecognitionException(Kind.UNAVAILABLE, message, cause);
    }

    /** Returns whose fault it is. */
    public Kind kind() {
        return kind;
    }
}
