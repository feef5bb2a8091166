package io.ctcservice.api.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
final class LossEndpointTests {

    /** Two frames of p(a) = .4, p(blank) = .6: p("") = .36, p("a") = .64; p("aa") = 0, it needs three frames. */
    private static final String TOY = "\"emissions\":[[0.4,0.6],[0.4,0.6]]";

    private static final String ALPHABET = "\"vocabulary\":[\"a\",\"-\"],\"blank\":1,\"scores\":\"probs\"";

    /** 0.4 and 0.6 are not float32 numbers: 2^-24 relative each, twice over two frames. */
    private static final double ROUNDING = 3e-7;

    private final ServiceClient service;

    LossEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theLossIsMinusTheLogOfTheSumOverAllPaths() {
        var answer = ask("{\"target\":\"a\"," + TOY + "}", "");

        var utterance = answer.at("/utterances/0");
        assertThat(utterance.get("loss").asDouble()).isCloseTo(-Math.log(.64), within(ROUNDING));
        assertThat(utterance.get("logLikelihood").asDouble()).isCloseTo(Math.log(.64), within(ROUNDING));
        assertThat(utterance.get("feasible").asBoolean()).isTrue();
        assertThat(utterance.get("frames").asInt()).isEqualTo(2);
        assertThat(utterance.get("minFrames").asInt()).isEqualTo(1);
        assertThat(utterance.get("targetLength").asInt()).isEqualTo(1);
        assertThat(utterance.has("gradient")).isFalse();
        assertThat(answer.get("infeasible").asInt()).isZero();
    }

    @Test
    void thePathsAreThoseThatMakeUpTheLikelihood() {
        var answer = ask("{\"target\":\"a\"," + TOY + "}", ",\"include\":[\"paths\"]");

        var paths = answer.at("/utterances/0/paths");
        assertThat(paths.size()).isEqualTo(3); // a- and -a of .24 each, aa of .16
        double sum = 0;
        for (var path : paths) {
            sum += Math.exp(path.get("logProb").asDouble());
        }
        assertThat(sum).isCloseTo(.64, within(ROUNDING));
        assertThat(paths.get(2).get("path").toString()).isEqualTo("[0,0]");
        assertThat(paths.get(2).get("logProb").asDouble()).isCloseTo(Math.log(.16), within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"mean, 0.734", "sum, 1.468", "batchMean, 0.734", "none, "})
    void theReductionIsTheOneAskedFor(String reduction, Double expected) {
        // −ln .64 = 0.446 of one label, −ln .36 = 1.022 of none
        var answer = ask(
                "{\"target\":\"a\"," + TOY + "},{\"target\":\"\"," + TOY + "}", ",\"reduction\":\"" + reduction + "\"");

        assertThat(answer.get("reduction").asString()).isEqualTo(reduction);
        if (expected == null) {
            assertThat(answer.get("loss").isNull()).isTrue();
        } else {
            assertThat(answer.get("loss").asDouble()).isCloseTo(expected, within(1e-3)); // three digits above
        }
    }

    @Test
    void idsAreEchoedOrTheIndexAndTheOrderIsKept() {
        var answer = ask("{\"id\":\"z\",\"target\":\"a\"," + TOY + "},{\"target\":\"\"," + TOY + "}", "");

        assertThat(answer.at("/utterances/0/id").asString()).isEqualTo("z");
        assertThat(answer.at("/utterances/1/id").asString()).isEqualTo("1");
    }

    @Test
    void anInfeasibleTargetIsDataAndSpoilsNoOther() {
        var answer = ask(
                "{\"target\":\"aa\"," + TOY + "},{\"target\":\"a\"," + TOY + "}",
                ",\"include\":[\"gradient\",\"occupancy\",\"bestPath\"]");

        var bad = answer.at("/utterances/0");
        assertThat(bad.get("loss").isNull()).isTrue();
        assertThat(bad.get("logLikelihood").isNull()).isTrue();
        assertThat(bad.get("feasible").asBoolean()).isFalse();
        assertThat(bad.get("minFrames").asInt()).isEqualTo(3);
        assertThat(bad.at("/infeasibility/reason").asString()).isEqualTo("tooFewFrames");
        assertThat(bad.at("/infeasibility/repeats/0").asInt()).isEqualTo(1);
        assertThat(bad.get("gradient").toString()).isEqualTo("[[0.0,0.0],[0.0,0.0]]");
        assertThat(bad.has("bestPath")).isFalse();
        assertThat(answer.at("/utterances/1/feasible").asBoolean()).isTrue();
        assertThat(answer.get("loss").isNull()).isTrue();
        assertThat(answer.get("infeasible").asInt()).isEqualTo(1);
    }

    @Test
    void zeroInfinityCountsTheInfeasibleAsZeroAndKeepsItInTheDenominator() {
        var answer = ask("{\"target\":\"aa\"," + TOY + "},{\"target\":\"a\"," + TOY + "}", ",\"zeroInfinity\":true");

        assertThat(answer.get("loss").asDouble()).isCloseTo(-Math.log(.64) / 2, within(ROUNDING));
        assertThat(answer.get("infeasible").asInt()).isEqualTo(1);
    }

