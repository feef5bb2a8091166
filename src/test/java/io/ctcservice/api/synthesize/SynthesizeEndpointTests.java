package io.ctcservice.api.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.acoustic.ElmanRnn;
import io.ctcservice.acoustic.FeatureSynthesizer;
import io.ctcservice.acoustic.Voice;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
final class SynthesizeEndpointTests {

    private final ServiceClient service;

    SynthesizeEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theAnswerIsWhatTheCoreMakesOfTheDefaults() {
        var answer = service.ask("/synthesize", "{\"text\":\"hello\",\"seed\":42}");
        var utterance = new FeatureSynthesizer(3, 20, 0.3, Voice.PER_OCCURRENCE)
                .synthesize(Vocabulary.ofEnglish().labels("hello"), 42);
        var emissions = ElmanRnn.untrained(20, 32, 28, 42).emissions(utterance.features());

        assertThat(answer.get("text").asString()).isEqualTo("hello");
        assertThat(answer.get("seed").asLong()).isEqualTo(42);
        assertThat(answer.get("blank").asInt()).isEqualTo(27);
        assertThat(answer.get("vocabulary")).hasSize(28);
        assertThat(answer.at("/vocabulary/27").asString()).isEqualTo("ε");
        assertThat(answer.get("frames").asInt()).isEqualTo(utterance.frames());
        assertThat(matrix(answer.get("features"))).isEqualTo(utterance.features());
        assertThat(matrix(answer.get("emissions"))).isEqualTo(emissions.scores());
    }

    private static FloatMatrix matrix(JsonNode rows) {
        var values = new float[rows.size()][];
        for (int t = 0; t < values.length; t++) {
            values[t] = new float[rows.get(t).size()];
            for (int v = 0; v < values[t].length; v++) {
                values[t][v] = rows.get(t).get(v).floatValue();
            }
        }
        return FloatMatrix.ofRows(values);
    }

    @Test
    void whatTheModelHasNoUseForIsWarnedOf() {
        assertThat(warned("\"peakiness\":0.9")).isEqualTo("/peakiness");
        assertThat(warned("\"peakiness\":0.9,\"model\":\"trained\"")).isEqualTo("/peakiness");
        assertThat(warned("\"hiddenSize\":8,\"model\":\"oracle\"")).isEqualTo("/hiddenSize");
        assertThat(warned("\"peakiness\":0.9,\"model\":\"oracle\"")).isEmpty();
        assertThat(warned("\"hiddenSize\":8")).isEmpty();
    }

    private String warned(String settings) {
        return service.ask("/synthesize", "{\"text\":\"hello\"," + settings + "}")
                .at("/warnings/0/pointer")
                .asString("");
    }

