package io.ctcservice.api.stream;

/** The network connection of a stream, as far as a conversation controls it. */
interface StreamConnection {

    /** Stops reading from the client. */
    void pause();

    /** Reads from the client again. May wait for the thread that reads: not to be called with a lock that it needs. */
    void resume();

    /** Closes the connection without a closing handshake. */
    void abort();
}