    @Test
    void aClassOfProbabilityZeroIsNamed() {
        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"target\":\"a\",\"emissions\":[[\"-Infinity\",0]]}],"
                        + "\"vocabulary\":[\"a\",\"-\"],\"blank\":1}");

        var why = answer.at("/utterances/0/infeasibility");
        assertThat(why.get("reason").asString()).isEqualTo("zeroProbability");
        assertThat(why.at("/impossible/0/symbol").asString()).isEqualTo("a");
        assertThat(why.at("/impossible/0/firstFrames/0").asInt()).isZero();
    }

    @Test
    void theGradientIsSoftmaxMinusOccupancy() {
        var utterance = ask("{\"target\":\"a\"," + TOY + "}", ",\"include\":[\"gradient\",\"occupancy\"]")
                .at("/utterances/0");

        // paths of "a": aa .16, a- .24, -a .24, so frame 0 is at "a" with (.16 + .24) / .64
        assertThat(utterance.at("/occupancy/0/0").asDouble()).isCloseTo(.625, within(ROUNDING));
        assertThat(utterance.at("/gradient/0/0").asDouble()).isCloseTo(.4 - .625, within(ROUNDING));
        assertThat(utterance.at("/gradient/0/1").asDouble()).isCloseTo(.6 - .375, within(ROUNDING));
    }

    @Test
    void theLatticeNamesItsStatesAndWritesLogZeroAsNull() {
        var lattice = ask("{\"target\":\"a\"," + TOY + "}", ",\"include\":[\"lattice\",\"bestPath\"]")
                .at("/utterances/0/lattice");

        assertThat(lattice.get("states").toString()).isEqualTo("[\"-\",\"a\",\"-\"]");
        assertThat(lattice.at("/logAlpha/0/0").asDouble()).isCloseTo(Math.log(.6), within(ROUNDING));
        assertThat(lattice.at("/logAlpha/0/2").isNull()).isTrue();
        assertThat(lattice.at("/logBeta/1/0").isNull()).isTrue();
        assertThat(lattice.at("/posterior/0/1").asDouble()).isCloseTo(.625, within(ROUNDING));
        // frame 0 is at "a" with .625; then the paths go on as the emissions do, and from the blank only to "a"
        double first = .625 * Math.log(.625 / .4) + .375 * Math.log(.375 / .6);
        assertThat(lattice.at("/frameLoss/0").asDouble()).isCloseTo(first, within(ROUNDING));
        assertThat(lattice.at("/frameLoss/1").asDouble()).isCloseTo(.375 * -Math.log(.4), within(ROUNDING));
    }

    @Test
    void withoutAVocabularyStatesAreClassIndices() {
        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"labels\":[0]," + TOY + "}],\"blank\":1,"
                        + "\"scores\":\"probs\",\"include\":[\"lattice\",\"bestPath\"]}");

        assertThat(answer.at("/utterances/0/lattice/states").toString()).isEqualTo("[\"1\",\"0\",\"1\"]");
        assertThat(answer.at("/utterances/0/bestPath").toString()).isEqualTo("[0,1]");
    }

    @Test
    void englishIsTheVocabularyWhereNothingIsSaid() {
        String frame = "[0" + ",0".repeat(27) + "]";
        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"target\":\"a z\",\"emissions\":[" + frame + "," + frame + "," + frame + "]}]}");

        assertThat(answer.at("/utterances/0/loss").asDouble()).isCloseTo(3 * Math.log(28), within(1e-12)); // one path
    }

    @Test
    void aCertainTargetCostsNothing() {
        var answer = service.ask(
                "/loss", "{\"utterances\":[{\"labels\":[0],\"emissions\":[[0,\"-Infinity\"]]}]," + "\"blank\":1}");

        assertThat(answer.at("/utterances/0/loss").toString()).isEqualTo("0.0");
    }

    private JsonNode ask(String utterances, String fields) {
        return service.ask("/loss", "{\"utterances\":[" + utterances + "]," + ALPHABET + fields + "}");
    }

    /** A line break in a target is spelled as a space, of which there may be two. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\nb", "a\\tb", "a\u00a0b"})
    void ofASymbolThatStandsTwiceTheClassInUseIsChosenForAnyWhiteSpace(String target) {
        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":[[9,0,0,0,0],[0,0,0,9,0],[0,0,9,0,0]],\"target\":\"" + target
                        + "\"}],\"vocabulary\":[\"a\",\" \",\"b\",\" \",\"-\"],\"blank\":4}");
        assertThat(answer.get("loss").asDouble()).isLessThan(0.01);
        assertThat(answer.get("warnings")).isNotEmpty();
    }

    @Test
    void warningsOfAnotherAnswerAreNoFault() {
        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":[[9,0]],\"labels\":[0]}],\"blank\":1,"
                        + "\"warnings\":[{\"pointer\":\"/channel\",\"detail\":\"of no effect\"}]}");
        assertThat(answer.get("loss").asDouble()).isLessThan(0.01);
    }
}
