package io.ctcservice.request;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.codec.multipart.Part;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request whose matrices come as files: the part {@code request}, which is the JSON without emissions, then parts
 * {@code emissions}, each an {@code .npy} file: of one utterance, or of a batch of them, in order. Where nothing needs to be
 * said of them, {@code request} has no utterances. Stateless and thread-safe.
 */
public final class MultipartBatchReader {

    private static final String REQUEST = "request";
    private static final String EMISSIONS = "emissions";

    private final JsonMapper json;
    private final Limits limits;

    public MultipartBatchReader(JsonMapper json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /**
     * Returns the request with its emissions, unchecked as one that was read from JSON.
     *
     * @throws PartTooLargeException if the JSON is larger than {@code ctc.limits.json-body}
     * @throws tools.jackson.core.JacksonException if the JSON is refused
     * @throws UnreadableBodyException if a part is missing, not in its place, or no {@code .npy} file
     * @throws RefusedRequestException if there are not as many files as utterances, or a matrix is too large
     */
    public <B extends BatchBody<?>> B read(Class<B> type, MultipartBody body) {
        B request = request(type, body.next());
        requireNoEmissions(Objects.requireNonNullElse(request.utterances(), List.of()));
        var emissions = new EmissionFiles(limits);
        for (var part = body.next(); part != null; part = body.next()) {
            requireExpected(part, emissions.count(), request.utterances());
            emissions.add(part.content(), name(part, emissions.count()));
        }
        return type.cast(emissions.fill((BatchBody<?>) request));
    }

    private <B> B request(Class<B> type, @Nullable Part part) {
        if (part == null || !part.name().equals(REQUEST)) {
            throw new UnreadableBodyException(new Violation(
                    "",
                    (part == null ? "no part" : "first the part " + quoted(part)) + "; expected the part \"" + REQUEST
                            + "\" first, the JSON without emissions"));
        }
        var content = part.content();
        if (content.remaining() > limits.jsonBody().toBytes()) {
            throw new PartTooLargeException("a part \"" + REQUEST + "\"", limits.jsonBody());
        }
        B request = json.readValue(content.array(), content.arrayOffset(), content.remaining(), type);
        if (request == null) {
            throw new UnreadableBodyException(new Violation("", "null; expected an object"));
        }
        return request;
    }

    private static void requireNoEmissions(List<? extends UtteranceBody> utterances) {
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).emissions() != null) {
                throw new RefusedRequestException(
                        EmissionFiles.pointer(i), "given in the JSON; expected only in the part \"" + EMISSIONS + "\"");
            }
        }
    }

    private static void requireExpected(Part part, int index, @Nullable List<? extends UtteranceBody> utterances) {
        if (!part.name().equals(EMISSIONS)) {
            throw new UnreadableBodyException(new Violation(
                    "",
                    "the part " + quoted(part) + " after " + index + " parts \"" + EMISSIONS
                            + "\"; expected no others after \"" + REQUEST + "\""));
        }
        if (utterances != null && index == utterances.size()) {
            throw new RefusedRequestException(
                    "/utterances",
                    index + " utterances, but more parts \"" + EMISSIONS
                            + "\"; expected one for each, or no \"utterances\"");
        }
    }

    private static String name(Part part, int index) {
        String file = part.filename() == null ? "" : " (" + shortened(part.filename()) + ")";
        return "part \"" + EMISSIONS + "\" of utterance " + index + file;
    }

    private static String quoted(Part part) {
        return "\"" + shortened(part.name()) + "\"";
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
