package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ExtremeCase;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of all endpoints with scores as large as floats can be, and with rows that sum to a little more than 1. */
@ServiceTest
final class ExtremeScoresTests {

    private static final Set<String> LOG_PROBABILITIES = Set.of(
            "logProb",
            "logLikelihood",
            "logAlpha",
            "logBeta",
            "acoustic",
            "meanTokenScore",
            "worstTokenScore",
            "logRatio");
    private static final Set<String> PROBABILITIES = Set.of("confidence", "posterior", "occupancy", "bestPathShare");

    private final ServiceClient service;

    ExtremeScoresTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** By hand: 6 of 8 equal paths. */
    @Test
    void equalLogitsOfAnySizeAreEqualProbabilities() {
        String body =
                "{\"utterances\":[{\"emissions\":[[1e30,1e30],[1e30,1e30],[1e30,1e30]],\"labels\":[0]}],\"blank\":1";
        var loss = service.ask("/loss", body + ",\"include\":[\"gradient\"]}").at("/utterances/0");
        assertThat(loss.get("loss").asDouble()).isEqualTo(-Math.log(.75));
        assertThat(loss.at("/gradient/1/0").asDouble()).isCloseTo(-1 / 6.0, within(1e-7));
        assertThat(loss.at("/gradient/1/1").asDouble()).isCloseTo(1 / 6.0, within(1e-7));
        var decoded = service.ask("/decode", body.replace(",\"labels\":[0]", "") + "}")
                .at("/utterances/0/hypotheses/0");
        assertThat(decoded.get("logProb").asDouble()).isCloseTo(Math.log(.75), within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noProbabilityIsAboveOneAndNothingIsLost(long seed) {
        var random = new Random(seed);
        var extreme = ExtremeCase.random(random, 2 + random.nextInt(6), 3 + random.nextInt(3));
        assertSound(
                rows(extreme),
                "logits",
                extreme.target().labels().toString(),
                extreme.target().blank());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"probs", "logProbs"})
    void noProbabilityIsAboveOneWhereRowsSumToMore(String scores) {
        String row = scores.equals("probs") ? "[1.0009,0,0]" : "[0.0009,\"-Infinity\",\"-Infinity\"]";
        String other = scores.equals("probs") ? "[0,0,1.0009]" : "[\"-Infinity\",\"-Infinity\",0.0009]";
        assertSound("[" + String.join(",", row, row, other, row, row) + "]", scores, "[0,0]", 2);
    }

    /** A row that holds one class alone is that class, whatever its probability was rounded to; by hand: nothing is lost. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1.0009", "0.9991"})
    void aRowOfOneClassIsCertain(String sum) {
        String body =
                "{\"scores\":\"probs\",\"blank\":1,\"utterances\":[{\"emissions\":[[%s,0],[0,%s]]".formatted(sum, sum);
        var loss = service.ask("/loss", body + ",\"labels\":[0]}]}").at("/utterances/0/loss");
        var aligned = service.ask("/align", body + ",\"labels\":[0]}]}").at("/utterances/0");
        var read = service.ask("/decode", body + "}],\"decoder\":\"beam\",\"include\":[\"tokens\"]}")
                .at("/utterances/0/hypotheses/0");
        assertThat(loss.asDouble()).isEqualTo(0);
        assertThat(aligned.get("score").asDouble()).isEqualTo(0);
        assertThat(aligned.at("/tokens/0/score").asDouble()).isEqualTo(0);
        assertThat(read.get("logProb").asDouble()).isEqualTo(0);
        assertThat(read.get("score").asDouble()).isEqualTo(0);
        assertThat(read.at("/tokens/0/score").asDouble()).isEqualTo(0);
    }

    private void assertSound(String rows, String scores, String labels, int blank) {
        String fields = "\"scores\":\"%s\",\"blank\":%d,".formatted(scores, blank);
        String alone = "\"utterances\":[{\"emissions\":" + rows + "}]}";
        String targeted = "\"utterances\":[{\"emissions\":" + rows + ",\"labels\":" + labels + "}]}";
        String all = "\"include\":[\"gradient\",\"occupancy\",\"lattice\",\"bestPath\"],";
        var loss = service.ask("/loss", "{" + fields + all + targeted);
        for (JsonNode row : loss.at("/utterances/0/gradient")) {
            assertThat(row.valueStream().mapToDouble(JsonNode::asDouble).sum()).isCloseTo(0, within(1e-6));
        }
        String spans = "\"include\":[\"tokens\",\"words\",\"framePath\"],";
        var answers = List.of(
                loss,
                service.ask("/decode", "{" + fields + spans + alone),
                service.ask("/decode", "{" + fields + spans + "\"decoder\":\"beam\",\"nBest\":5," + alone),
                service.ask("/align", "{" + fields + targeted),
                service.ask(
                        "/spot",
                        "{" + fields + "\"keywords\":[{\"labels\":[" + (blank == 0 ? 1 : 0) + "],\"threshold\":-1e6}],"
                                + alone));
        answers.forEach(answer -> assertSound(answer, new ArrayList<>()));
    }

    private static void assertSound(JsonNode node, List<String> path) {
        if (node.isNumber()
                && path.stream().anyMatch(name -> LOG_PROBABILITIES.contains(name) || name.equals("score"))) {
            assertThat(node.asDouble()).as("%s", path).isLessThanOrEqualTo(0).isFinite();
        } else if (node.isNumber() && path.stream().anyMatch(PROBABILITIES::contains)) {
            assertThat(node.asDouble()).as("%s", path).isBetween(0.0, 1.0);
        } else if (node.isNumber()) {
            assertThat(node.asDouble()).as("%s", path).isFinite();
        }
        assertThat(node.isString() && node.asString().equals("NaN")).isFalse();
        for (String name : List.copyOf(node.propertyNames())) {
            path.addLast(name);
            assertSound(node.get(name), path);
            path.removeLast();
        }
        if (node.isArray()) {
            node.forEach(element -> assertSound(element, path));
        }
    }

    private static String rows(ExtremeCase extreme) {
        var rows = new StringJoiner(",", "[", "]");
        for (int t = 0; t < extreme.scores().rows(); t++) {
            var row = new StringJoiner(",", "[", "]");
            for (int v = 0; v < extreme.scores().columns(); v++) {
                float score = extreme.scores().get(t, v);
                row.add(score == Float.NEGATIVE_INFINITY ? "\"-Infinity\"" : Float.toString(score));
            }
            rows.add(row.toString());
        }
        return rows.toString();
    }
}
