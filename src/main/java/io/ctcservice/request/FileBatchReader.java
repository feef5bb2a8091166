package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of requests whose body is one file and whose fields are query parameters: an {@code .npy} file of one
 * utterance or of a batch of them, or a recording or picture and a {@code network}. Stateless and thread-safe.
 */
public final class FileBatchReader {

    private static final String ONLY = "/utterances/0";

    private final QueryBatchReader query;
    private final Limits limits;
    private final Recognizer recognizer;

    public FileBatchReader(JsonMapper json, Limits limits, Recognizer recognizer) {
        this.query = new QueryBatchReader(json);
        this.limits = limits;
        this.recognizer = recognizer;
    }

    /**
     * Returns the request of an {@code .npy} file, unchecked like one read from JSON.
     *
     * @param parameters the query's, by name, in order
     * @throws UnreadableBodyException if the body is no {@code .npy} file
     * @throws RefusedRequestException if a matrix is too large, or a parameter is not as it should be
     */
    public <B extends BatchBody<?>> B emissions(Class<B> type, ByteBuffer file, Map<String, List<String>> parameters) {
        var emissions = new EmissionFiles(limits);
        emissions.add(file, "the body");
        return filled(type, query.read(type, parameters, emissions.count()), emissions);
    }

    /** Returns the request of a picture, as {@link #emissions} does. Whatever {@link Recognizer#picture} throws. */
    public <B extends BatchBody<?>> B picture(Class<B> type, byte[] file, Map<String, List<String>> parameters) {
        BatchBody<?> request = query.read(type, parameters, 1);
        var emissions = new EmissionFiles(limits);
        emissions.add(recognizer.picture(recognizer.network(request), file, ONLY));
        return filled(type, request, emissions);
    }

    /**
     * Returns the request of a recording, which is read as it arrives. Throws what {@link Recognizer#recording} throws.
     */
    public <B extends BatchBody<?>> B recording(
            Class<B> type, InputStream file, Map<String, List<String>> parameters, ReadingTurns turns)
            throws IOException {
        BatchBody<?> request = query.read(type, parameters, 1);
        var network = recognizer.network(request);
        var emissions = new EmissionFiles(limits);
        emissions.add(recognizer.recording(network, file, request.channel(), turns, ONLY, 0));
        return filled(type, request, emissions);
    }

    private static <B extends BatchBody<?>> B filled(Class<B> type, BatchBody<?> request, EmissionFiles emissions) {
        return type.cast(emissions.fill(request, MultipartBatchReader.EMISSIONS));
    }
}
