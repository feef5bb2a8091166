package io.ctcservice.api.stream;

/** The reasons for which a segment ends. */
enum Ending {
    /** Silence after speech. */
    AFTER_SPEECH,
    /** Silence without speech. */
    NO_SPEECH,
    /** It was as long as it may be. */
    LONGEST,
    /** The client asked for it. */
    FLUSH,
    /** The client ended the stream. */
    END,
    /** Nothing came for too long. */
    IDLE,
    /** The stream lasted too long. */
    TIME,
    /** The server is shut down. */
    SHUTDOWN
}
