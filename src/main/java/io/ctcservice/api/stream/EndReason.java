package io.ctcservice.api.stream;

/** The reasons for which a segment ends. */
enum EndReason {
    /** Silence after speech. */
    AFTER_SPEECH,
    /** Silence without speech. */
    NO_SPEECH,
    /** The longest segment allowed. */
    LONGEST,
    /** The client sent {@code flush}. */
    FLUSH,
    /** The client ended the stream. */
    END,
    /** The client sent nothing for too long. */
    IDLE,
    /** The stream lasted longer than allowed. */
    TIME,
    /** The server shuts down. */
    SHUTDOWN
}
