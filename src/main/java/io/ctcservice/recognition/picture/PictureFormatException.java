package io.ctcservice.recognition.picture;

import java.io.IOException;

/** A file that is not a picture, is of an unsupported type, or is too large: the message says why. */
public final class PictureFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kinds of faults. */
    public enum Kind {
        /** The file is damaged. */
        UNREADABLE,
        /** The type of the file is not supported. */
        UNSUPPORTED,
        /** The picture has too many pixels. */
        TOO_LARGE
    }

    private final Kind kind;

    PictureFormatException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns the kind of the fault. */
    public Kind kind() {
        return kind;
    }
}
