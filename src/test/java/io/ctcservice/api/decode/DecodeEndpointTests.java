package io.ctcservice.api.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class DecodeEndpointTests {

    /** The best path is a a - b, of probability .7 · .6 · .8 · .5. */
    private static final String REQUEST = "{\"utterances\":[{\"emissions\":[[0.7,0.2,0.1],[0.6,0.2,0.2],[0.1,0.1,0.8],"
            + "[0.3,0.5,0.2]]}],\"scores\":\"probs\",\"blank\":2";

    private final ServiceClient service;

    DecodeEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theBestPathIsRead() {
        var utterance = service.ask("/decode", REQUEST + ",\"vocabulary\":[\"a\",\"b\",\"-\"]}")
                .at("/utterances/0");

        var hypothesis = utterance.at("/hypotheses/0");
        assertThat(utterance.get("id").asString()).isEqualTo("0");
        assertThat(utterance.get("frames").asInt()).isEqualTo(4);
        assertThat(hypothesis.get("text").asString()).isEqualTo("ab");
        assertThat(hypothesis.get("labels").toString()).isEqualTo("[0,1]");
        // four float32 probabilities, 2^-24 relative each
        assertThat(hypothesis.get("score").asDouble()).isCloseTo(Math.log(.7 * .6 * .8 * .5), within(3e-7));
        assertThat(hypothesis.at("/parts/acoustic").asDouble())
                .isEqualTo(hypothesis.get("score").asDouble());
        assertThat(hypothesis.at("/parts/languageModel").asDouble()).isZero();
        assertThat(hypothesis.has("tokens")).isFalse();
        assertThat(utterance.has("framePath")).isFalse();
    }

    @ParameterizedTest(name = "{0} is read {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'[\"un\",\"##aff\",\"##able\",\"the\"]'; unaffable the",
                "'[\"▁un\",\"aff\",\"able\",\"▁the\"]'; unaffable the",
                "'[\"un\",\"aff\",\"able</w>\",\"the</w>\"]'; unaffable the",
                "'[\"un@@\",\"aff@@\",\"able\",\"the\"]'; unaffable the",
                "'[\"un\",\"able\",\"|\",\"the\"]'; unable the",
                "'[\" \",\"able\",\" \",\"the\"]'; able the",
                "'[\"|\",\"un\",\"able\",\"|\"]'; unable",
                "'[\"天\",\"地\",\"人\",\"和\"]'; 天地人和"
            })
    void theTextIsWhatAPersonReadsInEveryForm(String symbols, String text) {
        String vocabulary = symbols.substring(0, symbols.length() - 1) + ",\"<blank>\"]";
        String rows = "[[9,0,0,0,0],[0,9,0,0,0],[0,0,9,0,0],[0,0,0,9,0]]";
        String fields = "\"blank\":4,\"vocabulary\":" + vocabulary;
        String request = "{\"utterances\":[{\"emissions\":" + rows + "}],\"scores\":\"logits\",\"include\":[\"words\"],"
                + fields;
        for (String decoder : List.of("greedy", "beam")) {
            String body = request + ",\"decoder\":\"" + decoder + "\"}";
            var hypothesis = service.ask("/decode", body).at("/utterances/0/hypotheses/0");
            assertThat(hypothesis.get("text").asString()).isEqualTo(text);
            var words = hypothesis
                    .get("words")
                    .valueStream()
                    .map(word -> word.get("text").asString())
                    .toList();
            assertThat(String.join(" ", words)).isEqualTo(text);
            assertThat(hypothesis.get("labels").toString()).isEqualTo("[0,1,2,3]");
            String each = request + ",\"wordDelimiter\":\"\",\"decoder\":\"" + decoder + "\"}";
            assertThat(service.ask("/decode", each)
                            .at("/utterances/0/hypotheses/0/text")
                            .asString())
                    .isEqualTo(text);
        }
        var tensors = service.ask(
                "/v2/models/ctc-decode/infer",
                "{\"inputs\":[{\"name\":\"emissions\",\"datatype\":\"FP32\",\"shape\":[1,4,5],\"data\":[" + rows + "]"
                        + "}],\"outputs\":[{\"name\":\"text\"}],\"parameters\":{" + fields + "}}");
        assertThat(tensors.at("/outputs/0/data/0").asString()).isEqualTo(text);
        var picture = service.send(service.request("/decode")
                .header("Content-Type", "application/json")
                .header("Accept", "image/svg+xml")
                .POST(BodyPublishers.ofString(request + "}")));
        assertThat(picture.body()).contains("decoded as “" + text);
    }

    @Test
    void theLogProbabilityOfAHypothesisIsTheForwardScoreOfItsLabels() {
        var hypothesis = service.ask("/decode", REQUEST + "}").at("/utterances/0/hypotheses/0");
        String target = REQUEST.replace("{\"emissions\"", "{\"labels\":[0,1],\"emissions\"") + "}";
        var loss = service.ask("/loss", target).at("/utterances/0");

        assertThat(hypothesis.get("logProb").asDouble())
                .isEqualTo(loss.get("logLikelihood").asDouble());
        assertThat(hypothesis.get("confidence").asDouble())
                .isCloseTo(Math.exp(loss.get("logLikelihood").asDouble()), within(1e-12)); // one exp
    }

    @Test
    void tokensAndWordsAreWhereTheBestPathHasThem() {
        var utterance = service.ask(
                        "/decode",
                        REQUEST + ",\"vocabulary\":[\"a\",\"b\",\"-\"],\"secondsPerFrame\":0.5,"
                                + "\"include\":[\"tokens\",\"words\",\"framePath\"]}")
                .at("/utterances/0");

        assertThat(utterance.get("framePath").toString()).isEqualTo("[0,0,2,1]");
        var token = utterance.at("/hypotheses/0/tokens/1");
        assertThat(token.get("symbol").asString()).isEqualTo("b");
        assertThat(token.get("start").asInt()).isEqualTo(3);
        assertThat(token.get("end").asInt()).isEqualTo(4);
        assertThat(token.get("startSeconds").asDouble()).isEqualTo(1.5);
        assertThat(token.get("score").asDouble()).isCloseTo(Math.log(.5), within(1e-7)); // .5 is a float32
        var word = utterance.at("/hypotheses/0/words/0");
        assertThat(word.get("text").asString()).isEqualTo("ab");
        assertThat(word.get("endSeconds").asDouble()).isEqualTo(2.0);
    }

    @Test
    void withoutAVocabularyThereAreLabelsAndNoText() {
        var hypothesis = service.ask("/decode", REQUEST + ",\"include\":[\"tokens\",\"words\"]}")
                .at("/utterances/0/hypotheses/0");

        assertThat(hypothesis.has("text")).isFalse();
        assertThat(hypothesis.get("labels").toString()).isEqualTo("[0,1]");
        assertThat(hypothesis.at("/tokens/0").has("symbol")).isFalse();
        assertThat(hypothesis.get("words")).isEmpty();
    }

    @Test
    void aSymbolThatStandsTwiceIsDecoded() {
        var hypothesis = service.ask("/decode", REQUEST + ",\"vocabulary\":[\"a\",\"a\",\"-\"]}")
                .at("/utterances/0/hypotheses/0");

        assertThat(hypothesis.get("text").asString()).isEqualTo("aa");
    }

    @Test
    void nothingButBlanksReadsAsNothing() {
        var hypothesis = service.ask(
                        "/decode",
                        "{\"utterances\":[{\"emissions\":[[0,5],[0,5]]}],\"blank\":1,"
                                + "\"vocabulary\":[\"a\",\"-\"],\"include\":[\"tokens\",\"words\"]}")
                .at("/utterances/0/hypotheses/0");

        assertThat(hypothesis.get("text").asString()).isEmpty();
        assertThat(hypothesis.get("labels")).isEmpty();
        assertThat(hypothesis.get("tokens")).isEmpty();
    }
}
