package io.ctcservice.web.overload;

/** The end of a computation whose client has gone: nobody reads the response. */
public final class UnwantedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnwantedException() {
        super("the client has hung up", null, false, false);
    }
}
