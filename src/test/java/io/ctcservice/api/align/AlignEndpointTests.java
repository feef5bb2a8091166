package io.ctcservice.api.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
final class AlignEndpointTests {

    /** What a b c d _ and the space are worth in one frame each: nearly everything for the one named. */
    private static final String VOCABULARY = "\"vocabulary\":[\"a\",\"b\",\"c\",\"d\",\" \",\"_\"],\"blank\":5";

    private static final String EXAMPLE = ServiceClient.example("align");

    private final ServiceClient service;

    AlignEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** By hand: the path _ h h _ i has the probability .8 · .8 · .7 · .7 · .8. */
    @Test
    void theExampleOfTheDocumentIsAlignedAsByHand() {
        var utterance = service.ask("/align", EXAMPLE).at("/utterances/0");

        assertThat(utterance.get("id").asString()).isEqualTo("utt-1");
        assertThat(utterance.get("feasible").asBoolean()).isTrue();
        assertThat(utterance.get("frames").asInt()).isEqualTo(5);
        assertThat(utterance.get("minFrames").asInt()).isEqualTo(2);
        double logProb = Math.log(.8 * .8 * .7 * .7 * .8);
        // five float32 probabilities, 2^-24 relative each
        assertThat(utterance.get("logProb").asDouble()).isCloseTo(logProb, within(4e-7));
        assertThat(utterance.get("score").asDouble()).isCloseTo(Math.log(.8 * .7 * .8) / 3, within(4e-7));
        assertThat(utterance.at("/tokens/0").toString())
                .startsWith("{\"label\":0,\"symbol\":\"h\",\"start\":1,\"end\":3,\"startSeconds\":0.02,"
                        + "\"endSeconds\":0.06,\"score\":-0.2899");
        assertThat(utterance.at("/words/0/text").asString()).isEqualTo("hi");
        assertThat(utterance.at("/words/0/start").asInt()).isEqualTo(1);
        assertThat(utterance.at("/words/0/end").asInt()).isEqualTo(5);
        assertThat(utterance.at("/words/0/endSeconds").asDouble()).isEqualTo(.1);
        assertThat(utterance.has("absorbed")).isFalse();
        assertThat(utterance.has("infeasibility")).isFalse();
        assertThat(utterance.has("framePath")).isFalse();
    }

    @Test
    void theVerdictAgreesWithTheLoss() {
        var verdict = service.ask("/align", EXAMPLE).at("/utterances/0/verdict");
        String loss = EXAMPLE.replaceAll(",\\s*\"secondsPerFrame\": 0.02", "");
        double logLikelihood =
                service.ask("/loss", loss).at("/utterances/0/logLikelihood").asDouble();

        assertThat(verdict.get("logLikelihood").asDouble()).isCloseTo(logLikelihood, within(1e-12));
        assertThat(verdict.get("pathProbability").asDouble())
                .isCloseTo(.8 * .8 * .7 * .7 * .8 / Math.exp(logLikelihood), within(1e-6));
        assertThat(verdict.get("logRatio").asDouble()).isZero();
        assertThat(verdict.get("worstToken").asInt()).isZero();
        assertThat(verdict.get("entropy").asDouble()).isBetween(1.0, 2.5);
        assertThat(verdict.get("suspicious")).isEmpty();
    }

