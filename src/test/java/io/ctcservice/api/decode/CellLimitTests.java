package io.ctcservice.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Tests of the parts that decoding omits where lattices would exceed the limit of cells. */
@ServiceTest
@TestPropertySource(properties = "ctc.limits.max-cells=14")
final class CellLimitTests {

    /** The best path is a - b, its lattice 3 · 5 cells; that of "a" or "b" is 3 · 3 cells. */
    private static final String REQUEST =
            "{\"utterances\":[{\"emissions\":[[0.7,0.1,0.2],[0.3,0.1,0.6],[0.1,0.6,0.3]]}],"
                    + "\"scores\":\"probs\",\"blank\":2,\"vocabulary\":[\"a\",\"b\",\"-\"],"
                    + "\"include\":[\"tokens\",\"words\",\"framePath\"],";

    private final ServiceClient service;

    CellLimitTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void greedyDecodingLeavesOutTheExactProbabilityAndSaysSo() {
        var answer = service.ask("/decode", REQUEST + "\"decoder\":\"greedy\"}");
        var hypothesis = answer.at("/utterances/0/hypotheses/0");
        assertThat(hypothesis.get("text").asString()).isEqualTo("ab");
        assertThat(hypothesis.get("logProb").isNull()).isTrue();
        assertThat(hypothesis.get("confidence").isNull()).isTrue();
        assertThat(hypothesis.get("score").asDouble()).isNegative();
        assertThat(hypothesis.get("tokens")).hasSize(2); // they are on the best path
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/utterances/0");
        assertThat(answer.at("/warnings/0/detail").asString()).contains("logProb", "ctc.limits.max-cells = 14");
        assertThat(answer.get("warnings")).hasSize(1);
    }

    @Test
    void theBeamLeavesOutOnlyWhatIsTooLarge() {
        var answer = service.ask("/decode", REQUEST + "\"decoder\":\"beam\",\"nBest\":20}");
        int left = 0;
        for (var hypothesis : answer.at("/utterances/0/hypotheses")) {
            int length = hypothesis.get("labels").size();
            boolean small = 3 * (2 * length + 1) <= 14;
            assertThat(hypothesis.get("logProb").isNull()).isEqualTo(!small);
            assertThat(hypothesis.has("tokens"))
                    .isEqualTo(small || hypothesis.get("text").asString().equals("ab"));
            left += small ? 0 : 1;
        }
        assertThat(left).isGreaterThan(1);
        assertThat(answer.get("warnings")).hasSize(2);
        assertThat(answer.at("/warnings/1/detail").asString()).contains("tokens");
    }

    @Test
    void whatNeedsTheLatticeIsRefusedInTheSameWords() {
        String targets = "{\"utterances\":[{\"emissions\":[[1,2,3],[1,2,3],[1,2,3]],\"labels\":[0,1]}],\"blank\":2}";
        String keyword = "{\"utterances\":[{\"emissions\":[[1,2,3],[1,2,3],[1,2,3]]}],\"blank\":2,"
                + "\"keywords\":[{\"labels\":[0,1]}]}";
        String text = "lattices of 15 cells in all, T·(2U + 1) for U labels each; expected at most 14, the limit"
                + " ctc.limits.max-cells";
        assertThat(service.post("/loss", targets).body()).contains(text);
        assertThat(service.post("/align", targets).body()).contains(text);
        assertThat(service.post("/spot", keyword).body()).contains(text);
    }
}
