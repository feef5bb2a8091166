package io.ctcservice.api.decode;

import static io.ctcservice.testing.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of the warnings of /decode. The language model lists "a" and "b". */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.language-models.toy.location=classpath:io/ctcservice/toy.arpa",
            "ctc.language-models.characters.location=classpath:io/ctcservice/characters.arpa"
        })
final class DecodeWarningsTests {

    private static final String LOWER = "ab -";
    private static final String UPPER = "AB -";
    private static final String MODEL = "\"languageModel\":{\"name\":\"toy\"}";

    private final ServiceClient service;

    DecodeWarningsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"beamWidth\":9", "\"tokenMinLogProb\":-9", "\"beamMinLogProb\":-9"})
    void settingsOfBeamSearchHaveNoEffectOnGreedyDecoding(String setting) {
        assertThat(warned(LOWER, "a", setting)).contains(setting.substring(1, setting.indexOf(':') - 1), "greedy");
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\"," + setting)).isEmpty();
    }

    @Test
    void aLexiconLooksAtWhatItsWordsNeedWhateverTheLimit() {
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"lexicon\":[\"a\"],\"tokenMinLogProb\":-5"))
                .startsWith("/tokenMinLogProb")
                .contains("of no effect with a \"lexicon\"");
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"lexicon\":[\"a\"],\"beamMinLogProb\":-5"))
                .isEmpty();
    }

    @Test
    void secondsAreThoseOfTokensAndWords() {
        assertThat(warned(LOWER, "a", "\"secondsPerFrame\":0.02")).startsWith("/secondsPerFrame");
        assertThat(warned(LOWER, "a", "\"secondsPerFrame\":0.02,\"include\":[\"words\"]"))
                .isEmpty();
        assertThat(warned(LOWER, "a", "\"secondsPerFrame\":0.02,\"include\":[\"tokens\"]"))
                .isEmpty();
    }

    @Test
    void aWordOfWhiteSpaceIsOneThatCannotBeSpelled() {
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"lexicon\":[\"a\",\"\\n\\r\\t\"]"))
                .startsWith("/lexicon/1")
                .contains("cannot be spelled");
    }

    @Test
    void aWordOfDelimitersIsOneThatCannotBeSpelled() {
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"wordDelimiter\":\"b\",\"lexicon\":[\"a\",\"b\"]"))
                .startsWith("/lexicon/1")
                .contains("cannot be spelled");
    }

    @Test
    void wordsNeedSymbols() {
        var answer = service.ask(
                "/decode", "{\"utterances\":[{\"emissions\":[[0,2]]}],\"blank\":1,\"include\":[\"words\"]}");

        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/include");
    }

    @Test
    void secondsAreNotThoseOfAFramePath() {
        assertThat(warned(LOWER, "a", "\"secondsPerFrame\":0.02,\"include\":[\"framePath\"]"))
                .startsWith("/secondsPerFrame");
    }

    @Test
    void millisecondsAreNoSeconds() {
        assertThat(warned(LOWER, "a", "\"secondsPerFrame\":20,\"include\":[\"words\"]"))
                .startsWith("/secondsPerFrame")
                .contains("20 s is a strange duration of a frame");
    }

    @Test
    void aDelimiterNeedsSymbols() {
        var answer = service.ask(
                "/decode", "{\"utterances\":[{\"emissions\":[[0,2]]}],\"blank\":1,\"wordDelimiter\":\"|\"}");

        assertThat(text(answer)).startsWith("/wordDelimiter");
    }

    @Test
    void wordsInAnotherCaseThanTheLanguageModels() {
        assertThat(warned(UPPER, "A B A", "\"decoder\":\"beam\"," + MODEL))
                .startsWith("/languageModel/name")
                .contains("3 of the 3 words", "such as \"A\"; it lists \"a\"");
        assertThat(warned(UPPER, "A", "\"decoder\":\"beam\"," + MODEL)).contains("it lists \"a\"");
        assertThat(warned(LOWER, "a b a", "\"decoder\":\"beam\"," + MODEL)).isEmpty();
    }

    /** Of a word model nothing follows from its listing letters: they are words, too. */
    @Test
    void aLanguageModelOverCharactersNeedsSymbolsAsWords() {
        String beam = "\"decoder\":\"beam\",\"languageModel\":{\"name\":\"characters\"}";
        String advice = "with \"wordDelimiter\": \"\" each of them is a word";
        assertThat(warned("天地人-", "天地", beam)).contains("\"天地\"; it lists the symbols that were read: " + advice);
        assertThat(warned("天地人-", "天人", beam)).contains("\"天人\"").doesNotContain(advice);
        assertThat(warned("天地人-", "天地", beam + ",\"wordDelimiter\":\"\"")).isEmpty();
        assertThat(warned(LOWER, "aa", beam)).contains("\"aa\"").doesNotContain(advice);
    }

    @Test
    void whereEachSymbolIsAWordAHotWordIsOfListedOnes() {
        String each = "\"decoder\":\"beam\",\"wordDelimiter\":\"\"," + MODEL + ",\"hotwords\":[{\"phrase\":\"ab\"}]";
        assertThat(warned(LOWER, "ab", each)).isEmpty();
        assertThat(warned(LOWER.replace('b', 'c'), "ac", each.replace("ab", "ac")))
                .startsWith("/hotwords/0/phrase: \"c\" is not listed");
    }

    @Test
    void oneUnknownWordAmongOthersIsNoReasonButNoOtherIs() {
        assertThat(warned(LOWER, "ab", "\"decoder\":\"beam\"," + MODEL))
                .startsWith("/languageModel/name")
                .contains("the one word that was read is not listed", "\"ab\"");
        assertThat(warned(LOWER, "ab ba", "\"decoder\":\"beam\"," + MODEL)).contains("2 of the 2 words", "\"ab\"");
        assertThat(warned(LOWER, "a ba", "\"decoder\":\"beam\"," + MODEL)).isEmpty();
        assertThat(warned(LOWER, " ", "\"decoder\":\"beam\"," + MODEL)).isEmpty();
        assertThat(warned(LOWER, "a b ab", "\"decoder\":\"beam\"," + MODEL)).isEmpty();
        assertThat(warned(LOWER, "ab ba ab", "\"decoder\":\"beam\"," + MODEL)).contains("3 of the 3 words", "\"ab\"");
    }

    @Test
    void anUtteranceAmongOthersOfWhichNoWordIsListedIsNamed() {
        String beam = "\"decoder\":\"beam\"," + MODEL;
        assertThat(warned(LOWER, "a b/ab/b a b/a ab", beam))
                .startsWith("/languageModel/name")
                .contains("no word that was read of utterance 1 is listed", "\"ab\"");
        assertThat(warned(LOWER, "a b a b a/ab ba/a b a/ba/ ", beam))
                .contains("of utterance 1, as of 1 more, is listed");
        assertThat(warned(LOWER, "a b/a ab/b/ ", beam)).isEmpty();
    }

    @Test
    void hotWordsThatCannotBeSpelled() {
        var answer = ask(
                LOWER,
                "a",
                "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"a\",\"bonus\":1},{\"phrase\":\"AB\",\"bonus\":1},"
                        + "{\"phrase\":\"x\",\"bonus\":1}]");

        assertThat(answer.at("/warnings/0").toString()).contains("/hotwords/1/phrase", "never found; \\\"ab\\\" can");
        assertThat(answer.at("/warnings/1/pointer").asString()).isEqualTo("/hotwords/2/phrase");
        assertThat(answer.at("/warnings/1/detail").asString()).endsWith("never found");
        assertThat(answer.get("warnings")).hasSize(2);
        assertThat(answer.get("unspellable")).hasSize(2);
    }

    @Test
    void wordsOfTheLexiconThatCannotBeSpelled() {
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"lexicon\":[\"a\",\"A\"]"))
                .startsWith("/lexicon/1")
                .contains("\"a\" can");
    }

    @Test
    void aLexiconOfWhichNothingCanBeSpelledIsRefusedByItsFirstWord() {
        var refused = service.post(
                "/decode",
                "{\"utterances\":[{\"emissions\":[[2,0,0]]}],\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2,"
                        + "\"decoder\":\"beam\",\"lexicon\":[\"A B\",\"x\"]}");

        assertRefused(
                refused,
                422,
                "/lexicon",
                "no word that the vocabulary can spell; expected at least one word of the vocabulary's symbols;"
                        + " \"A\" cannot be spelled; \"a\" can");
    }

    /** Advice is tried in many ways, each as long as the phrase. */
    @Test
    void aLongPhraseThatCannotBeSpelledGetsNoAdvice() {
        String hotword = "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"%s\"}]";

        assertThat(warned(LOWER, "a", hotword.formatted("A".repeat(2000)))).endsWith("aaaa…\" can");
        assertThat(warned(LOWER, "a", hotword.formatted("A".repeat(2001)))).endsWith("is never found");
    }

    @Test
    void hotWordsThatTheLanguageModelDoesNotList() {
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"a ba\",\"bonus\":1}]," + MODEL))
                .startsWith("/hotwords/0/phrase")
                .contains("\"ba\" is not listed");
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"a b\",\"bonus\":1}]," + MODEL))
                .isEmpty();
    }

    @Test
    void theScoreOfUnknownWordsCountsByTheWeightOfTheModel() {
        String beam = "\"decoder\":\"beam\",\"languageModel\":{\"name\":\"toy\",\"unknownLogProb\":-9,\"weight\":%s}";

        assertThat(warned(LOWER, "a", beam.formatted("0")))
                .isEqualTo("/languageModel/unknownLogProb: of no effect with a \"weight\" of 0");
        assertThat(warned(LOWER, "a", beam.formatted("0.1"))).isEmpty();
        assertThat(warned(LOWER, "a", beam.formatted("null"))).isEmpty();
    }

    @Test
    void aPhraseThatStandsTwiceHasTheBonusOfTheLast() {
        String twice = "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"a  b\",\"bonus\":-3},{\"phrase\":\"b\"},"
                + "{\"phrase\":\"a b\",\"bonus\":%s},{\"phrase\":\"b\",\"bonus\":5}]";

        assertThat(warned(LOWER, "a", twice.formatted("2")))
                .isEqualTo("/hotwords/0/bonus: of no effect: \"a b\" stands at /hotwords/2, too, whose bonus counts");
        assertThat(warned(LOWER, "a", twice.formatted("-3"))).isEmpty();
    }

    @Test
    void wholeWordsDifferNotByTheSpacesAroundThem() {
        String hotwords = "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\" a\",\"bonus\":1},{\"phrase\":\"a\"}]";

        assertThat(warned(LOWER, "a", hotwords)).isEmpty();
        assertThat(warned(LOWER, "a", hotwords + ",\"wholeWords\":true")).startsWith("/hotwords/0/bonus: of no effect");
        assertThat(warned(LOWER, "a", "\"decoder\":\"beam\",\"wholeWords\":true"))
                .isEqualTo("/wholeWords: of no effect without \"hotwords\"");
    }

    @Test
    void wholeWordsAreRarelyFoundWhereNothingPartsWords() {
        String hotwords = "\"decoder\":\"beam\",\"wholeWords\":%s,\"hotwords\":[{\"phrase\":\"%s\"}]";

        assertThat(warned("abc-", "a", hotwords.formatted("true", "a")))
                .isEqualTo("/wholeWords: nothing in the vocabulary parts words: hot words are found only where they are"
                        + " the whole text");
        assertThat(warned("abc-", "a", hotwords.formatted("false", "a"))).isEmpty();
        assertThat(warned("ab,-", "a", hotwords.formatted("true", "a"))).isEmpty();
        assertThat(warned("天地人-", "天", hotwords.formatted("true", "天"))).isEmpty();
    }

    @Test
    void manyAreSummedUp() {
        String many = "{\"phrase\":\"x\",\"bonus\":1},".repeat(40);
        var warnings = ask(LOWER, "a", "\"decoder\":\"beam\",\"hotwords\":[" + many + "{\"phrase\":\"a\",\"bonus\":1}]")
                .get("warnings");

        assertThat(warnings).hasSize(6);
        assertThat(warnings.at("/0/detail").asString()).isEqualTo("35 more cannot be spelled either");
    }

    /** Asks for one utterance, or for several with a slash between. */
    private JsonNode ask(String symbols, String said, String settings) {
        String utterances = Stream.of(said.split("/", -1))
                .map(one -> one.chars()
                        .mapToObj(symbol -> row(symbols, (char) symbol) + "," + row(symbols, '-'))
                        .collect(Collectors.joining(",", "{\"emissions\":[", "]}")))
                .collect(Collectors.joining(","));
        String vocabulary =
                symbols.chars().mapToObj(symbol -> "\"" + (char) symbol + "\"").collect(Collectors.joining(","));
        return service.ask(
                "/decode",
                "{\"utterances\":[" + utterances + "],\"vocabulary\":[" + vocabulary + "],\"blank\":3," + settings
                        + "}");
    }

    private String warned(String symbols, String said, String settings) {
        return text(ask(symbols, said, settings));
    }

    /** Returns the warnings one a line, pointer first. */
    private static String text(JsonNode answer) {
        return answer.path("warnings")
                .valueStream()
                .map(warning -> warning.get("pointer").asString() + ": "
                        + warning.get("detail").asString())
                .collect(Collectors.joining("\n"));
    }

    private static String row(String symbols, char symbol) {
        var row = new int[symbols.length()];
        row[symbols.indexOf(symbol)] = 9;
        return Arrays.toString(row);
    }
}