    /** The blank of the first frame is masked, as by PyTorch's finfo.min, and the target is nothing but blanks. */
    @Test
    void pathsThroughAMaskAreNotToldApart() {
        var utterance = service.ask(
                        "/align", "{\"utterances\":[{\"emissions\":[[0,-3.4e38],[0,0]],\"labels\":[]}],\"blank\":1}")
                .at("/utterances/0");

        assertThat(utterance.get("logProb").asDouble()).isLessThan(-1e38);
        for (String name : new String[] {"logLikelihood", "pathProbability", "entropy"}) {
            assertThat(utterance.at("/verdict/" + name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void labelsWithoutAVocabularyHaveSpansAndNoWords() {
        var utterance = service.ask(
                        "/align",
                        "{\"utterances\":[{\"labels\":[0,1],\"emissions\":[[5,0,0],[0,5,0]]}],\"blank\":2,"
                                + "\"include\":[\"framePath\"]}")
                .at("/utterances/0");

        assertThat(utterance.at("/tokens/1/start").asInt()).isEqualTo(1);
        assertThat(utterance.at("/tokens/1").has("symbol")).isFalse();
        assertThat(utterance.get("words")).isEmpty();
        assertThat(utterance.get("framePath").toString()).isEqualTo("[0,1]");
    }

    @Test
    void aTargetThatDoesNotFitSpoilsNoOther() {
        var answer = service.ask(
                "/align",
                "{\"utterances\":[" + utterance("ab", "aab") + "," + utterance("ab", "ab") + "]," + VOCABULARY + "}");

        var misfit = answer.at("/utterances/0");
        assertThat(misfit.get("feasible").asBoolean()).isFalse();
        assertThat(misfit.get("logProb").isNull()).isTrue();
        assertThat(misfit.get("score").isNull()).isTrue();
        assertThat(misfit.get("minFrames").asInt()).isEqualTo(4);
        assertThat(misfit.get("tokens")).isEmpty();
        assertThat(misfit.at("/infeasibility/reason").asString()).isEqualTo("tooFewFrames");
        assertThat(misfit.at("/infeasibility/token").asInt()).isEqualTo(1);
        assertThat(misfit.at("/infeasibility/symbol").asString()).isEqualTo("a");
        assertThat(misfit.at("/infeasibility/detail").asString()).contains("at least 4");
        assertThat(answer.at("/utterances/1/feasible").asBoolean()).isTrue();
    }

    @Test
    void aStarAbsorbsWhatTheTargetLeavesOut() {
        var utterance = service.ask(
                        "/align",
                        "{\"star\":true,\"utterances\":[" + utterance("dd ab cc_c d", "ab d") + "]," + VOCABULARY + "}")
                .at("/utterances/0");

        assertThat(utterance.at("/words/0").toString()).contains("\"text\":\"ab\",\"start\":3,\"end\":5");
        assertThat(utterance.at("/words/1/start").asInt()).isEqualTo(11);
        assertThat(utterance.get("absorbed")).hasSize(2);
        assertThat(utterance.at("/absorbed/0/text").asString()).isEqualTo("d");
        assertThat(utterance.at("/absorbed/1/text").asString()).isEqualTo("cc");
        assertThat(utterance.at("/absorbed/1/beforeToken").asInt()).isEqualTo(2);
        assertThat(utterance.at("/verdict/suspicious")).isEmpty();
    }

    @Test
    void unknownTextIsRefusedOrBecomesAStar() {
        String request = "\"utterances\":[" + utterance("a cd b", "a €5 b") + "]," + VOCABULARY + "}";
        var refused = service.post("/align", "{" + request);
        var utterance =
                service.ask("/align", "{\"onUnknown\":\"star\"," + request).at("/utterances/0");

        assertProblem(refused, "/utterances/0/target");
        assertThat(refused.body()).contains("€");
        assertThat(utterance.at("/tokens/2/label").isNull()).isTrue();
        assertThat(utterance.at("/tokens/2/symbol").asString()).isEqualTo("€5");
        assertThat(utterance.at("/tokens/2/start").asInt()).isEqualTo(2);
        assertThat(utterance.at("/tokens/2/end").asInt()).isEqualTo(4);
        assertThat(utterance.at("/tokens/2/confidence").isNull()).isTrue();
        assertThat(utterance.at("/tokens/2/score").isNull()).isTrue();
        assertThat(utterance.at("/words/1/confidence").isNull()).isTrue();
        assertThat(utterance.at("/words/1/text").asString()).isEqualTo("€5");
    }

    /** The word stands at [5, 9) with and without the quotation mark, and in words of any white space. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`\\\"hi`, 0", "`hi`, 0", "`7 hi`, 1", "`7\\nhi`, 1", "`—\\u00a0hi`, 1", "`—\\r\\nhi`, 1"})
    void unknownTextTakesNoFrameFromWords(String target, int word) {
        var utterance = service.ask("/align", """
                {"utterances":[{"emissions":[[0,0,6],[0,0,6],[0,0,6],[0,0,6],[0,0,6],[6,0,0],[6,0,0],[0,6,0],[0,6,0],
                [0,0,6]],"target":"%s"}],"vocabulary":["h","i","-"],"blank":2,"onUnknown":"star"}
                """.formatted(target)).at("/utterances/0");

        assertThat(utterance.get("words")).hasSize(word + 1);
        assertThat(utterance.at("/words/" + word + "/start").asInt()).isEqualTo(5);
        assertThat(utterance.at("/words/" + word + "/end").asInt()).isEqualTo(9);
        assertThat(utterance.at("/words/0/start").asInt()).isEqualTo(word == 0 ? 5 : 0);
        assertThat(utterance.at("/words/0/confidence").isNull()).isEqualTo(word == 1);
        assertThat(utterance.at("/verdict/worstToken").asInt()).isBetween(0, 2);
    }

    @Test
    void secondsArePrintedWithoutNoise() {
        String request = "{\"secondsPerFrame\":0.02,\"utterances\":[" + utterance("_".repeat(83) + "a", "a") + "],"
                + VOCABULARY + "}";

        var word = service.ask("/align", request).at("/utterances/0/words/0");
        assertThat(word.toString()).contains("\"startSeconds\":1.66,\"endSeconds\":1.68,");
    }

    @ParameterizedTest
    @CsvSource({
        "text/vtt, 00:00:00.000 --> 00:00:03.000",
        "application/x-subrip, '00:00:00,000 --> 00:00:03,000'",
        "text/x-ctm, 0 1 2.000 1.000 b",
        "text/x-textgrid, 'text = \"b\"'"
    })
    void subtitlesComeWhereTheyAreAskedFor(String type, String line) {
        var answer = subtitles(
                type, "{\"secondsPerFrame\":1,\"utterances\":[" + utterance("a b", "a b") + "]," + VOCABULARY + "}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(actual -> assertThat(actual).isEqualToIgnoringCase(type + ";charset=UTF-8"));
        assertThat(answer.body()).contains(line);
    }

    @Test
    void subtitlesHaveTheLinesOfTheTarget() {
        String request =
                "{\"secondsPerFrame\":1,\"utterances\":[" + utterance("a b ab", "a\\nb ab") + "]," + VOCABULARY + "}";

        assertThat(subtitles("text/vtt", request).body()).isEqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:01.000
                a

                00:00:02.000 --> 00:00:06.000
                b ab
                """);
    }

    /** Of several utterances a CTM holds those that fit; of the others it says why they are not there. */
    @Test
    void aCtmHoldsSeveralUtterances() {
        String request = "{\"secondsPerFrame\":1,\"onUnknown\":\"star\",\"utterances\":[" + utterance("a b", "a 7 b")
                + "," + utterance("a", "aa") + "," + utterance("ab", "ab") + "]," + VOCABULARY + "}";

        var answer = subtitles("text/x-ctm", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().replaceAll("(?m) [01]\\.\\d+$", "")).isEqualTo("""
                        0 1 0.000 1.000 a
                        0 1 1.000 1.000 7 NA
                        0 1 2.000 1.000 b
                        ;; 1: the target does not fit: 1 frame for 2 labels with 1 repeat; at least 3 are needed,\
                         and there is room for only 1 of the labels
                        2 1 0.000 2.000 ab
                        """);
    }

    @Test
    void aCtmThatLeavesUtterancesOutWarnsOfEach() {
        String id = "\"id\":\"two\\\\nlines\",";
        String request = "{\"secondsPerFrame\":1,\"utterances\":[" + utterance("ab", "ab") + ","
                + utterance("a", "aa").replaceFirst("\\{", "{" + id) + "]," + VOCABULARY + "}";
        var answer = subtitles("text/x-ctm", request);
        assertThat(answer.body()).contains("\n;; two lines: the target does not fit");
        assertThat(answer.headers().firstValue("X-Ctc-Warnings"))
                .hasValueSatisfying(warnings -> assertThat(warnings)
                        .contains("\"/utterances/1\"", "left out of the file: the target does not fit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"U", "U,U"})
    void aCtmInWhichNothingFitsIsRefused(String utterances) {
        String request = "{\"secondsPerFrame\":1,\"utterances\":[" + utterances.replace("U", utterance("a", "aa"))
                + "]," + VOCABULARY + "}";
        var answer = subtitles("text/x-ctm", request);
        assertProblem(answer, "/utterances/0");
        assertThat(answer.body().contains("\"/utterances/1\"")).isEqualTo(utterances.length() > 1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`ab cd`, ``, `ab cd`", "`ab—c, d`, ` `, `ab—c, d`", "`— a`, ` `, `— a`", "`abcd`, ``, `abcd`"})
    void subtitlesHaveTheSpacesOfTheTarget(String target, String delimiter, String text) {
        String request = "{\"secondsPerFrame\":1,\"onUnknown\":\"star\",\"wordDelimiter\":\"" + delimiter
                + "\",\"utterances\":[" + utterance(target.replaceAll("[^a-d ]", ""), target) + "]," + VOCABULARY + "}";
        assertThat(subtitles("application/x-subrip", request).body()).contains("\n" + text + "\n");
    }

    @ParameterizedTest
    @CsvSource({"ab_cd, refuse", "ab_cd, star", "ab cd, star"})
    void subtitlesHaveASpaceForADelimiterThatIsGiven(String target, String onUnknown) {
        String request = "{\"secondsPerFrame\":1,\"onUnknown\":\"" + onUnknown + "\",\"wordDelimiter\":\"_\","
                + "\"utterances\":[" + utterance("ab cd", target) + "],"
                + VOCABULARY.replace("\" \",\"_\"", "\"_\",\"-\"") + "}";
        assertThat(subtitles("application/x-subrip", request).body()).contains("\nab cd\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"utterances\":[U]`, /secondsPerFrame",
                "`\"secondsPerFrame\":1,\"utterances\":[U,U]`, /utterances",
                "`\"secondsPerFrame\":0,\"utterances\":[U]`, /secondsPerFrame",
                "`\"secondsPerFrame\":1,\"utterances\":[X]`, /utterances/0",
                "`\"secondsPerFrame\":1,\"wordDelimiter\":\"|\",\"utterances\":[U]`, /wordDelimiter"
            })
    void subtitlesThatCannotBeMadeAreRefused(String request, String pointer) {
        String body = request.replace("U", utterance("a b", "a b")).replace("X", utterance("a", "aa"));
        assertProblem(subtitles("text/vtt", "{" + body + "," + VOCABULARY + "}"), pointer);
    }

    @Test
    void anybodyElseGetsJson() {
        var answer = subtitles("*/*", EXAMPLE);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(subtitles("text/html", EXAMPLE).statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"utterances\":[{\"emissions\":[[0,1]]}],\"blank\":1}`, /utterances/0/target",
                "`{\"utterances\":[{\"emissions\":[[0,1]],\"labels\":[2]}],\"blank\":1}`, /utterances/0/labels/0",
                "`{\"utterances\":[{\"emissions\":[[0,1]],\"labels\":[1]}],\"blank\":1}`, /utterances/0/labels/0",
                "`{\"utterances\":[{\"emissions\":[[0,1]],\"labels\":[-1]}],\"blank\":1}`, /utterances/0/labels/0",
                "`{\"utterances\":[{\"emissions\":[[0,1]],\"target\":\"a\"}],\"blank\":1}`, /utterances/0/target",
                "`{\"utterances\":[{\"emissions\":[[0,1]],\"labels\":[0]}],\"blank\":2}`, /blank"
            })
    void whatIsWrongIsNamed(String request, String pointer) {
        assertProblem(service.post("/align", request), pointer);
    }

    @Test
    void alignmentsAreTimed() {
        service.ask("/align", EXAMPLE);
        assertThat(service.get("/actuator/prometheus").body()).contains("ctc_align_seconds_bucket");
    }

    private HttpResponse<String> subtitles(String accept, String request) {
        return service.send(service.request("/align")
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(request)));
    }

    private static void assertProblem(HttpResponse<String> answer, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode problem = ServiceClient.json(answer.body());
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    /** One frame for each character: a, b, c, d, the space, and _ for the blank. */
    private static String utterance(String frames, String target) {
        var rows = frames.chars()
                .mapToObj(c -> {
                    var row = new int[6];
                    row["abcd _".indexOf(c)] = 20;
                    return java.util.Arrays.toString(row);
                })
                .toList();
        return "{\"target\":\"" + target + "\",\"emissions\":" + rows + "}";
    }
}
