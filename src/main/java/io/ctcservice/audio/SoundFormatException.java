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
        /** The file is of a kind that is not read. */
        UNSUPPORTED,
        /** The file is as it should be and only the sound in it is refused. */
        REFUSED,
        /** There is more sound than is taken. */
        TOO_LONG
    }

    private final Kind kind;

    private SoundFormatException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    /** Returns the complaint about a damaged file. */
    public static SoundFormatException unreadable(String message) {
        return new SoundFormatException(message, Kind.UNREADABLE);
    }

    /** Returns the complaint about a file of a kind that is not read. */
    public static SoundFormatException unsupported(String message) {
        return new SoundFormatException(message, Kind.UNSUPPORTED);
    }

    /** Returns the complaint about a sound that is not taken. */
    public static SoundFormatException refused(String message) {
        return new SoundFormatException(message, Kind.REFUSED);
    }

    /** Returns the complaint about too much sound. */
    public static SoundFormatException tooLong(String message) {
        return new SoundFormatException(message, Kind.TOO_LONG);
    }

    /** Throws unless the channel that was asked for, if one was, is among so many, counted from 0. */
    public static void requireChannel(OptionalInt channel, int channels) throws SoundFormatException {
        if (channel.isPresent() && (channel.getAsInt() < 0 || channel.getAsInt() >= channels)) {
            throw refused("no channel " + channel.getAsInt() + "; expected one from 0 to " + (channels - 1)
                    + ", the channels of this file");
        }
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether the file was as it should be and only the sound in it is refused. */
    public boolean isWellFormed() {
        return kind == Kind.REFUSED;
    }
}
