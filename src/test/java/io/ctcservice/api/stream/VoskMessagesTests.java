package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Labels;
import io.ctcservice.request.decode.DecodedHypothesis;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class VoskMessagesTests {

    private static StreamMessages.Final read(String text, @Nullable Double confidence) {
        var parts = new DecodedHypothesis.Parts(-1.0, 0, 0, 0);
        var best = new DecodedHypothesis(text, Labels.of(1), -1.0, null, confidence, parts, null, null);
        return new StreamMessages.Final("final", EndReason.END, 0, 1, null, null, best, null, null, List.of());
    }

    private static String json(StreamMessages.Final... finals) {
        return new JsonMapper().writeValueAsString(VoskMessages.Alternatives.of(List.of(finals), false, List.of()));
    }

    @Test
    void aConfidenceThatIsUnknownIsLeftOut() {
        assertThat(json(read("a", 0.5), read("b", 0.5)))
                .isEqualTo("{\"alternatives\":[{\"confidence\":0.25,\"text\":\"a b\"}]}");
        assertThat(json(read("a", 0.5), read("b", null))).isEqualTo("{\"alternatives\":[{\"text\":\"a b\"}]}");
    }
}