    @Test
    void theAlignmentSpellsTheTextWithoutGaps() {
        var answer = service.ask("/synthesize", "{\"text\":\"a book\",\"seed\":1}");
        var spelled = new StringBuilder();
        int end = 0;
        for (var span : answer.get("alignment")) {
            spelled.append(span.get("symbol").asString());
            assertThat(span.get("start").asInt()).isEqualTo(end);
            end = span.get("end").asInt();
        }
        assertThat(spelled).hasToString("a book");
        assertThat(answer.get("frames").asInt()).isEqualTo(end);
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndNoSeedADrawnOneThatIsEchoed() {
        String request = "{\"text\":\"hi\",\"model\":\"oracle\"";
        var drawn = service.ask("/synthesize", request + "}");
        long seed = drawn.get("seed").asLong();
        assertThat(seed).isBetween(0L, (1L << 53) - 1);
        assertThat(service.ask("/synthesize", request + ",\"seed\":" + seed + "}"))
                .isEqualTo(drawn);
        assertThat(service.ask("/synthesize", request + "}").get("seed").asLong())
                .isNotEqualTo(seed);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"trained, 1", "trained, 2", "trained, -3", "oracle, 1", "oracle, 9223372036854775807"})
    void whatTheModelHearsDecodesToTheTextAndItsLossIsSmall(String model, long seed) {
        String text = "hello book keeper";
        var emissions = service.ask(
                        "/synthesize", "{\"text\":\"%s\",\"model\":\"%s\",\"seed\":%d}".formatted(text, model, seed))
                .get("emissions");
        String utterance = "{\"utterances\":[{\"emissions\":%s%s}],\"scores\":\"logProbs\"}";

        var decoded = service.ask("/decode", utterance.formatted(emissions, ""));
        assertThat(decoded.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo(text);
        var loss = service.ask("/loss", utterance.formatted(emissions, ",\"target\":\"" + text + "\""));
        assertThat(loss.at("/utterances/0/feasible").asBoolean()).isTrue();
        assertThat(loss.at("/utterances/0/loss").asDouble()).isLessThan(3); // a guess costs about 160
    }

    @ParameterizedTest
    @ValueSource(strings = {"untrained", "trained", "oracle"})
    void emissionsOfEveryModelPassForLogProbabilities(String model) {
        var answer =
                service.ask("/synthesize", "{\"text\":\"aaaa\",\"framesPerSymbol\":1,\"model\":\"" + model + "\"}");
        var loss = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":%s,\"target\":\"aaaa\"}],\"scores\":\"logProbs\"}"
                        .formatted(answer.get("emissions")));
        assertThat(loss.at("/utterances/0/feasible").asBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                {}                                                     | 422 | /text
                {"text":""}                                            | 422 | /text
                {"text":null}                                          | 422 | /text
                {"text":"Hello"}                                       | 422 | /text
                {"text":"hε"}                                          | 422 | /text
                {"text":"日本"}                                          | 422 | /text
                {"text":"\\n"}                                          | 422 | /text
                {"text":5}                                             | 400 | /text
                {"text":"a","framesPerSymbol":0}                       | 422 | /framesPerSymbol
                {"text":"a","framesPerSymbol":1001}                    | 422 | /framesPerSymbol
                {"text":"a","framesPerSymbol":2.5}                     | 400 | /framesPerSymbol
                {"text":"a","framesPerSymbol":"3"}                     | 400 | /framesPerSymbol
                {"text":"a","featureDimension":0}                      | 422 | /featureDimension
                {"text":"a","featureDimension":1025}                   | 422 | /featureDimension
                {"text":"a","noise":-0.1}                              | 422 | /noise
                {"text":"a","noise":1e9}                               | 422 | /noise
                {"text":"a","noise":1e999}                             | 422 | /noise
                {"text":"a","hiddenSize":0}                            | 422 | /hiddenSize
                {"text":"a","hiddenSize":257}                          | 422 | /hiddenSize
                {"text":"a","model":"best"}                            | 400 | /model
                {"text":"a","model":1}                                 | 400 | /model
                {"text":"a","voice":"PER_CHARACTER"}                   | 400 | /voice
                {"text":"a","seed":"1"}                                | 400 | /seed
                {"text":"a","seed":1.0}                                | 400 | /seed
                {"text":"a","seed":9223372036854775808}                | 422 | /seed
                {"text":"a","peakiness":1.5}                           | 422 | /peakiness
                {"text":"a","peakiness":-0.5}                          | 422 | /peakiness
                {"text":"a","model":"trained","featureDimension":19}   | 422 | /featureDimension
                {"text":"a","model":"trained","hiddenSize":64}         | 422 | /hiddenSize
                {"text":"a","texts":"b"}                               | 400 | /texts
                {"text":"a","text":"b"}                                | 400 | ''
                """)
    void whatIsWrongIsPointedAt(String request, int status, String pointer) {
        var response = service.post("/synthesize", request);
        assertThat(response.statusCode()).isEqualTo(status);
        var errors = ServiceClient.json(response.body()).get("errors");
        assertThat(errors).isNotEmpty();
        if (!pointer.isEmpty()) {
            assertThat(errors.get(0).get("pointer").asString()).isEqualTo(pointer);
        }
    }

    @Test
    void aTextThatCanBeSpelledInAnotherCaseIsRefusedWithThatAdvice() {
        assertThat(service.post("/synthesize", "{\"text\":\"Hello\"}").body())
                .contains("'H' at character 0", "; in lower case it can be spelled");
    }

    @Test
    void aTextWhoseAnswerWouldBeTooLargeIsRefused() {
        String frames = "{\"text\":\"" + "a".repeat(60_000) + "\",\"framesPerSymbol\":2}";
        String values = "{\"text\":\"" + "a".repeat(1000) + "\",\"featureDimension\":1000}";
        assertThat(service.post("/synthesize", frames).statusCode()).isEqualTo(422);
        assertThat(service.post("/synthesize", values).statusCode()).isEqualTo(422);
    }

    @Test
    void aPictureIsDrawnWhereOneIsAskedFor() {
        var response = service.send(service.request("/synthesize")
                .header("Content-Type", "application/json")
                .header("Accept", "image/svg+xml")
                .POST(BodyPublishers.ofString("{\"text\":\"hi\",\"seed\":1}")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/svg+xml");
        assertThat(response.body()).contains("<svg", "“hi”");
    }

    @Test
    void eachSynthesisIsTimed() {
        service.ask("/synthesize", "{\"text\":\"hi\",\"model\":\"trained\"}");
        assertThat(service.get("/actuator/prometheus").body())
                .containsPattern("ctc_synthesize_seconds_count\\{.*model=\"trained\".*}")
                .containsPattern("ctc_synthesize_seconds_bucket\\{.*le=\"0.001\".*}");
    }
}
