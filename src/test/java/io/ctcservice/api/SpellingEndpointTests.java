package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of texts that the vocabulary spells otherwise than their writer thinks. */
@ServiceTest
final class SpellingEndpointTests {

    private static final List<String> PIECES = List.of("_", "▁the", "▁cat", "s", "▁", "t", "h", "e", "c", "a");
    private static final List<String> LETTERS = List.of("_", " ", "a", "b", "'", "d", "o", "n", "t");

    private final ServiceClient service;

    SpellingEndpointTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** Returns a request with emissions that read as these classes, the blank 0 between them. */
    private static String request(List<String> symbols, String more, String ofUtterance, int... classes) {
        var rows = Stream.of(classes)
                .flatMap(all -> Arrays.stream(all).mapToObj(v -> {
                    var row = new java.util.ArrayList<>(Collections.nCopies(symbols.size(), "0"));
                    row.set(v, "9");
                    return "[" + String.join(",", row) + "],[9" + ",0".repeat(symbols.size() - 1) + "]";
                }));
        return "{\"vocabulary\":[\"" + String.join("\",\"", symbols) + "\"],\"blank\":0" + more
                + ",\"utterances\":[{\"emissions\":[" + rows.collect(Collectors.joining(",")) + "]" + ofUtterance
                + "}]}";
    }

    private JsonNode ask(String path, String request) {
        return service.ask(path, request);
    }

    private String refusal(String path, String request) {
        var response = service.post(path, request);
        assertThat(response.statusCode()).isEqualTo(422);
        return ServiceClient.json(response.body()).at("/errors/0/detail").asString();
    }

