package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * The protocol of /stream: a text message {@code start} with the fields of a request, binary messages with emissions or sound,
 * {@code flush} wherever a segment is to end, and {@code end}.
 */
final class StreamProtocol implements Protocol {

    private final ClientMessageReader reader;
    private final StreamDecoder.Opener opener;
    private final StreamMemory.Share memory;
    private @Nullable StreamDecoder decoder;
    private boolean isEnded = false;

    StreamProtocol(ClientMessageReader reader, StreamDecoder.Opener opener, StreamMemory.Share memory) {
        this.reader = reader;
        this.opener = opener;
        this.memory = memory;
    }

    @Override
    public List<ServerMessage> text(String message) {
        var read = reader.read(message);
        switch (read.type()) {
            case START -> {
                if (decoder != null) {
                    throw new RefusedRequestException("/type", "a second \"start\"; expected one for a stream");
                }
                decoder = opener.open(reader.start(read.fields()), memory);
            }
            case FLUSH -> {
                return begun().flush();
            }
            case END -> {
                begun();
                isEnded = true;
            }
        }
        return List.of();
    }

    @Override
    public List<ServerMessage> binary(byte[] message) {
        return begun().read(message);
    }

    private StreamDecoder begun() {
        if (decoder == null) {
            throw new RefusedRequestException(
                    "", "a message before \"start\"; expected {\"type\": \"start\", …} first");
        }
        return decoder;
    }

    @Override
    public @Nullable ProblemDetail failure() {
        return decoder == null ? null : decoder.failure();
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public List<ServerMessage> end(EndReason reason) {
        return decoder == null ? List.of() : decoder.end(reason);
    }

    /** Returns a problem document whose {@code type} says that it is a message about an error. */
    @Override
    public Object error(ProblemDetail problem) {
        return errorOf(problem);
    }

    static Map<String, Object> errorOf(ProblemDetail problem) {
        var error = new LinkedHashMap<String, Object>();
        error.put("type", "error");
        error.put("status", problem.getStatus());
        error.put("title", String.valueOf(problem.getTitle()));
        if (problem.getDetail() != null) {
            error.put("detail", problem.getDetail());
        }
        var properties = problem.getProperties();
        if (properties != null) {
            error.putAll(properties);
        }
        return error;
    }
}
