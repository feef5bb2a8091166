package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the response to each thing that a client can get wrong. */
@ServiceTest
final class BadRequestsTests {

    private static final String LOSS = "/loss";
    private static final String DECODE = "/decode";
    private static final String LONG = "1".repeat(1001); // a digit more than are read

    private final ServiceClient service;

    BadRequestsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    /** A bad request, and the expected response. */
    record Case(String path, String body, int status, String pointer, String detail) {

        @Override
        public String toString() {
            return status + " " + pointer + ": " + (body.length() > 80 ? body.substring(0, 80) + "…" : body);
        }
    }

    @ParameterizedTest
    @MethodSource({
        "syntax",
        "types",
        "names",
        "matrices",
        "scores",
        "vocabularies",
        "targets",
        "settings",
        "missing",
        "limits",
        "costs"
    })
    void isAnsweredWithAPointerToTheFault(Case bad) {
        var response = service.post(bad.path(), bad.body());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(bad.status());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = ServiceClient.json(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(bad.status());
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(bad.pointer());
        assertThat(problem.at("/errors/0/detail").asString()).contains(bad.detail());
    }

    @Test
    void messagesAreInEnglishWhateverLanguageAClientPrefers() {
        var response = service.send(service.request("/synthesize")
                .header("Content-Type", "application/json")
                .header("Accept-Language", "de")
                .POST(BodyPublishers.ofString("{\"text\":\"a\",\"noise\":-1}")));

        assertThat(ServiceClient.json(response.body()).at("/errors/0/detail").asString())
                .isEqualTo("-1; must be greater than or equal to 0");
    }

    @Test
    void severalFaultsAreNamedInOneAnswer() {
        var response = service.post(
                LOSS,
                "{\"utterances\":[" + utterance("\"labels\":[7]") + "," + utterance("\"labels\":[0]") + ","
                        + utterance("\"labels\":[1]") + "],\"blank\":1}");

        var errors = ServiceClient.json(response.body()).get("errors");
        assertThat(errors.valueStream().map(error -> error.get("pointer").asString()))
                .containsExactly("/utterances/0/labels/0", "/utterances/2/labels/0");
    }

    @Test
    void aFaultThatEveryUtteranceMeetsIsNamedOnce() {
        var response = service.post(
                LOSS,
                "{\"utterances\":[" + utterance("\"labels\":[0]") + "," + utterance("\"labels\":[0]")
                        + "],\"blank\":-1}");

        var errors = ServiceClient.json(response.body()).get("errors");
        assertThat(errors.valueStream().map(error -> error.get("pointer").asString()))
                .containsExactly("/blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loss", "/decode", "/align", "/spot", "/synthesize"})
    void aQueryWouldHaveNoEffectThere(String path) {
        var response = service.post(path + "?include=gradient", "{}");

        assertThat(response.statusCode()).isEqualTo(422);
        var problem = ServiceClient.json(response.body());
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/include");
        assertThat(problem.at("/errors/0/detail").asString()).contains("the fields of this request stand in its body");
    }

    static Stream<Case> syntax() {
        return Stream.of(
                bad(400, "", "", "no body"),
                bad(400, "null", "", "no body"),
                bad(400, "[]", "", "an array; expected an object"),
                bad(400, "5", "", "a number; expected an object"),
                bad(400, "\"\"", "", "expected an object"),
                bad(400, "{\"utterances\":[{\"emissions\":[[0.1", "/utterances/0/emissions/0/0", "end-of-input"),
                bad(400, "{\"utterances\":[}", "/utterances", "close marker '}': expected ']' (line 1, column 16)"),
                bad(400, "{\"blank\":1", "/blank", "Unexpected end-of-input (line 1, column 11)"),
                bad(400, "{\"utterances\":[{\"id\":\"a", "/utterances/0/id", "end-of-input (line 1, column 24)"),
                bad(400, loss("\"labels\":[0]") + "{}", "", "an object after the end"),
                bad(400, loss("\"labels\":[0]") + "x", "", "Unrecognized token 'x'"),
                bad(400, "{'a':1}", "", "double-quote"),
                bad(400, "/* a */ {}", "", "comment"),
                bad(400, "[".repeat(100_000), "", "an array; expected an object"),
                bad(
                        400,
                        "{\"utterances\":[{\"emissions\":" + "[".repeat(100_000),
                        "/utterances/0/emissions/0/0",
                        "array"),
                bad(400, emissions("[[0.1,.5]]"), "/utterances/0/emissions/0/1", "Unexpected character"),
                bad(400, emissions("[[0.1,05]]"), "/utterances/0/emissions/0/1", "Leading zeroes"),
                bad(400, emissions("[[0.1,+5]]"), "/utterances/0/emissions/0/1", "plus sign"),
                bad(400, emissions("[[0.1,0x5]]"), "/utterances/0/emissions/0/2", "Unexpected character"),
                bad(400, emissions("[[0.1,]]"), "/utterances/0/emissions/0/1", "expected a value"),
                bad(
                        400,
                        emissions("[[1,2],[0." + LONG + ",1]]"),
                        "/utterances/0/emissions/1/0",
                        "a number of more than 1000 characters"),
                bad(
                        400,
                        loss("\"labels\":[0,1," + LONG + "]"),
                        "/utterances/0/labels/2",
                        "a number of more than 1000 characters"),
                bad(400, emissions("[[0.1,NaN]]"), "/utterances/0/emissions/0/1", "Non-standard token 'NaN'"),
                bad(400, emissions("[[0.1,Infinity]]"), "/utterances/0/emissions/0/1", "Non-standard token"),
                bad(400, emissions("[[0.1,-Infinity]]"), "/utterances/0/emissions/0/1", "Non-standard token"));
    }

    static Stream<Case> types() {
        return Stream.of(
                bad(400, "{\"utterances\":{}}", "/utterances", "an object; expected an array"),
                bad(400, "{\"utterances\":[null]}", "/utterances/0", "null"),
                bad(400, "{\"utterances\":[[]]}", "/utterances/0", "an array; expected an object"),
                bad(400, "{\"utterances\":[\"a\"]}", "/utterances/0", "expected an object"),
                bad(
                        400,
                        with("\"blank\":1.0"),
                        "/blank",
                        "the number 1.0; expected a whole number, written without point"),
                bad(
                        400,
                        loss("\"labels\":[0.0]"),
                        "/utterances/0/labels/0",
                        "expected a class index, written without point"),
                new Case(
                        "/synthesize",
                        "{\"text\":\"a\",\"seed\":9223372036854775808}",
                        422,
                        "/seed",
                        "does not fit 64 bits; expected a whole number"),
                bad(400, emissions("5"), "/utterances/0/emissions", "the number 5"),
                bad(400, emissions("[5]"), "/utterances/0/emissions/0", "the number 5; expected a row"),
                bad(400, emissions("[[1,2],null]"), "/utterances/0/emissions/1", "null"),
                bad(400, emissions("[[1,true]]"), "/utterances/0/emissions/0/1", "true"),
                bad(400, emissions("[[1,[2]]]"), "/utterances/0/emissions/0/1", "an array"),
                bad(400, emissions("[[1,{}]]"), "/utterances/0/emissions/0/1", "an object"),
                bad(400, emissions("[[1,\"2\"]]"), "/utterances/0/emissions/0/1", "the string \"2\""),
                bad(400, emissions("[[1,\"NaN\"]]"), "/utterances/0/emissions/0/1", "the string \"NaN\""),
                bad(400, emissions("[[1,\"Infinity\"]]"), "/utterances/0/emissions/0/1", "the string \"Infinity\""),
                bad(400, emissions("[[1,\"-infinity\"]]"), "/utterances/0/emissions/0/1", "the string"),
                bad(400, emissions("[[1,null]]"), "/utterances/0/emissions/0/1", "\"-Infinity\" for a log zero"),
                bad(400, loss("\"labels\":0"), "/utterances/0/labels", "expected an array"),
                bad(400, loss("\"labels\":[0.0]"), "/utterances/0/labels/0", "the number 0.0"),
                bad(400, loss("\"labels\":[1e0]"), "/utterances/0/labels/0", "the number 1e0"),
                bad(400, loss("\"labels\":[\"0\"]"), "/utterances/0/labels/0", "the string \"0\""),
                bad(400, loss("\"labels\":[null]"), "/utterances/0/labels/0", "null"),
                bad(400, loss("\"target\":5"), "/utterances/0/target", "the number 5; expected a string"),
                bad(400, loss("\"labels\":[0],\"id\":5"), "/utterances/0/id", "expected a string"),
                bad(400, with("\"blank\":\"1\""), "/blank", "the string \"1\""),
                bad(400, with("\"blank\":1.0"), "/blank", "the number 1.0"),
                bad(400, with("\"blank\":true"), "/blank", "true"),
                bad(400, with("\"blank\":1,\"zeroInfinity\":\"true\""), "/zeroInfinity", "the string \"true\""),
                bad(400, with("\"blank\":1,\"zeroInfinity\":1"), "/zeroInfinity", "the number 1"),
                bad(400, with("\"blank\":1,\"include\":\"gradient\""), "/include", "expected an array"),
                bad(400, with("\"blank\":1,\"include\":\"gradient\""), "/include", "such as [\"gradient\"]"),
                bad(400, with("\"blank\":1,\"include\":{}"), "/include", "an object; expected an array"),
                bad(400, with("\"blank\":1,\"vocabulary\":\"ab\""), "/vocabulary", "such as [\"ab\"]"),
                bad(
                        400,
                        with("\"blank\":1,\"vocabulary\":5"),
                        "/vocabulary",
                        "the number 5; expected an array such as [\"5\"]"),
                bad(400, loss("\"labels\":0"), "/utterances/0/labels", "such as [0]"),
                bad(
                        400,
                        "{\"utterances\":{}}",
                        "/utterances",
                        "of objects with fields of emissions, frames, id, labels, seconds, target"),
                bad(400, "{\"utterances\":5}", "/utterances", "the number 5; expected an array of objects"),
                bad(400, with("\"blank\":1,\"include\":[null]"), "/include/0", "null"),
                bad(
                        400,
                        with("\"blank\":1,\"vocabulary\":\"ab\""),
                        "/vocabulary",
                        "expected an array such as [\"ab\"]; a registered vocabulary is named by \"vocabularyName\":"
                                + " \"ab\""),
                bad(400, with("\"blank\":1,\"vocabulary\":[\"a\",null]"), "/vocabulary/1", "null"),
                bad(400, with("\"blank\":1,\"vocabulary\":[\"a\",1]"), "/vocabulary/1", "the number 1"),
                decode(400, "\"blank\":1,\"secondsPerFrame\":\"NaN\"", "/secondsPerFrame", "the string \"NaN\""));
    }

    static Stream<Case> names() {
        return Stream.of(
                bad(
                        400,
                        with("\"blank\":1,\"blnk\":2"),
                        "/blnk",
                        "unknown field; expected one of blank, channel, include"),
                bad(400, loss("\"labels\":[0],\"a/b~c\":1"), "/utterances/0/a~1b~0c", "unknown field"),
                bad(
                        400,
                        loss("\"labels\":[0],\"blank\":1"),
                        "/utterances/0/blank",
                        "target; it stands beside \"utterances\""),
                bad(400, with("\"blank\":1,\"blank\":1"), "/blank", "Duplicate"),
                bad(400, loss("\"labels\":[0],\"labels\":[0]"), "/utterances/0/labels", "Duplicate"),
                bad(400, "{\"" + "n".repeat(70_000) + "\":1}", "", "a field name of more than 256 characters"),
                bad(400, with("\"blank\":1,\"scores\":\"LOGITS\""), "/scores", "one of logits, logProbs, probs"),
                bad(400, with("\"blank\":1,\"scores\":\"\""), "/scores", "one of logits"),
                bad(400, with("\"blank\":1,\"scores\":0"), "/scores", "one of logits"),
                bad(400, with("\"blank\":1,\"scores\":{}"), "/scores", "one of logits"),
                bad(400, with("\"blank\":1,\"scores\":\"\\udc00\""), "/scores", "one of logits"),
                bad(400, with("\"blank\":1,\"reduction\":\"batch_mean\""), "/reduction", "batchMean"),
                bad(400, with("\"blank\":1,\"include\":[\"gradients\"]"), "/include/0", "gradient, occupancy, lattice"),
                decode(400, "\"blank\":1,\"target\":\"a\"", "/target", "unknown field"),
                decode(
                        400,
                        "\"blank\":1,\"emissions\":[[1,2]]",
                        "/emissions",
                        "wordDelimiter; it stands in the elements of \"utterances\""),
                decode(400, "\"blank\":1,\"weight\":1", "/weight", "; it stands in \"languageModel\""),
                decode(400, "\"blank\":1,\"phrase\":1", "/phrase", "; it stands in the elements of \"hotwords\""),
                bad(
                        400,
                        with("\"blank\":1,\"target\":\"a\""),
                        "/target",
                        "; it stands in the elements of \"utterances\""),
                decode(400, "\"blank\":1,\"n_best\":3", "/n_best", "wordDelimiter; here it is called nBest"),
                decode(400, "\"blank\":1,\"BeamWidth\":3", "/BeamWidth", "; here it is called beamWidth"),
                decode(400, "\"blank\":1,\"beamWidht\":3", "/beamWidht", "; here it is called beamWidth"),
                decode(400, "\"blank\":1,\"hotword\":[]", "/hotword", "; here it is called hotwords"),
                decode(400, "\"blank\":1,\"lm\":3", "/lm", "wordDelimiter"),
                decode(400, "\"blank\":1,\"decoder\":\"gready\"", "/decoder", "greedy"));
    }

    static Stream<Case> matrices() {
        return Stream.of(
                bad(422, emissions("null"), "/utterances/0/emissions", "missing"),
                bad(422, "{\"utterances\":[{}]}", "/utterances/0/emissions", "missing"),
                bad(422, emissions("[]"), "/utterances/0/emissions", "no frames"),
                bad(
                        422,
                        loss("\"labels\":[0],\"frames\":1"),
                        "/utterances/0/frames",
                        "1; expected 2, as the emissions have rows, or nothing; cut off what pads them"),
                bad(422, emissions("[[]]"), "/utterances/0/emissions", "0 classes; expected at least 2"),
                bad(422, emissions("[[1],[2]]"), "/utterances/0/emissions", "1 class; expected at least 2"),
                bad(422, emissions("[[1,2],[1]]"), "/utterances/0/emissions/1", "a row of 1 number; expected 2"),
                bad(422, emissions("[[1,2],[]]"), "/utterances/0/emissions/1", "a row of 0 numbers; expected 2"),
                bad(422, emissions("[[1,2],[1,2,3]]"), "/utterances/0/emissions/1/2", "more than 2 numbers"),
                bad(422, emissions("[[1,1e39]]"), "/utterances/0/emissions/0/1", "1e39 overflows float32"),
                bad(422, emissions("[[1,-4e38]]"), "/utterances/0/emissions/0/1", "overflows float32"),
                bad(422, emissions("[[1,1e999999999999]]"), "/utterances/0/emissions/0/1", "overflows float32"),
                bad(
                        422,
                        emissions("[[1," + "9".repeat(500) + "]]"),
                        "/utterances/0/emissions/0/1",
                        "overflows float32"),
                bad(422, emissions("[[1,2],[\"-Infinity\",\"-Infinity\"]]"), "/utterances/0/emissions/1", "log zeros"),
                bad(422, emissions("[[1,2,3]]"), "/utterances/0/emissions", "rows of 3 scores; expected 2"));
    }

    static Stream<Case> scores() {
        return Stream.of(
                scored("probs", "[[0.5,0.5],[0.5,0.6]]", "/utterances/0/emissions/1", "sums to 1.1"),
                scored(
                        "probs",
                        "[[0.5,0.5],[1.5,-0.5]]",
                        "/utterances/0/emissions/1/1",
                        "-0.5; expected a probability"),
                scored("probs", "[[0,0]]", "/utterances/0/emissions/0", "a row of zeros"),
                scored("logProbs", "[[-0.5,-0.5]]", "/utterances/0/emissions/0", "whose exponentials sum to 1.21"),
                scored("logProbs", "[[0.5,-5]]", "/utterances/0/emissions/0", "whose exponentials sum to"));
    }

    static Stream<Case> vocabularies() {
        return Stream.of(
                bad(422, with("\"vocabulary\":[\"a\",\"b\"]"), "/blank", "missing"),
                bad(422, with("\"vocabulary\":[\"a\"],\"blank\":0"), "/vocabulary", "1 symbol;"),
                bad(422, with("\"vocabulary\":[\"a\",\"\"],\"blank\":0"), "/vocabulary/1", "an empty symbol"),
                bad(
                        422,
                        with("\"vocabulary\":[\"a\",\"b\"],\"blank\":2"),
                        "/blank",
                        "2; expected a class index in [0, 2)"),
                bad(
                        422,
                        with("\"vocabulary\":[\"a\",\"b\",\"c\"],\"blank\":0"),
                        "/utterances/0/emissions",
                        "expected 3"),
                bad( // not what these scores would be as those of other classes
                        422,
                        with("\"scores\":\"probs\",\"vocabulary\":[\"a\",\"b\",\"c\"],\"blank\":0"),
                        "/utterances/0/emissions",
                        "rows of 2 scores; expected 3, the size of the vocabulary"),
                bad(
                        422,
                        with("\"network\":\"print\""),
                        "/utterances/0/emissions",
                        "rows of 2 scores; expected 176, the size of the vocabulary"),
                bad(
                        422,
                        with("\"vocabularyName\":\"klingon\""),
                        "/vocabularyName",
                        "\"klingon\"; expected one of english"),
                bad(422, with("\"vocabularyName\":\"english\",\"blank\":0"), "/blank", "27"),
                bad(
                        422,
                        with("\"vocabularyName\":\"english\",\"vocabulary\":[\"a\",\"b\"],\"blank\":1"),
                        "/vocabularyName",
                        "only one of the two"),
                bad(422, with("\"zeroInfinity\":true"), "/utterances/0/emissions", "expected 28"),
                bad(422, with("\"blank\":-1"), "/blank", "-1; expected a class index in [0, 2); the last class is 1"),
                bad(422, with("\"blank\":2"), "/blank", "2; expected a class index in [0, 2)"),
                bad(422, with("\"blank\":2147483648"), "/blank", "does not fit 32 bits"));
    }

    static Stream<Case> targets() {
        return Stream.of(
                bad(422, "{\"utterances\":[]}", "/utterances", "no utterances"),
                bad(422, "{\"utterances\":null}", "/utterances", "no utterances"),
                bad(422, "{}", "/utterances", "no utterances"),
                bad(422, loss("\"id\":\"a\""), "/utterances/0/target", "either \"target\" or \"labels\""),
                bad(422, loss("\"target\":\"a\",\"labels\":[0]"), "/utterances/0/labels", "only one of the two"),
                bad(422, loss("\"target\":\"a\""), "/utterances/0/target", "no vocabulary"),
                bad(
                        422,
                        loss("\"labels\":[0,2]"),
                        "/utterances/0/labels/1",
                        "label 2; expected a class index in [0, 2)"),
                bad(
                        422,
                        loss("\"labels\":[-1]"),
                        "/utterances/0/labels/0",
                        "label -1; expected a class index in [0, 2)"),
                bad(422, loss("\"labels\":[0,1]"), "/utterances/0/labels/1", "is the blank"),
                bad(422, loss("\"labels\":[99999999999999999999]"), "/utterances/0/labels/0", "does not fit 32 bits"),
                bad(422, text("\"a\",\"-\"", "aé"), "/utterances/0/target", "'é' at character 1"),
                bad(422, text("\"a\",\"-\"", "a-"), "/utterances/0/target", "the blank '-' at character 1"),
                bad(422, text("\"a\",\"-\"", "\\ud800"), "/utterances/0/target", "half a surrogate pair"));
    }

    static Stream<Case> settings() {
        return Stream.of(
                decode(422, "\"blank\":1,\"secondsPerFrame\":0", "/secondsPerFrame", "0; must be greater than 0"),
                decode(
                        422,
                        "\"blank\":1,\"secondsPerFrame\":3601",
                        "/secondsPerFrame",
                        "3601; must be less than or equal to 3600"),
                decode(
                        422,
                        "\"blank\":1,\"decoder\":\"beam\",\"beamMinLogProb\":10",
                        "/beamMinLogProb",
                        "10; expected a natural logarithm of at most 0"),
                decode(422, "\"blank\":1,\"secondsPerFrame\":-1", "/secondsPerFrame", "must be greater than 0"),
                bad(422, with("\"blank\":1,\"secondsPerFrame\":0"), "/secondsPerFrame", "must be greater than 0"),
                decode(422, "\"blank\":1,\"secondsPerFrame\":1e400", "/secondsPerFrame", "overflows float64"),
                decode(422, "\"blank\":1,\"secondsPerFrame\":1e300", "/secondsPerFrame", "3600"),
                decode(
                        422,
                        "\"vocabulary\":[\"a\",\"b\"],\"blank\":1,\"wordDelimiter\":\"q\"",
                        "/wordDelimiter",
                        "'q'; expected a symbol"));
    }

    static Stream<Case> missing() {
        String beam = "\"decoder\":\"beam\",\"blank\":1,";
        return Stream.of(
                decode(422, beam + "\"hotwords\":[{}]", "/hotwords/0/phrase", "missing; expected a phrase"),
                decode(422, beam + "\"languageModel\":{}", "/languageModel/name", "missing; expected the name"),
                new Case("/spot", "{}", 422, "/keywords", "missing; expected at least one phrase"),
                new Case("/spot", "{\"keywords\":[]}", 422, "/keywords", "empty; expected at least one phrase"),
                new Case("/synthesize", "{}", 422, "/text", "missing; expected at least one character"),
                new Case("/synthesize", "{\"text\":\"\"}", 422, "/text", "empty; expected at least one character"));
    }

    static Stream<Case> limits() {
        return Stream.of(
                bad(422, "{\"utterances\":[" + "{},".repeat(256) + "{}]}", "/utterances/256", "more than 256 items"),
                bad(
                        422,
                        emissions("[" + "[1,2],".repeat(1_000_000) + "[1,2]]"),
                        "/utterances/0/emissions/1000000",
                        "1000000"),
                bad(422, emissions("[[" + "1,".repeat(65_536) + "1]]"), "/utterances/0/emissions/0/65536", "65536"),
                bad(
                        422,
                        loss("\"labels\":[" + "0,".repeat(65_536) + "0]"),
                        "/utterances/0/labels/65536",
                        "65536 labels"),
                bad(422, loss("\"id\":\"" + "x".repeat(65_537) + "\""), "/utterances/0/id", "65537 characters"),
                bad(
                        400,
                        emissions("[[1," + "9".repeat(1001) + "]]"),
                        "/utterances/0/emissions/0/1",
                        "a number of more than 1000 characters"),
                bad(
                        422,
                        with("\"blank\":1,\"vocabulary\":[" + "\"a\",".repeat(65_536) + "\"b\"]"),
                        "/vocabulary",
                        "expected at most 65536"),
                decode(
                        422,
                        "\"decoder\":\"beam\",\"lexicon\":[" + "\"a\",".repeat(250_000) + "\"a\"]",
                        "/lexicon/250000",
                        "more than 250000 items"),
                decode(422, "\"decoder\":\"beam\",\"blank\":1,\"beamWidth\":1025", "/beamWidth", "at most 1024"),
                decode(
                        422,
                        "\"decoder\":\"beam\",\"blank\":1,\"beamWidth\":200,\"nBest\":101",
                        "/nBest",
                        "at most 100"),
                decode(422, "\"decoder\":\"beam\",\"blank\":1,\"beamWidth\":0", "/beamWidth", "in [1, 1024]"),
                decode(422, "\"decoder\":\"beam\",\"blank\":1,\"nBest\":0", "/nBest", "in [1, 100]"),
                decode(
                        422,
                        "\"decoder\":\"beam\",\"blank\":1,\"beamWidth\":8,\"nBest\":0",
                        "/nBest",
                        "in [1, 8], the beam width"),
                decode(
                        422,
                        "\"decoder\":\"beam\",\"blank\":1,\"beamWidth\":8,\"nBest\":9",
                        "/nBest",
                        "at most 8, the beam width"));
    }

    /** What would cost more than 20,000,000,000 cells of a lattice, or more than 4,000,000 written ones. */
    static Stream<Case> costs() {
        String labels = "\"labels\":[" + "0,".repeat(65_535) + "0]"; // 131,073 states
        String wide =
                "{\"utterances\":[{\"emissions\":[" + "[1,2],".repeat(160_000) + "[1,2]]," + labels + "}],\"blank\":1}";
        String phrase = "{\"utterances\":[{\"emissions\":[" + "[1,2],".repeat(160_000)
                + "[1,2]]}],\"blank\":1,\"keywords\":[{" + labels + "}]}";
        String written = "{\"utterances\":[{\"emissions\":[" + "[1,2],".repeat(40_000) + "[1,2]],\"labels\":["
                + "0,".repeat(49) + "0]}],\"blank\":1,\"include\":[\"lattice\"]}"; // 40,001 · 101
        String most = "at most 20000000000, the limit ctc.limits.max-cells";
        return Stream.of(
                bad(422, wide, "/utterances", most),
                new Case("/align", wide, 422, "/utterances", most),
                new Case("/spot", phrase, 422, "/keywords", most),
                bad(422, written, "/utterances", "at most 4000000, the limit ctc.limits.max-lattice-cells"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void everyUnicodeEncodingOfJsonIsRead(byte[] body) {
        var response = service.post(LOSS, "application/json", BodyPublishers.ofByteArray(body));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    static Stream<byte[]> encodings() {
        String good = loss("\"labels\":[0]");
        return Stream.of(
                ("\uFEFF" + good).getBytes(StandardCharsets.UTF_8),
                good.getBytes(StandardCharsets.UTF_16),
                good.getBytes(StandardCharsets.UTF_16LE),
                good.getBytes(StandardCharsets.UTF_32));
    }

    @Test
    void bytesThatAreNoTextAreNotReadable() {
        byte[] body = {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'};
        var response = service.post(LOSS, "application/json", BodyPublishers.ofByteArray(body));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    private static Case bad(int status, String body, String pointer, String detail) {
        return new Case(LOSS, body, status, pointer, detail);
    }

    private static Case decode(int status, String fields, String pointer, String detail) {
        return new Case(DECODE, "{\"utterances\":[{\"emissions\":[[1,2]]}]," + fields + "}", status, pointer, detail);
    }

    private static Case scored(String scores, String matrix, String pointer, String detail) {
        String body = "{\"utterances\":[{\"emissions\":" + matrix + ",\"labels\":[]}],\"blank\":1,\"scores\":\""
                + scores + "\"}";
        return new Case(LOSS, body, 422, pointer, detail);
    }

    private static String utterance(String fields) {
        return "{\"emissions\":[[0.1,-2.3],[1,0]]," + fields + "}";
    }

    /** A request with one utterance of two classes, the blank 1. */
    private static String loss(String fields) {
        return "{\"utterances\":[" + utterance(fields) + "],\"blank\":1}";
    }

    private static String with(String fields) {
        return "{\"utterances\":[" + utterance("\"labels\":[]") + "]," + fields + "}";
    }

    private static String emissions(String matrix) {
        return "{\"blank\":1,\"vocabulary\":[\"a\",\"b\"],\"utterances\":[{\"labels\":[],\"emissions\":" + matrix
                + "}]}";
    }

    private static String text(String symbols, String target) {
        return "{\"utterances\":[" + utterance("\"target\":\"" + target + "\"") + "],\"vocabulary\":[" + symbols
                + "],\"blank\":1}";
    }
}
