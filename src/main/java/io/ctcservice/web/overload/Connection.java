package io.ctcservice.web.overload;

import java.util.concurrent.locks.Lock;

/** The connection of a request, between the end of its body and the start of its response. */
interface Connection {

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

    /** Returns the lock that the server holds while it handles what has come from the client. */
    Lock lock();

    /** Closes the connection: later writes fail as they do after the client has gone. */
    void close();
}
