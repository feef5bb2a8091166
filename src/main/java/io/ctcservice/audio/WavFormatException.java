package io.ctcservice.audio;

import java.io.IOException;

/** Bytes that are no WAV file, one of a kind that is not read, or a sound that is not taken: the message says why. */
public final class WavFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean isWellFormed;

    private WavFormatException(String message, boolean isWellFormed) {
        super(message);
        this.isWellFormed = isWellFormed;
    }

    static WavFormatException unreadable(String message) {
        return new WavFormatException(message, false);
    }

    static WavFormatException refused(String message) {
        return new WavFormatException(message, true);
    }

    /** Returns whether the file was as it should be and only the sound in it is refused. */
    public boolean isWellFormed() {
        return isWellFormed;
    }
}
