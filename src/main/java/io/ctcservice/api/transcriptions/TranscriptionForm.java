package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.multipart.Part;
import io.ctcservice.codec.multipart.Parts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a form, whose parts come in any order: a file that comes after {@code model} is heard as it comes, one that comes before
 * is held until all is known. Not thread-safe.
 */
final class TranscriptionForm {

    private static final String FILE = "file";
    private static final int COST_OF_A_FIELD = 128; // of a short text in a list

    private final TranscriptionFields fields;
    private final Listener listener;
    private long room;
    private @Nullable ByteBuffer held;
    private @Nullable Heard heard;

    /** A listener to recordings. */
    @FunctionalInterface
    interface Listener {

        /** Returns what a recording sounds like. */
        Heard hear(InputStream file) throws IOException;
    }

    /**
     * @param fields takes the fields
     * @param room the most bytes that may be held
     * @param listener hears the file, when the model is known
     */
    TranscriptionForm(TranscriptionFields fields, long room, Listener listener) {
        this.fields = fields;
        this.room = room;
        this.listener = listener;
    }

    /**
     * Returns what was heard, after all of the form has been read.
     *
     * @throws PartTooLargeException if there is no room for what must be held
     * @throws org.springframework.web.ErrorResponseException if a field is missing, or there twice
     */
    Heard read(Parts parts) throws IOException {
        for (var part = parts.next(); part != null; part = parts.next()) {
            if (part.name().equals(FILE)) {
                takeFile(part);
            } else if (TranscriptionFields.isRead(part.name())) {
                takeField(part);
            }
        }
        if (fields.model() == null) {
            throw Refusals.missing("model", "the name of a network, see GET /v1/models");
        }
        if (heard != null) {
            return heard;
        }
        if (held == null) {
            throw Refusals.missing(FILE, "a recording");
        }
        return listener.hear(new ByteArrayInputStream(held.array(), held.arrayOffset(), held.remaining()));
    }

    private void takeFile(Part part) throws IOException {
        if (held != null || heard != null) {
            throw Refusals.invalid(FILE, "twice; expected one recording");
        }
        if (fields.model() != null) {
            heard = listener.hear(part.stream());
            return;
        }
        held = part.content(room);
        if (held == null) {
            throw new PartTooLargeException("a file of more than " + room + " bytes, for which there is no room in"
                    + " memory; expected the field \"model\" before \"file\": then the file is read as it comes, up to"
                    + " ctc.limits.recording-body");
        }
        room -= held.remaining();
    }

    private void takeField(Part part) throws IOException {
        if (heard != null && fields.streams() && TranscriptionFields.isGuide(part.name())) {
            throw Refusals.invalid(
                    part.name(), "after the file, of which parts have been answered; expected before \"file\"");
        }
        var content = part.content(Math.max(0, room));
        if (content == null) {
            throw new PartTooLargeException("fields of more bytes than there is room for in memory");
        }
        room -= content.remaining() + COST_OF_A_FIELD;
        fields.add(part.name(), StandardCharsets.UTF_8.decode(content).toString());
    }
}
