package io.ctcservice.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.ScoreKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParametersTests {

    private static final Set<String> SCALARS = Set.of("beamWidth", "scores");
    private static final Set<String> LISTS = Set.of("include");

    private static QueryParameters query(Map<String, List<String>> given) {
        return QueryParameters.of(given, SCALARS, LISTS);
    }

    @Test
    void listsAreRepeatedOrSeparatedByCommas() {
        var query = query(Map.of("include", List.of("words,tokens", "framePath")));
        assertThat(query.list("include")).containsExactly("words", "tokens", "framePath");
        assertThat(query(Map.of()).list("include")).isEmpty();
    }

    @Test
    void scalarsAreReadOrMissing() {
        var query = query(Map.of("beamWidth", List.of("7"), "scores", List.of("logProbs")));
        assertThat(query.integer("beamWidth", 64)).isEqualTo(7);
        assertThat(query.constant("scores", ScoreKind.LOGITS)).isEqualTo(ScoreKind.LOG_PROBS);
        assertThat(query.text("scores")).contains("logProbs");
        assertThat(query(Map.of()).integer("beamWidth", 64)).isEqualTo(64);
        assertThat(query(Map.of()).constant("scores", ScoreKind.LOGITS)).isEqualTo(ScoreKind.LOGITS);
    }

    @Test
    void whatIsWrongIsNamed() {
        refuses(Map.of("beamwidth", List.of("7")), "/beamwidth", "beamWidth, include, scores");
        refuses(Map.of("scores", List.of("probs", "probs")), "/scores", "given 2 times; expected once");
        assertThatThrownBy(() -> query(Map.of("beamWidth", List.of("many"))).integer("beamWidth", 64))
                .hasMessageContainingAll("/beamWidth", "many", "a whole number");
        assertThatThrownBy(() -> query(Map.of("scores", List.of("PROBS"))).constant("scores", ScoreKind.LOGITS))
                .hasMessageContainingAll("/scores", "PROBS", "logits, logProbs, probs");
    }

    private static void refuses(Map<String, List<String>> given, String... words) {
        assertThatThrownBy(() -> query(given))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageContainingAll(words);
    }
}
