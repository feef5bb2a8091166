package io.ctcservice.web.overload;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The connection of a request, between the end of its body and the start of its response; later that of a WebSocket. */
public interface Connection {

    /** Returns the connection of a request; null where there is none, as in tests without a server. */
    static @Nullable Connection of(HttpServletRequest request) {
        return (Connection) request.getAttribute(Connection.class.getName());
    }

    /** The states of a connection. */
    enum State {
        /** Nothing was received, and the client seems to wait for the response. */
        SILENT,
        /** The client has sent the next request; whether it has disconnected after that cannot be detected. */
        TALKING,
        /** The client has closed or reset the connection. */
        GONE
    }

    /** Returns the state without waiting and without consuming anything: a byte that was read is put back. */
    State look();

    /** Runs an action while no thread of the server reads from the connection or handles what it has read. */
    void betweenReads(Runnable action);

    /** Closes the connection: later writes fail as they do after the client has gone. */
    void close();
}
