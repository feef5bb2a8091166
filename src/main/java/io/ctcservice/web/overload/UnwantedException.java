package io.ctcservice.web.overload;

/** The end of a computation whose client has hung up: nobody reads the answer. */
public final class UnwantedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnwantedException() {
        super("the client has hung up", null, false, false);
    }
}
