package io.ctcservice.api.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class SpotEndpointTests {

    private static final String SYMBOLS = "abcd _";
    private static final String VOCABULARY = "\"vocabulary\":[\"a\",\"b\",\"c\",\"d\",\" \",\"_\"],\"blank\":5";

    private static final String EXAMPLE = ServiceClient.example("spot");

    private final ServiceClient service;

    SpotEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theExampleOfTheDocumentFindsOneOfItsPhrases() {
        var utterance = service.ask("/spot", EXAMPLE).at("/utterances/0");

        assertThat(utterance.get("id").asString()).isEqualTo("utt-1");
        assertThat(utterance.get("frames").asInt()).isEqualTo(5);
        assertThat(utterance.get("detections")).hasSize(1);
        assertThat(utterance.at("/detections/0").toString())
                .isEqualTo("{\"keyword\":0,\"phrase\":\"hi\",\"labels\":[0,1],\"start\":1,\"end\":5,"
                        + "\"startSeconds\":0.02,\"endSeconds\":0.1,\"score\":0.0}");
    }

    @Test
    void severalPhrasesInSeveralUtterancesComeBestFirst() {
        var answer = service.ask(
                "/spot",
                "{\"utterances\":[" + utterance("ab cd ab") + "," + utterance("dd") + "]," + VOCABULARY
                        + ",\"threshold\":-25,\"keywords\":[{\"phrase\":\"ab\",\"threshold\":-1},{\"labels\":[2,1]}]}");

        var detections = answer.at("/utterances/0/detections");
        assertThat(detections).hasSize(5); // "cb" is one letter from "ab" and from "cd", at each of the three places
        assertThat(detections.at("/0/start").asInt()).isZero();
        assertThat(detections.at("/1/start").asInt()).isEqualTo(6);
        assertThat(detections.at("/2/phrase").asString()).isEqualTo("cb");
        assertThat(detections.at("/2/score").asDouble()).isCloseTo(-20, within(1e-6)); // the one logit that is missed
        assertThat(answer.at("/utterances/1/detections")).isEmpty();
    }

    @Test
    void phrasesAreWholeWordsUnlessToldOtherwise() {
        String request =
                "\"utterances\":[" + utterance("abc bc") + "]," + VOCABULARY + ",\"keywords\":[{\"phrase\":\"bc\"}]}";
        var words = service.ask("/spot", "{" + request).at("/utterances/0/detections");
        var anywhere = service.ask("/spot", "{\"wholeWords\":false," + request).at("/utterances/0/detections");

        assertThat(words).hasSize(1);
        assertThat(words.at("/0/start").asInt()).isEqualTo(4);
        assertThat(anywhere).hasSize(2);
    }

    @Test
    void partsOfWordsNeedNoDelimiter() {
        String request = "{\"utterances\":[{\"emissions\":[[9,0,0],[0,9,0]]}],\"vocabulary\":[\"a\",\"|\",\"_\"],"
                + "\"blank\":2,\"wordDelimiter\":\"|\",\"wholeWords\":%s,\"keywords\":[{%s}]}";

        assertThat(service.ask("/spot", request.formatted("false", "\"phrase\":\"a\""))
                        .at("/warnings/0/pointer")
                        .asString())
                .isEqualTo("/wordDelimiter");
        assertThat(service.ask("/spot", request.formatted("true", "\"phrase\":\"a\""))
                        .has("warnings"))
                .isFalse();
        assertThat(service.ask("/spot", request.formatted("false", "\"labels\":[0]"))
                        .has("warnings"))
                .isFalse(); // their text is told with it
    }

    @Test
    void aPhraseLongerThanAllUtterancesIsNamed() {
        var answer = service.ask(
                "/spot",
                "{\"utterances\":[" + utterance("ab") + "," + utterance("a") + "]," + VOCABULARY
                        + ",\"wholeWords\":false,\"keywords\":[{\"phrase\":\"ab\"},{\"phrase\":\"aa\"}]}");

        assertThat(answer.get("warnings")).hasSize(1);
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/keywords/1");
        assertThat(answer.at("/warnings/0/detail").asString())
                .isEqualTo("takes 3 frames at least, and no utterance has more than 2: it cannot be found");
    }

    @Test
    void theBestStayWhereThereAreTooMany() {
        var detections = service.ask(
                        "/spot",
                        "{\"utterances\":[" + utterance("ab cd ab cd") + "]," + VOCABULARY
                                + ",\"maxDetections\":3,\"keywords\":[{\"phrase\":\"cd\"},{\"phrase\":\"ab\"}]}")
                .at("/utterances/0/detections");

        assertThat(detections.valueStream().map(one -> one.get("start").asInt()))
                .containsExactly(0, 3, 6);
    }

    @Test
    void aRequestThatDoesNotSayHowManyIsToldOfThoseLeftOut() {
        String request = "{\"utterances\":[{\"emissions\":[" + "[9,0],[0,9],".repeat(101) + "[0,9]]}],\"blank\":1,"
                + "\"keywords\":[{\"labels\":[0]}]";

        var answer = service.ask("/spot", request + "}");
        assertThat(answer.at("/utterances/0/detections")).hasSize(100);
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/maxDetections");
        assertThat(answer.at("/warnings/0/detail").asString()).contains("101 detections");
        assertThat(service.ask("/spot", request + ",\"maxDetections\":100}").has("warnings"))
                .isFalse();
    }

    @Test
    void withoutAVocabularyThereAreLabelsOnly() {
        var detection = service.ask(
                        "/spot",
                        "{\"utterances\":[{\"emissions\":[[5,0,0],[0,5,0]]}],\"blank\":2,"
                                + "\"keywords\":[{\"labels\":[0,1]}]}")
                .at("/utterances/0/detections/0");

        assertThat(detection.toString())
                .isEqualTo("{\"keyword\":0,\"labels\":[0,1],\"start\":0,\"end\":2,\"score\":0.0}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"blank\":1`, /keywords",
                "`\"blank\":1,\"keywords\":[]`, /keywords",
                "`\"blank\":1,\"keywords\":[{}]`, /keywords/0/phrase",
                "`\"blank\":1,\"keywords\":[{\"labels\":[0]},{\"phrase\":\"a\"}]`, /keywords/1/phrase",
                "`\"blank\":1,\"keywords\":[{\"labels\":[0],\"phrase\":\"a\"}]`, /keywords/0/labels",
                "`\"blank\":1,\"keywords\":[{\"labels\":[]}]`, /keywords/0/labels",
                "`\"blank\":1,\"keywords\":[{\"labels\":[0,2]}]`, /keywords/0/labels/1",
                "`\"blank\":1,\"keywords\":[{\"labels\":[-1]}]`, /keywords/0/labels/0",
                "`\"blank\":1,\"keywords\":[{\"labels\":[1]}]`, /keywords/0/labels/0",
                "`\"blank\":1,\"vocabulary\":[\"a\",\"-\"],\"keywords\":[{\"phrase\":\"ab\"}]`, /keywords/0/phrase",
                "`\"blank\":1,\"vocabulary\":[\"a\",\"-\"],\"keywords\":[{\"phrase\":\"\"}]`, /keywords/0/phrase",
                "`\"blank\":1,\"keywords\":[{\"labels\":[0],\"threshold\":0.5}]`, /keywords/0/threshold",
                "`\"blank\":1,\"threshold\":1,\"keywords\":[{\"labels\":[0]}]`, /threshold",
                "`\"blank\":1,\"maxDetections\":0,\"keywords\":[{\"labels\":[0]}]`, /maxDetections",
                "`\"blank\":1,\"wholeWords\":true,\"keywords\":[{\"labels\":[0]}]`, /wholeWords",
                "`\"blank\":1,\"vocabulary\":[\"a\",\"-\"],\"wordDelimiter\":\"|\",\"keywords\":[{\"labels\":[0]}]`, /wordDelimiter"
            })
    void whatIsWrongIsNamed(String request, String pointer) {
        var answer = service.post("/spot", "{\"utterances\":[{\"emissions\":[[0,2]]}]," + request + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(ServiceClient.json(answer.body()).at("/errors/0/pointer").asString())
                .isEqualTo(pointer);
    }

    @Test
    void searchesAreTimed() {
        service.ask("/spot", EXAMPLE);
        assertThat(service.get("/actuator/prometheus").body()).contains("ctc_spot_seconds_bucket");
    }

    /** One frame for each character: a, b, c, d, the space, and _ for the blank. */
    private static String utterance(String frames) {
        var rows = frames.chars()
                .mapToObj(c -> {
                    var row = new int[SYMBOLS.length()];
                    row[SYMBOLS.indexOf(c)] = 20;
                    return Arrays.toString(row);
                })
                .toList();
        return "{\"emissions\":" + rows + "}";
    }
}
