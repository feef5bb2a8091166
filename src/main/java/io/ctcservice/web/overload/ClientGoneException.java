package io.ctcservice.web.overload;

/** The cancellation of a computation whose client has disconnected. */
public final class ClientGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClientGoneException() {
        super("the client has hung up", null, false, false);
    }
}