    private static String warning(JsonNode answer) {
        return answer.at("/warnings/0/pointer").asString() + ": "
                + answer.at("/warnings/0/detail").asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "e\u0301; h\u00e9; in Unicode form NFD it can be spelled",
                "\u00e9; he\u0301; in Unicode form NFC it can be spelled",
                "’; h'e; with ’ for ' it can be spelled",
                "-; \uff48\uff45; in Unicode form NFKC it can be spelled"
            })
    void anotherFormOfUnicodeIsAdvised(String accented, String text, String advice) {
        var symbols = Stream.concat(
                        Stream.of("_", "h", "e"), accented.codePoints().mapToObj(Character::toString))
                .distinct()
                .toList();

        assertThat(refusal("/loss", request(symbols, "", ",\"target\":\"" + text + "\"", 1, 2, 1)))
                .endsWith("; " + advice);
    }

    @Test
    void aHotWordInAnotherFormIsTold() {
        var answer = ask(
                "/decode",
                request(LETTERS, ",\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"don’t\"}]", "", 5, 6, 7, 4, 8));

        assertThat(warning(answer)).startsWith("/hotwords/0/phrase: ").endsWith("; \"don't\" can");
    }

    @Test
    void aTextThatBeginsWithinAWordIsWarnedOf() {
        String request = request(PIECES, "", ",\"target\":\"the▁cats\"", 1, 2, 3);

        for (String path : List.of("/loss", "/align")) {
            assertThat(warning(ask(path, request)))
                    .as(path)
                    .startsWith("/utterances/0/target: begins within a word")
                    .contains("'▁' before each word");
        }
        var whole = ask("/align", request.replace("the▁cats", "▁the▁cats"));
        assertThat(whole.has("warnings")).isFalse();
        assertThat(whole.at("/utterances/0/verdict/match").asString()).isEqualTo("good");
        assertThat(refusal("/align", request.replace("the▁cats", "the cats")))
                .contains("with '▁' before each word it can be spelled");
    }

    /** In byte-level BPE it is written as a letter; alone it is a symbol, too. */
    @ParameterizedTest
    @ValueSource(strings = {"_, the, cat,s,cat", "_, the, cat,s,cat, ", "_,Ġthe,Ġcat,s,cat", "_,Ġthe,Ġcat,s,cat,Ġ"})
    void aSpaceMayBeTheMark(String symbols) {
        var pieces = List.of(symbols.split(","));
        String request = request(pieces, "", ",\"target\":\"cat the\"", 4, 1);

        assertThat(warning(ask("/align", request)))
                .startsWith("/utterances/0/target: begins within a word")
                .contains("with ' ' before each word");
        assertThat(ask("/align", request.replace("cat the", " cat the")).has("warnings"))
                .isFalse();
        assertThat(refusal("/align", request.replace("cat the", "the cats")))
                .contains("with ' ' before each word it can be spelled");
    }

    @Test
    void aTextThatEndsWithinAWordIsWarnedOf() {
        var pieces = List.of("_", "a", "b</w>", "ab", "</w>");
        String request = request(pieces, "", ",\"target\":\"ab\"", 3);

        assertThat(warning(ask("/loss", request))).startsWith("/utterances/0/target: ends within a word");
        assertThat(ask("/loss", request.replace("\"ab\"}", "\"ab</w>\"}")).has("warnings"))
                .isFalse();
    }

    @Test
    void aKeywordThatBeginsWithinAWordIsWarnedOf() {
        var answer = ask("/spot", request(PIECES, ",\"keywords\":[{\"phrase\":\"the\"}]", "", 1, 2, 3));

        assertThat(warning(answer)).startsWith("/keywords/0/phrase: begins within a word");
    }

    @Test
    void aTextOfStarsAloneIsNoGoodMatch() {
        var answer = ask("/align", request(LETTERS, ",\"onUnknown\":\"star\"", ",\"target\":\"XYZ ÄÖ\"", 2, 3, 2, 3));

        assertThat(warning(answer)).startsWith("/utterances/0/target: no character of it can be spelled");
        assertThat(answer.at("/utterances/0/verdict/match").asString()).isEqualTo("none");
    }

    @Test
    void starsInPlaceOfTheWrongCaseAreWarnedOf() {
        var answer = ask("/align", request(LETTERS, ",\"onUnknown\":\"star\"", ",\"target\":\"A b\"", 2, 1, 3));

        assertThat(warning(answer)).contains("stars stand for characters of it; in lower case it can be spelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", " a b", "a b ", "a  b", "a\\tb", "a\\u00a0b\\n"})
    void whiteSpaceInAKeywordPartsItsWordsHoweverMuchThereIs(String phrase) {
        var answer = ask("/spot", request(LETTERS, ",\"keywords\":[{\"phrase\":\"" + phrase + "\"}]", "", 2, 1, 3));

        assertThat(answer.at("/utterances/0/detections")).hasSize(1);
        assertThat(answer.at("/utterances/0/detections/0/score").asDouble()).isGreaterThan(-0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a  b", "a\\nb"})
    void whiteSpaceInAHotWordPartsItsWordsHoweverMuchThereIs(String phrase) {
        var answer = ask(
                "/decode",
                request(
                        LETTERS,
                        ",\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"" + phrase + "\",\"bonus\":5}]",
                        "",
                        2,
                        1,
                        3));

        assertThat(answer.at("/utterances/0/hypotheses/0/parts/hotwords").asDouble())
                .isEqualTo(5.0);
        assertThat(answer.has("warnings")).isFalse();
    }

    @Test
    void anEntryOfALexiconWithSeveralWordsIsEachOfThem() {
        var answer =
                ask("/decode", request(LETTERS, ",\"decoder\":\"beam\",\"lexicon\":[\"a b \",\"don't\"]", "", 3, 1, 2));

        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("b a");
        assertThat(answer.has("warnings")).isFalse();
    }

    @Test
    void wordsOfALexiconFollowEachOtherWhereNothingPartsThem() {
        var symbols = List.of("_", "天", "地", "人", "和");
        var answer =
                ask("/decode", request(symbols, ",\"decoder\":\"beam\",\"lexicon\":[\"天地\",\"人和\"]", "", 1, 2, 3, 4));

        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("天地人和");
    }

    /** As ESPnet, WeNet and others call it. */
    @ParameterizedTest
    @ValueSource(strings = {"<space>", "<SPACE>", "<sp>", "[SPACE]", "\u00a0", "\u3000"})
    void theSpaceMayHaveAnotherName(String space) {
        var symbols = List.of("_", space, "a", "b");
        var decoded = ask("/decode", request(symbols, ",\"include\":[\"words\"]", "", 2, 1, 3));
        assertThat(decoded.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("a b");
        assertThat(decoded.at("/utterances/0/hypotheses/0/words")).hasSize(2);

        String beam = ",\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"a b\"}],\"lexicon\":[\"a\",\"b\"]";
        var guided = ask("/decode", request(symbols, beam, "", 2, 1, 3));
        assertThat(guided.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("a b");
        assertThat(guided.at("/utterances/0/hypotheses/0/parts/hotwords").asDouble())
                .isEqualTo(5.0);

        for (String more : List.of("", ",\"onUnknown\":\"star\"")) {
            var aligned = ask("/align", request(symbols, more, ",\"target\":\"a b\"", 2, 1, 3));
            assertThat(aligned.at("/utterances/0/verdict/match").asString()).isEqualTo("good");
            assertThat(aligned.at("/utterances/0/words")).hasSize(2);
        }
        var spotted =
                ask("/spot", request(symbols, ",\"keywords\":[{\"phrase\":\"a b\"},{\"phrase\":\"b\"}]", "", 2, 1, 3));
        assertThat(spotted.at("/utterances/0/detections")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "▁hello ▁world h e l o, hello, 1",
                "▁hello ▁world h e l o, hello!, 1",
                "▁hello ▁world h e l o, hello world, 1 2",
                "▁a ▁b b, a bb, 1 2 3",
                "a ##b c, ab c, 1 2 3",
                "a ##b c, `ab, c`, 1 2 3",
                "a</w> b b</w>, a bb!, 1 2 3",
                "a b@@ b, a bb!, 1 2 3"
            })
    void inATextWithStarsWordPiecesAreMarkedAndNothingIsWarnedOf(String symbols, String text, String classes) {
        var all = Stream.concat(Stream.of("_"), Stream.of(symbols.split(" "))).toList();
        int[] labels = Stream.of(classes.split(" ")).mapToInt(Integer::parseInt).toArray();
        var answer = ask("/align", request(all, ",\"onUnknown\":\"star\"", ",\"target\":\"" + text + "\"", labels));

        assertThat(answer.has("warnings")).as(answer.toString()).isFalse();
        assertThat(answer.at("/utterances/0/verdict/match").asString()).isEqualTo("good");
        assertThat(answer.at("/utterances/0/tokens")
                        .valueStream()
                        .filter(token -> !token.get("label").isNull())
                        .mapToInt(token -> token.get("label").asInt()))
                .containsExactly(Arrays.stream(labels).boxed().toArray(Integer[]::new));
        assertThat(answer.at("/utterances/0/words")
                        .valueStream()
                        .map(word -> word.get("text").asString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(text);
    }

    @Test
    void aKeywordIsSpelledWithTheDelimiterOfTheRequest() {
        String keyword = ",\"keywords\":[{\"phrase\":\"a\\nb\"}],\"wordDelimiter\":\"";
        var spaces = List.of("_", "a", "b", "|", "\u3000");
        var answer = ask("/spot", request(spaces, keyword + "\u3000\"", "", 1, 4, 2));
        assertThat(answer.at("/utterances/0/detections")).hasSize(1);

        var slashes = List.of("_", "a", "b", "/");
        assertThat(refusal("/spot", request(slashes, keyword + "/\"", "", 1, 3, 2)))
                .endsWith("in which '/' parts words; with '/' between words it can be spelled");
        assertThat(ask("/spot", request(slashes, keyword.replace("\\n", "/") + "/\"", "", 1, 3, 2))
                        .at("/utterances/0/detections"))
                .hasSize(1);
    }
}
