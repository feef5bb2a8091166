package io.ctcservice.request;

import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SoundRemark;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An opener of the recordings of requests, within the limits. Thread-safe. */
public final class Recordings {

    private final Limits limits;

    public Recordings(Limits limits) {
        this.limits = limits;
    }

    /**
     * Returns a recording that is read as it arrives, up to {@code ctc.limits.max-recording}.
     *
     * @param channel the only one to use, counted from 0; null for all of them
     * @throws SoundFormatException if it cannot be read, or is known to be too long
     */
    public Sound open(InputStream file, @Nullable Integer channel) throws IOException {
        var sound = SoundFiles.open(file, channel == null ? OptionalInt.empty() : OptionalInt.of(channel));
        return new BoundedSound(sound, limits.maxRecording());
    }

    /**
     * Warns of what is suspicious in a recording that came with a request that may name a {@code channel}.
     *
     * @param at a pointer to it; empty where it is the body
     */
    public static void warn(List<SoundRemark> remarks, String at, Warnings warnings) {
        for (var remark : remarks) {
            String advice = remark.better().isPresent()
                    ? "; expected \"channel\": " + remark.better().getAsInt()
                    : "";
            warnings.add(at, remark.detail() + advice);
        }
    }

    /**
     * Returns the refusal of a recording.
     *
     * @param at a pointer to it; empty where it is the body
     */
    public static RuntimeException refused(SoundFormatException bad, String at) {
        var violation = new Violation(at, String.valueOf(bad.getMessage()));
        return switch (bad.kind()) {
            case UNREADABLE -> new UnreadableBodyException(violation);
            case UNSUPPORTED -> new UnsupportedFileException(violation);
            case REFUSED -> new RefusedRequestException(violation.pointer(), violation.detail());
            case NO_CHANNEL -> new RefusedRequestException("/channel", violation.detail());
            case TOO_LONG -> new PartTooLargeException(violation);
        };
    }
}
