package io.ctcservice.recognition.picture;

import java.io.IOException;

/** Bytes that are no picture, one of a kind that is not read, or one that is too large: the message says why. */
public final class PictureFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The file is damaged. */
        UNREADABLE,
        /** The file is of a kind that is not read. */
        UNSUPPORTED,
        /** There are more pixels than are taken. */
        TOO_LARGE
    }

    private final Kind kind;

    PictureFormatException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }
}
