package io.ctcservice.request;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.multipart.Part;
import io.ctcservice.codec.multipart.Parts;
import io.ctcservice.core.Counted;
import io.ctcservice.recognition.NetworkDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of multipart forms: the part {@code request}, which is the JSON without emissions, then the files of the
 * utterances, in order. Parts {@code emissions} are {@code .npy} files of one utterance or of a batch; parts
 * {@code recording} and {@code picture} are input of the network that {@code request} names. Where the utterances have no
 * other fields, {@code request} needs none. Stateless and thread-safe.
 */
public final class MultipartBatchReader {

    /** The form field of the JSON, which comes first. */
    public static final String REQUEST = "request";

    /** The form field of a sound file. */
    public static final String RECORDING = "recording";

    /** The form field of an array file. */
    static final String EMISSIONS = "emissions";

    private static final String PICTURE = "picture";
    private static final List<String> FILES = List.of(EMISSIONS, RECORDING, PICTURE);

    private final JsonMapper json;
    private final Limits limits;
    private final Recognizer recognizer;

    public MultipartBatchReader(JsonMapper json, Limits limits, Recognizer recognizer) {
        this.json = json;
        this.limits = limits;
        this.recognizer = recognizer;
    }

    /**
     * Returns the request with its emissions, unchecked like one read from JSON.
     *
     * @param room the most bytes of {@code request}, and of files, that are held in memory
     * @throws PartTooLargeException if the JSON is larger than {@code ctc.limits.json-body}, or a file than there is room for
     * @throws tools.jackson.core.JacksonException if the JSON is refused
     * @throws UnreadableBodyException if a part is missing, not in its place, or no {@code .npy} file
     * @throws RefusedRequestException if there are not as many files as utterances, or a matrix is too large
     */
    public <B extends BatchBody<?>> B read(Class<B> type, Parts parts, long room, ReadingTurns turns)
            throws IOException {
        B request = request(type, parts.next(), room, turns);
        requireNoEmissions(Objects.requireNonNullElse(request.utterances(), List.of()));
        var files = new Files(request, room, turns);
        for (var part = parts.next(); part != null; part = parts.next()) {
            files.add(part);
        }
        return type.cast(files.fill());
    }

    /** Returns the most bytes that the part {@code request} may have where there is so much room in memory. */
    public long mostOfRequest(long room) {
        return Math.min(room, limits.jsonBody().toBytes());
    }

    private <B> B request(Class<B> type, @Nullable Part part, long room, ReadingTurns turns) throws IOException {
        if (part == null || !part.name().equals(REQUEST)) {
            throw new UnreadableBodyException(new Violation(
                    "",
                    (part == null ? "no part" : "first the part " + quoted(part)) + "; expected the part \"" + REQUEST
                            + "\" first, the JSON without emissions"));
        }
        long most = mostOfRequest(room);
        var content = part.content(most);
        if (content == null) {
            throw new PartTooLargeException("a part \"" + REQUEST + "\"", DataSize.ofBytes(most));
        }
        B request = turns.compute(() -> read(type, content));
        if (request == null) {
            throw new UnreadableBodyException(new Violation("", "null; expected an object"));
        }
        return request;
    }

    private <B> B read(Class<B> type, ByteBuffer content) {
        return json.readValue(content.array(), content.arrayOffset() + content.position(), content.remaining(), type);
    }

    private static void requireNoEmissions(List<? extends UtteranceBody> utterances) {
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).emissions() != null) {
                throw new RefusedRequestException(
                        EmissionFiles.pointer(i), "given in the JSON; expected only in the part \"" + EMISSIONS + "\"");
            }
        }
    }

    /** The files of a request, while they arrive. */
    private final class Files {

        private final EmissionFiles emissions = new EmissionFiles(limits);
        private final BatchBody<?> request;
        private final ReadingTurns turns;
        private long room;
        private long scoreCount = 0; // scores of recordings so far
        private @Nullable String kind;

        Files(BatchBody<?> request, long room, ReadingTurns turns) {
            this.request = request;
            this.room = room;
            this.turns = turns;
        }

        void add(Part part) throws IOException {
            requireExpected(part);
            switch (part.name()) {
                case EMISSIONS -> {
                    var content = held(part);
                    emissions.add(content, name(part));
                }
                case PICTURE -> {
                    var network = recognizer.network(request);
                    var content = held(part);
                    var file = new byte[content.remaining()];
                    content.get(file);
                    emissions.add(turns.compute(() -> recognizer.picture(network, file, pointer())));
                }
                default -> {
                    var made = recognizer.recording(
                            recognizer.network(request),
                            part.stream(),
                            request.channel(),
                            turns,
                            pointer(),
                            scoreCount);
                    scoreCount += (long) made.scores().rows() * made.scores().columns();
                    emissions.add(made);
                }
            }
        }

        /** Returns the request with the emissions of the files. */
        BatchBody<?> fill() {
            String part = kind != null ? kind : firstKind();
            if (kind == null && request.utterances() == null) {
                throw new RefusedRequestException(
                        "/utterances", "no part \"" + part + "\"; expected one for each utterance, at least 1");
            }
            return emissions.fill(request, part);
        }

        private String firstKind() {
            if (request.network() == null) {
                return EMISSIONS;
            }
            return recognizer.description(request.network()).kind() == NetworkDescription.Kind.SPEECH
                    ? RECORDING
                    : PICTURE;
        }

        private String pointer() {
            return "/utterances/" + emissions.count();
        }

        private ByteBuffer held(Part part) throws IOException {
            var content = part.content(room);
            if (content == null) {
                throw new PartTooLargeException("the files of a form have more bytes than there is room for in memory:"
                        + " expected less than ctc.limits.binary-body and ctc.overload.bytes-in-flight; only recordings"
                        + " may have more");
            }
            room -= content.remaining();
            return content;
        }

        private void requireExpected(Part part) {
            if (!FILES.contains(part.name())) {
                throw new UnreadableBodyException(new Violation(
                        "",
                        "the part " + quoted(part) + " as utterance " + emissions.count() + "; expected \""
                                + String.join("\", \"", kind == null ? FILES : List.of(kind)) + "\""));
            }
            if (kind != null && !kind.equals(part.name())) {
                throw new UnreadableBodyException(new Violation(
                        "",
                        "the part " + quoted(part) + " after parts \"" + kind + "\"; expected only one kind of files"));
            }
            kind = part.name();
            var utterances = request.utterances();
            if (utterances != null && emissions.count() == utterances.size()) {
                throw new RefusedRequestException(
                        "/utterances",
                        Counted.of(emissions.count(), "utterance") + ", but more parts \"" + part.name()
                                + "\"; expected one for each, or no \"utterances\"");
            }
        }

        private String name(Part part) {
            String file = part.filename() == null ? "" : " (" + shortened(part.filename()) + ")";
            return "part \"" + EMISSIONS + "\" of utterance " + emissions.count() + file;
        }
    }

    private static String quoted(Part part) {
        return "\"" + shortened(part.name()) + "\"";
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
