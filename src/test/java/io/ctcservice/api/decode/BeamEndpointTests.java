package io.ctcservice.api.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.language-models.toy.location=classpath:io/ctcservice/toy.arpa",
            "ctc.limits.max-beam-width=48" // less than the default width, which must not make the default one refused
        })
final class BeamEndpointTests {

    private static final double LN_10 = Math.log(10);
    private static final double FLOAT_ROUNDING = 1e-5; // emissions and n-grams are float32, sums below 10

    private final ServiceClient service;

    BeamEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** The toy of Hannun 2017: p(ε) = .6, p(a) = .4 in both frames. */
    @Test
    void readingsAreRankedByTheSumOfTheirPaths() {
        var answer = service.ask("/decode", """
                {"utterances": [{"emissions": [[0.6, 0.4], [0.6, 0.4]]}], "scores": "probs",
                 "vocabulary": ["ε", "a"], "blank": 0, "decoder": "beam", "nBest": 2}
                """);
        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("a");
        assertThat(answer.at("/utterances/0/hypotheses/0/logProb").asDouble())
                .isCloseTo(Math.log(.64), within(FLOAT_ROUNDING));
        assertThat(answer.at("/utterances/0/hypotheses/1/text").asString()).isEmpty();
        assertThat(answer.at("/utterances/0/hypotheses/1/confidence").asDouble())
                .isCloseTo(.36, within(FLOAT_ROUNDING));
        assertThat(answer.has("unspellable")).isFalse();
    }

    @Test
    void theSearchTellsWhatEachFrameKeptMergedAndPruned() {
        var answer = service.ask("/decode", """
                {"utterances": [{"emissions": [[0.6, 0.4], [0.6, 0.4]]}], "scores": "probs",
                 "vocabulary": ["ε", "a"], "blank": 0, "decoder": "beam", "include": ["search"]}
                """);

        var search = answer.at("/utterances/0/search");
        assertThat(search.size()).isEqualTo(2);
        assertThat(search.at("/0/kept/0/text").asString()).isEmpty();
        assertThat(search.at("/1/kept/0/text").asString()).isEqualTo("a");
        assertThat(search.at("/1/kept/0/merged").asBoolean()).isTrue();
        assertThat(search.at("/1/kept/0/score").asDouble()).isCloseTo(Math.log(.64), within(FLOAT_ROUNDING));
        assertThat(search.at("/1/pruned").isEmpty()).isTrue();
        assertThat(answer.at("/utterances/0/hypotheses/0").has("tokens")).isFalse();
    }

    @Test
    void theSearchOfGreedyDecodingIsNoneAndSaysSo() {
        var answer = service.ask("/decode", """
                {"utterances": [{"emissions": [[0.6, 0.4]]}], "scores": "probs", "blank": 0, "include": ["search"]}
                """);

        assertThat(answer.at("/utterances/0").has("search")).isFalse();
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/include");
    }

    @Test
    void aLanguageModelAddsItsPartsAndSeparatesWordsByOneSpace() {
        var best = service.ask("/decode", spelled(" a  b", "\"languageModel\": {\"name\": \"toy\", \"weight\": 2}"))
                .at("/utterances/0/hypotheses/0");
        assertThat(best.get("text").asString()).isEqualTo("a b");
        assertThat(best.at("/parts/languageModel").asDouble())
                .isCloseTo(2 * LN_10 * (-0.1 - 0.4 - 0.2), within(FLOAT_ROUNDING));
        assertThat(best.at("/parts/wordBonus").asDouble()).isEqualTo(7);
        assertThat(sumOfParts(best)).isCloseTo(best.get("score").asDouble(), within(1e-12)); // one rounding each
    }

    @Test
    void unknownWordsCostWhatTheRequestSays() {
        String model =
                "\"languageModel\": {\"name\": \"toy\", \"weight\": 0.1, \"wordBonus\": 0, \"unknownLogProb\": -3}";
        var best = service.ask("/decode", spelled("ba", model)).at("/utterances/0/hypotheses/0");
        // </s> after an unknown word, which has no back-off weight
        assertThat(best.at("/parts/languageModel").asDouble())
                .isCloseTo(0.1 * (-3 - 0.7 * LN_10), within(FLOAT_ROUNDING));
    }

