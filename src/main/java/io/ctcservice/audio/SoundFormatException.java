package io.ctcservice.audio;

import java.io.IOException;
import java.util.OptionalInt;

/** A file that is not a sound, is of an unsupported type, or holds a sound that is refused: the message says why. */
public final class SoundFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kinds of faults. */
    public enum Kind {
        /** The file is damaged. */
        UNREADABLE,
        /** The type of the file is not supported. */
        UNSUPPORTED,
        /** The file is well formed, and only its sound is refused. */
        REFUSED,
        /** The file is well formed, but has not the channel that was asked for. */
        NO_CHANNEL,
        /** The sound is too long. */
        TOO_LONG
    }

    private static final String CONVERSION = "; ffmpeg -i FILE talk.flac converts it";

    private final Kind kind;

    private SoundFormatException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    /** Returns the exception for a damaged file. */
    public static SoundFormatException unreadable(String message) {
        return new SoundFormatException(message, Kind.UNREADABLE);
    }

    /** Returns the exception for sound in a file of an unsupported type, which says how to convert it. */
    public static SoundFormatException unsupported(String message) {
        return new SoundFormatException(message + CONVERSION, Kind.UNSUPPORTED);
    }

    /** Returns the exception for a file that is no sound as far as can be told. */
    public static SoundFormatException noSound(String message) {
        return new SoundFormatException(message, Kind.UNSUPPORTED);
    }

    /** Returns the exception for a sound that is refused. */
    public static SoundFormatException refused(String message) {
        return new SoundFormatException(message, Kind.REFUSED);
    }

    /** Returns the exception for a sound that is too long. */
    public static SoundFormatException tooLong(String message) {
        return new SoundFormatException(message, Kind.TOO_LONG);
    }

    /** Checks that the requested channel, counted from 0, exists; empty is always accepted. */
    public static void requireChannel(OptionalInt channel, int channels) throws SoundFormatException {
        if (channel.isPresent() && (channel.getAsInt() < 0 || channel.getAsInt() >= channels)) {
            throw new SoundFormatException(
                    "no channel " + channel.getAsInt() + "; expected one from 0 to " + (channels - 1)
                            + ", the channels of this file",
                    Kind.NO_CHANNEL);
        }
    }

    /** Returns the kind of the fault. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether the file is well formed and only its sound is refused. */
    public boolean isWellFormed() {
        return kind == Kind.REFUSED || kind == Kind.NO_CHANNEL;
    }
}
