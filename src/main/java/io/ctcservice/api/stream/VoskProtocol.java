package io.ctcservice.api.stream;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.node.ObjectNode;

/**
 * The protocol of vosk-server: each message with sound gets one answer, what was read so far, or the result where an utterance
 * ended.
 *
 * @see <a href="https://alphacephei.com/vosk/server">vosk-server</a>
 */
final class VoskProtocol implements Protocol {

    private final VoskReader reader;
    private final StreamDecoder.Opener opener;
    private final StreamMemory.Share memory;
    private VoskConfig config = VoskConfig.USUAL;
    private @Nullable StreamDecoder decoder;
    private boolean isEnded = false;

    VoskProtocol(VoskReader reader, StreamDecoder.Opener opener, StreamMemory.Share memory) {
        this.reader = reader;
        this.opener = opener;
        this.memory = memory;
    }

    @Override
    public List<Answer> text(String message) {
        ObjectNode read = reader.read(message);
        if (read.has("config")) {
            config = config.then(reader.config(read.path("config")));
        } else if (read.has("eof")) {
            isEnded = true;
        } else if (read.has("reset")) {
            return result(List.of(begun().flush(Ending.FLUSH)));
        }
        return List.of(); // vosk-server would take other texts for sound
    }

    @Override
    public List<Answer> binary(byte[] message) {
        var answers = begun().read(message);
        var finals = answers.stream().filter(answer -> !answer.isPartial()).toList();
        if (!finals.isEmpty()) {
            return result(finals);
        }
        var partial = (StreamAnswer.Partial) answers.getLast().content();
        // not one that may be dropped: clients wait for an answer to each message
        return List.of(Answer.whole(new VoskAnswer.Partial(Objects.requireNonNullElse(partial.text(), ""))));
    }

    private List<Answer> result(List<Answer> answers) {
        var finals = answers.stream()
                .map(answer -> (StreamAnswer.Final) answer.content())
                .toList();
        return List.of(Answer.whole(
                config.alternatives() > 0
                        ? VoskAnswer.Alternatives.of(finals.getLast(), config.withWords())
                        : VoskAnswer.Result.of(finals, config.withWords())));
    }

    private StreamDecoder begun() {
        var open = decoder;
        if (open == null) {
            open = opener.open(reader.start(config), memory);
            decoder = open;
        }
        return open;
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public List<Answer> end(Ending why) {
        return result(begun().end(why));
    }

    @Override
    public Object error(ProblemDetail problem) {
        return StreamProtocol.errorOf(problem);
    }
}
