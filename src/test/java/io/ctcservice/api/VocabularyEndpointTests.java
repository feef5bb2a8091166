package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.SharedData;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of vocabularies as users have them: the blank empty or missing, a symbol twice. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.vocabularies.twice.location=classpath:io/ctcservice/twice.json",
            "ctc.vocabularies.twice.blank=0",
            "ctc.language-models.toy.location=classpath:io/ctcservice/toy.arpa"
        })
final class VocabularyEndpointTests {

    private static final String TWICE = "\"vocabulary\":[\"\",\"a\",\" \",\"b\",\" \"],\"blank\":0";

    private final ServiceClient service;

    VocabularyEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loss", "/align", "/decode"})
    void theBlankMayBeEmpty(String path) {
        var answer = service.post(
                path,
                "{\"utterances\":[{\"emissions\":[[0,5],[5,0]]" + (path.equals("/decode") ? "" : ",\"target\":\"a\"")
                        + "}],\"vocabulary\":[\"\",\"a\"],\"blank\":0}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void noOtherSymbolMayBeEmpty() {
        var refused = service.post(
                "/decode", "{\"utterances\":[{\"emissions\":[[0,5,1]]}],\"vocabulary\":[\"\",\"a\",\"\"],\"blank\":0}");

        assertThat(refused.statusCode()).isEqualTo(422);
        var error = ServiceClient.json(refused.body()).at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo("/vocabulary/2");
        assertThat(error.get("detail").asString()).contains("only that of the blank, 0 here, may be empty");
    }

    @Test
    void aBlankBeyondTheListIsExplained() {
        var refused = service.post(
                "/decode", "{\"utterances\":[{\"emissions\":[[0,5,1]]}],\"vocabulary\":[\"a\",\"b\"],\"blank\":2}");

        assertThat(refused.statusCode()).isEqualTo(422);
        var error = ServiceClient.json(refused.body()).at("/errors/0");
        assertThat(error.get("pointer").asString()).isEqualTo("/blank");
        assertThat(error.get("detail").asString()).contains("has to list the blank too: add one symbol at index 2");
    }

    @ParameterizedTest
    @CsvSource({"/loss, 4", "/align, 4", "/loss, 2", "/align, 2"})
    void aTextTakesTheClassThatTheNetworkUses(String path, int space) {
        String emissions = path(1, 0, space, 0, 3);
        var answer = service.ask(
                path, "{\"utterances\":[{\"emissions\":" + emissions + ",\"target\":\"a b\"}]," + TWICE + "}");
        var labels = service.ask(
                path,
                "{\"utterances\":[{\"emissions\":" + emissions + ",\"labels\":[1," + space + ",3]}]," + TWICE + "}");

        assertThat(answer.get("utterances").toString())
                .isEqualTo(labels.get("utterances").toString());
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/vocabulary");
        assertThat(answer.at("/warnings/0/detail").asString()).contains("' ' stands at 2, 4; a text takes " + space);
        assertThat(labels.has("warnings")).isFalse();
    }

    @Test
    void eachUtteranceHasAClassOfItsOwn() {
        var answer = service.ask(
                "/align",
                "{\"utterances\":[{\"emissions\":" + path(1, 0, 2, 0, 3) + ",\"target\":\"a b\"},{\"emissions\":"
                        + path(1, 0, 4, 0, 3) + ",\"target\":\"a b\"}]," + TWICE + "}");

        assertThat(answer.at("/utterances/0/tokens/1/label").asInt()).isEqualTo(2);
        assertThat(answer.at("/utterances/1/tokens/1/label").asInt()).isEqualTo(4);
        assertThat(answer.get("warnings")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aPhraseIsFoundWithTheClassThatTheNetworkUses(int space) {
        var answer = service.ask(
                "/spot",
                "{\"utterances\":[{\"emissions\":" + path(1, 0, space, 0, 3)
                        + "}],\"vocabularyName\":\"twice\",\"keywords\":[{\"phrase\":\"a b\"}]}");

        assertThat(answer.at("/utterances/0/detections/0/score").asDouble()).isZero();
        assertThat(answer.at("/utterances/0/detections/0/labels").toString()).isEqualTo("[1," + space + ",3]");
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/vocabularyName");
    }

    @ParameterizedTest
    @CsvSource({
        "2, '\"hotwords\":[{\"phrase\":\"a b\",\"bonus\":3}]'",
        "4, '\"hotwords\":[{\"phrase\":\"a b\",\"bonus\":3}]'",
        "2, '\"lexicon\":[\"a\",\"b\"]'",
        "4, '\"lexicon\":[\"a\",\"b\"]'",
        "2, '\"languageModel\":{\"name\":\"toy\"}'",
        "4, '\"languageModel\":{\"name\":\"toy\"}'"
    })
    void guidesTakeEitherClass(int space, String guide) {
        var answer = service.ask(
                "/decode",
                "{\"utterances\":[{\"emissions\":" + path(1, 0, space, 0, 3) + "}]," + TWICE + ",\"decoder\":\"beam\","
                        + guide + "}");

        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("a b");
        assertThat(answer.has("warnings")).isFalse();
        if (guide.contains("hotwords")) {
            assertThat(answer.at("/utterances/0/hypotheses/0/parts/hotwords").asDouble())
                    .isEqualTo(3);
        }
    }

    /** The published classes of a network for print, whose space stands at 95 and 96; the network uses 96. */
    @Test
    void aPublishedAlphabetWithTwoSpacesTakesTheOneInUse() {
        var item = SharedData.require().items("ocr_scan_en").stream()
                .filter(line -> line.truth().contains(" "))
                .findFirst()
                .orElseThrow();
        var scores = item.scores();
        var rows = new StringBuilder();
        for (int t = 0; t < scores.rows(); t++) {
            var row = new float[scores.columns()];
            scores.copyRow(t, row);
            rows.append(t == 0 ? "" : ",").append(Arrays.toString(row));
        }
        String symbols = item.vocabulary().symbols().stream()
                .map(symbol -> "\"" + symbol.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));

        var answer = service.ask(
                "/loss",
                "{\"utterances\":[{\"emissions\":[" + rows + "],\"target\":\""
                        + item.truth().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}],\"scores\":\"probs\","
                        + "\"vocabulary\":[" + symbols + "],\"blank\":0}");

        assertThat(answer.at("/utterances/0/loss").asDouble()).isCloseTo(item.nll(), within(1e-5 * item.nll() + 1e-6));
        assertThat(answer.get("warnings")).hasSize(1);
        assertThat(answer.at("/warnings/0/detail").asString()).contains("a text takes 96");
    }

    /** Emissions of five classes that say this path. */
    private static String path(int... classes) {
        return Arrays.stream(classes)
                .mapToObj(v -> {
                    var row = new int[5];
                    row[v] = 9;
                    return Arrays.toString(row);
                })
                .collect(Collectors.joining(",", "[", "]"));
    }
}