    @Test
    void hotWordsAddTheirBonusAndThoseThatCannotBeSpelledAreReported() {
        String hotwords =
                "\"hotwords\": [{\"phrase\": \"b a\", \"bonus\": 2.5}, {\"phrase\": \"naïve\", \"bonus\": 1}]";
        var answer = service.ask("/decode", spelled("ab ab", hotwords));
        assertThat(answer.at("/utterances/0/hypotheses/0/parts/hotwords").asDouble())
                .isEqualTo(2.5);
        assertThat(answer.at("/unspellable/0/pointer").asString()).isEqualTo("/hotwords/1/phrase");
        assertThat(answer.at("/unspellable/0/text").asString()).isEqualTo("naïve");
    }

    @Test
    void hotWordsAreFoundAsWholeWordsWhereThatIsAskedFor() {
        String within = "\"hotwords\": [{\"phrase\": \"a\", \"bonus\": 2}, {\"phrase\": \"ab\", \"bonus\": 1}]";
        var parts = "/utterances/0/hypotheses/0/parts/hotwords";
        assertThat(service.ask("/decode", spelled("ab a", within)).at(parts).asDouble())
                .isEqualTo(5);
        assertThat(service.ask("/decode", spelled("ab a", within + ", \"wholeWords\": true"))
                        .at(parts)
                        .asDouble())
                .isEqualTo(3);
    }

    @Test
    void noHotWordsAreTheSameAsNoneGiven() {
        String noisy = """
                {"utterances": [{"emissions": [[0, 1, 2], [1, 0, 1]]}], "blank": 0, "decoder": "beam" %s}
                """;
        assertThat(service.ask("/decode", noisy.formatted(", \"hotwords\": []")))
                .isEqualTo(service.ask("/decode", noisy.formatted("")));
    }

    @Test
    void onlyWordsOfTheLexiconAreRead() {
        String lexicon = "\"lexicon\": [\"abb\", \"bbb\"], \"include\": [\"tokens\", \"words\", \"framePath\"]";
        var answer = service.ask("/decode", spelled("aba", lexicon));
        var best = answer.at("/utterances/0/hypotheses/0");
        assertThat(best.get("text").asString()).isEqualTo("abb");
        assertThat(best.get("tokens")).hasSize(3);
        assertThat(best.at("/words/0/text").asString()).isEqualTo("abb");
        assertThat(best.at("/words/0/confidence").asDouble()).isBetween(0.0, 0.2);
        assertThat(answer.at("/utterances/0/framePath"))
                .hasSize(answer.at("/utterances/0/frames").asInt());
    }

    /** Its x and y cost 18 nats at once, and "a" that waits for them 6 a frame: "axy" alone was read, 16 nats worse. */
    @Test
    void aWordWhoseSymbolsAreImprobableIsNotPutOffUntilTheNextOnesArePassed() {
        String clear = Stream.of(1, 0, 0, 6, 2, 3, 2, 3)
                .map(BeamEndpointTests::clear)
                .collect(Collectors.joining(",", "[", "]"));
        var answer = service.ask(
                "/decode",
                "{\"utterances\": [{\"emissions\": " + clear
                        + "}], \"decoder\": \"beam\", \"blank\": 0, \"vocabulary\":"
                        + "[\"\", \"a\", \"b\", \"c\", \"x\", \"y\", \" \"], \"lexicon\": [\"axy\", \"bcbc\", \"c\", \"b\"]}");
        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("axy bcbc");
    }

    /** Returns the logits of a frame where one class is certain, x and y have e^-9 and the blank e^-6, or 0 beside "a". */
    private static String clear(int label) {
        double[] logits = {label == 1 ? -40 : -6, -20, -20, -20, -9, -9, -20};
        logits[label] = 0;
        return Arrays.toString(logits);
    }

    @Test
    void aLexiconThatLeavesNothingIsReadAsEmpty() {
        var answer = service.ask("/decode", """
                {"utterances": [{"emissions": [[0, 1]]}, {"emissions": [[1, 0]]}], "scores": "probs",
                 "vocabulary": ["ε", "a"], "blank": 0, "decoder": "beam", "lexicon": ["aa"],
                 "include": ["tokens", "words", "framePath"]}
                """);
        var impossible = answer.at("/utterances/0/hypotheses/0");
        assertThat(answer.at("/utterances/0/hypotheses")).hasSize(1);
        assertThat(impossible.get("text").asString()).isEmpty();
        assertThat(impossible.get("score").isNull()).isTrue();
        assertThat(impossible.get("logProb").isNull()).isTrue();
        assertThat(impossible.get("confidence").asDouble()).isZero();
        assertThat(impossible.at("/parts/acoustic").isNull()).isTrue();
        assertThat(answer.at("/utterances/1/hypotheses/0/score").asDouble()).isZero();
    }

