package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.multipart.Part;
import io.ctcservice.codec.multipart.Parts;
import io.ctcservice.core.Counted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a transcription form, whose parts come in any order: a file after {@code model} is recognised while it
 * arrives, a file before it is held in memory until the form has ended. Not thread-safe.
 */
final class TranscriptionForm {

    private static final String FILE = "file";
    private static final int COST_OF_A_FIELD = 128; // of a short text in a list

    private final TranscriptionFields fields;
    private final Recognition recognition;
    private long room;
    private @Nullable ByteBuffer held;
    private @Nullable RecordingEmissions recording;

    /** The recognition of a recording. */
    @FunctionalInterface
    interface Recognition {

        /** Returns the emissions of a recording. */
        RecordingEmissions recognise(InputStream file) throws IOException;
    }

    /**
     * @param fields is filled with the fields of the form
     * @param room the most bytes to hold in memory
     * @param recognition is called for the file, once the model is known
     */
    TranscriptionForm(TranscriptionFields fields, long room, Recognition recognition) {
        this.fields = fields;
        this.room = room;
        this.recognition = recognition;
    }

    /**
     * Returns the emissions of the recording, after all of the form has been read.
     *
     * @throws PartTooLargeException if the part to be held is larger than the room
     * @throws org.springframework.web.ErrorResponseException if a field is missing or repeated
     */
    RecordingEmissions read(Parts parts) throws IOException {
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
        if (recording != null) {
            return recording;
        }
        if (held == null) {
            throw Refusals.missing(FILE, "a recording");
        }
        return recognition.recognise(new ByteArrayInputStream(held.array(), held.arrayOffset(), held.remaining()));
    }

    private void takeFile(Part part) throws IOException {
        if (held != null || recording != null) {
            throw Refusals.invalid(FILE, "twice; expected one recording");
        }
        if (fields.model() != null) {
            recording = recognition.recognise(part.stream());
            return;
        }
        held = part.content(room);
        if (held == null) {
            throw new PartTooLargeException(
                    "a file of more than " + Counted.of(room, "byte") + ", for which there is no room in memory;"
                            + " expected the field \"model\" before"
                            + " \"file\": then the file is read as it comes,"
                            + " up to ctc.limits.recording-body");
        }
        room -= held.remaining();
    }

    private void takeField(Part part) throws IOException {
        if (recording != null && fields.streams() && TranscriptionFields.isGuide(part.name())) {
            throw Refusals.invalid(
                    part.name(), "after the file, of which parts have been answered; expected before \"file\"");
        }
        var content = room < 0 ? null : part.content(room);
        if (content == null) {
            throw new PartTooLargeException("fields of more bytes than there is room for in memory");
        }
        room -= content.remaining() + COST_OF_A_FIELD;
        fields.add(part.name(), text(part.name(), content));
    }

    private static String text(String field, ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException other) {
            throw Refusals.invalid(
                    field, "bytes that are no UTF-8; expected text in UTF-8, whatever the charset of the part");
        }
    }
}
