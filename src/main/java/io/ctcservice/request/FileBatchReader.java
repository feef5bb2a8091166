package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request whose body is one {@code .npy} file, of one utterance or of a batch of them, and whose fields are query
 * parameters. Stateless and thread-safe.
 */
public final class FileBatchReader {

    private final QueryRequest query;
    private final Limits limits;

    public FileBatchReader(JsonMapper json, Limits limits) {
        this.query = new QueryRequest(json);
        this.limits = limits;
    }

    /**
     * Returns the request, unchecked as one that was read from JSON.
     *
     * @param file an {@code .npy} file
     * @param parameters the query's, by name, in order
     * @throws UnreadableBodyException if the body is no {@code .npy} file
     * @throws RefusedRequestException if a matrix is too large, or a parameter is not as it should be
     */
    public <B extends BatchBody<?>> B read(Class<B> type, ByteBuffer file, Map<String, List<String>> parameters) {
        var emissions = new EmissionFiles(limits);
        emissions.add(file, "the body");
        BatchBody<?> request = query.read(type, parameters, emissions.count());
        return type.cast(emissions.fill(request));
    }
}
