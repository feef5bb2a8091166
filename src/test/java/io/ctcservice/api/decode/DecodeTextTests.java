package io.ctcservice.api.decode;

import static io.ctcservice.testing.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of /decode with text responses: lines, and files of words and times. */
@ServiceTest
final class DecodeTextTests {

    /** Two words of one symbol, a frame a symbol. */
    private static final String EMISSIONS = "[[9,0,0,0],[0,0,9,0],[0,9,0,0],[0,0,0,9]]";

    private static final String REST = "\"vocabulary\":[\"a\",\"b\",\" \",\"_\"],\"blank\":3";

    private final ServiceClient service;

    DecodeTextTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void aLineAnUtterance() {
        var answer = ask(
                "text/plain",
                "{\"utterances\":[{\"emissions\":" + EMISSIONS + "},{\"emissions\":[[0,0,0,9]]},"
                        + "{\"emissions\":[[0,9,0,0]]}]," + REST + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(answer.body()).isEqualTo("a b\n\nb\n");
    }

    @Test
    void lineBreaksInSymbolsAreSpaces() {
        var answer = ask(
                "text/plain",
                "{\"utterances\":[{\"emissions\":[[9,0,0],[0,9,0]]}],"
                        + "\"vocabulary\":[\"a\\nb\",\"c\",\"_\"],\"blank\":2}");
        assertThat(answer.body()).isEqualTo("a bc\n");
    }

    @Test
    void subtitlesOfTheBestHypothesis() {
        var answer = ask("text/vtt", one(",\"secondsPerFrame\":0.5"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/vtt;charset=UTF-8");
        assertThat(answer.body()).isEqualTo("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na b\n");
        assertThat(ask("application/x-subrip", one(",\"secondsPerFrame\":0.5")).body())
                .isEqualTo("1\n00:00:00,000 --> 00:00:01,500\na b\n\n");
        assertThat(ask("text/x-textgrid", one(",\"secondsPerFrame\":0.5")).body())
                .contains("text = \"b\"");
    }

    @Test
    void ctmOfSeveralUtterances() {
        var answer = ask(
                "text/x-ctm",
                "{\"utterances\":[{\"id\":\"x\",\"emissions\":" + EMISSIONS + "},{\"id\":\"y\",\"emissions\":"
                        + "[[0,9,0,0]]}],\"decoder\":\"beam\",\"secondsPerFrame\":0.5," + REST + "}");
        assertThat(answer.body().lines().map(line -> line.replaceAll(" [01]\\.[0-9]{3}$", "")))
                .containsExactly("x 1 0.000 0.500 a", "x 1 1.000 0.500 b", "y 1 0.000 0.500 b");
    }

    @Test
    void utterancesOfOneNameAreRefused() {
        for (String names : new String[] {"{\"id\":\"1\",|{", "{\"id\":\"a b\",|{\"id\":\"a_b\","}) {
            String first = names.substring(0, names.indexOf('|'));
            String second = names.substring(names.indexOf('|') + 1);
            assertRefused(
                    ask(
                            "text/x-ctm",
                            "{\"utterances\":[" + first + "\"emissions\":" + EMISSIONS + "}," + second
                                    + "\"emissions\":" + EMISSIONS + "}],\"secondsPerFrame\":0.5," + REST + "}"),
                    422,
                    "/utterances/1/id",
                    "expected another, since names part the utterances of a file");
        }
    }

    @ParameterizedTest
    @CsvSource({"|, ''", "_, _", "<space>, ''"})
    void runningTextKeepsItsSpacesHoweverWordsAreGrouped(String symbol, String delimiter) {
        assertThat(ask(
                                "text/vtt",
                                "{\"utterances\":[{\"emissions\":" + EMISSIONS
                                        + "}],\"vocabulary\":[\"a\",\"b\",\"" + symbol + "\",\"-\"],\"blank\":3,"
                                        + "\"wordDelimiter\":\"" + delimiter + "\",\"secondsPerFrame\":0.5}")
                        .body())
                .endsWith("\na b\n");
    }

    @Test
    void whatReadsNothingIsEmpty() {
        String nothing = "{\"utterances\":[{\"emissions\":[[0,0,0,9]]}],\"secondsPerFrame\":0.5," + REST + "}";
        assertThat(ask("text/vtt", nothing).body()).isEqualTo("WEBVTT\n");
        assertThat(ask("application/x-subrip", nothing).body()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(
                ask("text/vtt", one("")),
                422,
                "/secondsPerFrame",
                "missing; expected a number, because subtitles are timed");
        assertRefused(
                ask(
                        "text/vtt",
                        "{\"utterances\":[{\"emissions\":[[0,9]]},{\"emissions\":[[0,9]]}],\"blank\":0,\"secondsPerFrame\":1}"),
                422,
                "/utterances",
                "2 utterances; expected 1");
        assertRefused(
                ask("text/plain", "{\"utterances\":[{\"emissions\":[[0,9]]}],\"blank\":0}"),
                422,
                "/vocabulary",
                "missing; expected symbols, because the answer is text");
    }

    @Test
    void theBestAcceptedFormIsChosen() {
        String body = one("");
        assertThat(ask("*/*", body).headers().firstValue("Content-Type")).contains("application/json");
        assertThat(ask("text/*", body).headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(ask("application/json;q=0.5, text/plain", body).body()).isEqualTo("a b\n");
        assertThat(ask("application/json, text/plain;q=0.5", body).body()).startsWith("{");
        assertThat(ask("image/*;q=0.1, application/json;q=0.2", body).body()).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/wav", "text/html"})
    void otherFormsAreNotAcceptable(String type) {
        assertThat(ask(type, one("")).statusCode()).isEqualTo(406);
    }

    private static String one(String more) {
        return "{\"utterances\":[{\"emissions\":" + EMISSIONS + "}]," + REST + more + "}";
    }

    private HttpResponse<String> ask(String accept, String json) {
        return service.send(service.request("/decode")
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(json)));
    }
}
