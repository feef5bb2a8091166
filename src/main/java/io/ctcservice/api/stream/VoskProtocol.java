package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.CtcInputException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.node.ObjectNode;

/**
 * The protocol of vosk-server: each message with audio gets one answer, the best hypothesis so far, or the result where an utterance
 * ended.
 *
 * @see <a href="https://alphacephei.com/vosk/server">vosk-server</a>
 */
final class VoskProtocol implements Protocol {

    private final VoskMessageReader reader;
    private final StreamDecoder.Opener opener;
    private final StreamMemory.Share memory;
    private VoskConfig config = VoskConfig.DEFAULT;
    private @Nullable StreamDecoder decoder;
    private boolean isEnded = false;

    VoskProtocol(VoskMessageReader reader, StreamDecoder.Opener opener, StreamMemory.Share memory) {
        this.reader = reader;
        this.opener = opener;
        this.memory = memory;
    }

    @Override
    public List<ServerMessage> text(String message) {
        ObjectNode read = reader.read(message);
        if (read.has("config")) {
            configure(config.then(reader.config(read.path("config"))));
        } else if (read.has("eof")) {
            isEnded = true;
        } else if (read.has("reset")) {
            return result(begun().flush());
        } else {
            throw VoskMessageReader.unknown(read);
        }
        return List.of();
    }

    private void configure(VoskConfig later) {
        var changed = decoder == null ? Optional.<String>empty() : config.changedBy(later);
        if (changed.isPresent()) {
            throw new RefusedRequestException(
                    "/config/" + changed.get(), "another one after the first sound; expected a new connection");
        }
        config = later;
    }

    @Override
    public List<ServerMessage> binary(byte[] message) {
        var messages = begun().read(message);
        var finals = messages.stream().filter(one -> !one.isDroppable()).toList();
        if (!finals.isEmpty()) {
            return result(finals);
        }
        var partial = (StreamMessages.Partial) messages.getLast().content();
        // not droppable: clients wait for an answer to each message
        return List.of(ServerMessage.certain(new VoskMessages.Partial(Objects.requireNonNullElse(partial.text(), ""))));
    }

    private List<ServerMessage> result(List<ServerMessage> messages) {
        var finals = messages.stream()
                .map(message -> (StreamMessages.Final) message.content())
                .toList();
        var warnings = finals.stream()
                .flatMap(one -> one.warnings().stream())
                .map(VoskMessageReader::inConfig)
                .distinct()
                .toList();
        return List.of(ServerMessage.certain(
                config.alternatives() > 0
                        ? VoskMessages.Alternatives.of(finals, config.withWords(), warnings)
                        : VoskMessages.Result.of(finals, config.withWords(), warnings)));
    }

    private StreamDecoder begun() {
        var open = decoder;
        if (open == null) {
            try {
                open = opener.open(reader.start(config), memory);
            } catch (RefusedRequestException refused) {
                throw VoskMessageReader.inConfig(refused.violations());
            } catch (CtcInputException refused) {
                throw VoskMessageReader.inConfig(List.of(new Violation("/" + refused.field(), message(refused))));
            }
            decoder = open;
        }
        return open;
    }

    private static String message(CtcInputException refused) {
        return Objects.requireNonNull(refused.getMessage());
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
        return result(begun().end(reason));
    }

    @Override
    public Object error(ProblemDetail problem) {
        return StreamProtocol.errorOf(problem);
    }
}
