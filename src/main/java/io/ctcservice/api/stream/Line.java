package io.ctcservice.api.stream;

/** The connection, as far as a conversation decides about it. */
interface Line {

    /** Reads nothing more from the client. */
    void pause();

    /** Reads on. */
    void resume();

    /** Cuts the connection, without a word. */
    void cut();
}
