package io.ctcservice.web.overload;

/** The end of a computation whose client has gone, so that nobody would read the response. */
public final class ClientGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClientGoneException() {
        super("the client has hung up", null, false, false);
    }
}
