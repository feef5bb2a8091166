package io.ctcservice.spark;

/** A recording or picture that a network cannot read: the message says why. */
public final class RefusedRecordingException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with it
     * @param cause what was thrown
     */
    public RefusedRecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
