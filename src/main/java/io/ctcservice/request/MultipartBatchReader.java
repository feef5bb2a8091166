package io.ctcservice.request;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.codec.multipart.Part;
import io.ctcservice.codec.npy.NpyFormatException;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request whose matrices come as files: the part {@code request}, which is the JSON without emissions, then one
 * part {@code emissions} for each utterance, in order, each an {@code .npy} file. Stateless and thread-safe.
 */
public final class MultipartBatchReader {

    private static final String REQUEST = "request";
    private static final String EMISSIONS = "emissions";

    private final JsonMapper json;
    private final Limits limits;
    private final NpyReader matrices;

    public MultipartBatchReader(JsonMapper json, Limits limits) {
        this.json = json;
        this.limits = limits;
        this.matrices = new NpyReader(limits.maxFrames(), limits.maxClasses());
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
        List<? extends UtteranceBody> utterances = Objects.requireNonNullElse(request.utterances(), List.of());
        requireNoEmissions(utterances);
        var emissions = new ArrayList<FloatMatrix>();
        for (var part = body.next(); part != null; part = body.next()) {
            requireExpected(part, emissions.size(), utterances.size());
            emissions.add(matrix(part, emissions.size()));
        }
        if (emissions.size() < utterances.size()) {
            throw new RefusedRequestException(
                    pointer(emissions.size()),
                    "no part \"" + EMISSIONS + "\" for it; expected " + utterances.size() + ", one for each utterance");
        }
        BatchBody<?> empty = request;
        return type.cast(emissions.isEmpty() ? empty : filled(empty, emissions));
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
                        pointer(i), "given in the JSON; expected only in the part \"" + EMISSIONS + "\"");
            }
        }
    }

    private static void requireExpected(Part part, int index, int utterances) {
        if (!part.name().equals(EMISSIONS)) {
            throw new UnreadableBodyException(new Violation(
                    "",
                    "the part " + quoted(part) + " after " + index + " parts \"" + EMISSIONS
                            + "\"; expected no others after \"" + REQUEST + "\""));
        }
        if (index == utterances) {
            throw new RefusedRequestException(
                    "/utterances",
                    utterances + " utterances, but more parts \"" + EMISSIONS + "\"; expected one for each");
        }
    }

    private FloatMatrix matrix(Part part, int index) {
        try {
            return matrices.read(part.content());
        } catch (NpyFormatException refused) {
            String file = part.filename() == null ? "" : " (" + shortened(part.filename()) + ")";
            var violation = new Violation(
                    pointer(index) + refused.pointer(),
                    "part \"" + EMISSIONS + "\" of utterance " + index + file + ": " + refused.getMessage());
            throw refused.isWellFormed()
                    ? new RefusedRequestException(List.of(violation))
                    : new UnreadableBodyException(violation);
        }
    }

    private static <U extends UtteranceBody> BatchBody<U> filled(BatchBody<U> request, List<FloatMatrix> emissions) {
        var utterances = new ArrayList<U>();
        for (var utterance : Objects.requireNonNull(request.utterances())) {
            @SuppressWarnings("unchecked") // an utterance makes others of its own type
            U filled = (U) utterance.withEmissions(emissions.get(utterances.size()));
            utterances.add(filled);
        }
        return request.withUtterances(utterances);
    }

    private static String pointer(int utterance) {
        return "/utterances/" + utterance + "/" + EMISSIONS;
    }

    private static String quoted(Part part) {
        return "\"" + shortened(part.name()) + "\"";
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