    @Test
    void aMalusLeavesWhatElseMayStandThere() {
        var answer = service.ask("/decode", """
                {"utterances": [{"emissions": [[0.99, 0.005, 0.005]]}], "vocabulary": ["a", "b", "<e>"], "blank": 2,
                 "scores": "probs", "decoder": "beam", "nBest": 3, "hotwords": [{"phrase": "a", "bonus": -1000}]}
                """);
        var hypotheses = answer.at("/utterances/0/hypotheses");
        assertThat(hypotheses
                        .valueStream()
                        .map(one -> one.get("text").asString())
                        .limit(2))
                .containsExactlyInAnyOrder("", "b");
        assertThat(hypotheses.get(0).get("score").asDouble()).isCloseTo(-5.30, within(0.01));
        assertThat(hypotheses.get(1).get("score").asDouble()).isCloseTo(-5.30, within(0.01));
    }

    @Test
    void moreCharactersThanMemoryShouldHoldAreRefused() {
        String word = '"' + "ab".repeat(30_000) + '"';
        String lexicon = String.join(",", Collections.nCopies(40, word));
        assertRefused(spelled("a", "\"lexicon\": [" + lexicon + "]"), "/lexicon");
    }

    @Test
    void moreCharactersOfSymbolsThanMemoryShouldHoldAreRefused() {
        int vocabSize = 10_000;
        var symbols = IntStream.range(0, vocabSize).mapToObj(v -> '"' + "a".repeat(250) + v + '"');
        String scores = String.join(",", Collections.nCopies(vocabSize, "0"));
        assertRefused(
                "{\"utterances\": [{\"emissions\": [[" + scores
                        + "]]}], \"blank\": 0, \"decoder\": \"beam\", \"vocabulary\": "
                        + symbols.collect(Collectors.joining(",", "[", "]")) + ", \"lexicon\": [\"a\"]}",
                "/vocabulary");
    }

    @Test
    void hotWordsNeedAVocabulary() {
        assertRefused("""
                {"utterances": [{"emissions": [[0, 2]]}], "blank": 0, "decoder": "beam",
                 "hotwords": [{"phrase": "a", "bonus": 1}]}
                """, "/vocabulary");
    }

    @Test
    void theServerTellsItsLanguageModels() {
        var response = service.get("/language-models");
        assertThat(response.statusCode()).isEqualTo(200);
        var model = ServiceClient.json(response.body()).at("/languageModels/0");
        assertThat(model.get("name").asString()).isEqualTo("toy");
        assertThat(model.get("order").asInt()).isEqualTo(2);
        assertThat(model.get("ngrams").valueStream().map(JsonNode::asInt)).containsExactly(5, 3);
        assertThat(model.get("bytes").asLong()).isPositive();
    }

    private void assertRefused(String request, String pointer) {
        var response = service.post("/decode", request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(ServiceClient.json(response.body()).at("/errors/0/pointer").asString())
                .isEqualTo(pointer);
    }

    private static double sumOfParts(JsonNode hypothesis) {
        return hypothesis
                .get("parts")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .sum();
    }

    /** A request whose emissions spell the text: a frame of .85 for each symbol, one of the blank after it. */
    private static String spelled(String text, String settings) {
        var rows = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            rows.append(row("ab ".indexOf(text.charAt(i))))
                    .append(", ")
                    .append(row(3))
                    .append(", ");
        }
        return """
                {"utterances": [{"emissions": [%s]}], "scores": "probs", "vocabulary": ["a", "b", " ", "ε"],
                 "blank": 3, "decoder": "beam", %s}
                """.formatted(rows.substring(0, rows.length() - 2), settings);
    }

    private static String row(int most) {
        var row = new double[] {.05, .05, .05, .05};
        row[most] = .85;
        return String.format(Locale.ROOT, "[%s, %s, %s, %s]", row[0], row[1], row[2], row[3]);
    }
}
