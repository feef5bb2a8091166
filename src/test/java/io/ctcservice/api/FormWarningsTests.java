package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests of the warnings of fields that have no effect on the form of the answer. */
@ServiceTest
final class FormWarningsTests {

    private static final String JSON = "application/json";
    private static final String NPZ = "application/x-npz";
    private static final String VOCABULARY = "\"vocabulary\":[\"a\",\"b\",\"_\"],\"blank\":2";
    private static final String EMISSIONS = "\"emissions\":[[9,0,0],[0,0,9],[0,9,0],[0,0,9]]";

    private final ServiceClient service;

    FormWarningsTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json  | "view":"beta"             | /view
            application/x-npz | "view":"posterior"        | /view
            image/png         | "include":["gradient"]    | /include
            image/svg+xml     | "include":["occupancy"]   | /include
            image/png         | "include":["paths"]       | /include
            image/png         | "reduction":"none"        | /reduction
            image/svg+xml     | "zeroInfinity":true       | /zeroInfinity
            """)
    void ofALoss(String form, String field, String pointer) {
        assertWarned("/loss", "\"target\":\"ab\"", form, field, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json  | "view":"alpha"
            application/x-npz | "reduction":"none","zeroInfinity":true,"include":["gradient","lattice","bestPath","paths"]
            image/png         | "view":"beta"
            image/png         | "reduction":"mean","zeroInfinity":false,"include":["lattice","bestPath"]
            """)
    void notOfWhatTheFormOfALossHasOrWouldBeAnyway(String form, String fields) {
        assertThat(warnings("/loss", "\"target\":\"ab\"", form, fields)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/x-npz    | "include":["search"]    | /include
            application/x-npz    | "decoder":"beam","include":["search"] | /include
            text/plain           | "include":["search"]    | /include
            text/plain           | "include":["words"]     | /include
            text/plain           | "include":["tokens"]    | /include
            text/plain           | "include":["framePath"] | /include
            image/png            | "include":["words"]     | /include
            text/x-ctm           | "secondsPerFrame":1,"include":["tokens"]    | /include
            text/vtt             | "secondsPerFrame":1,"include":["framePath"] | /include
            text/x-textgrid      | "secondsPerFrame":1,"include":["search"]    | /include
            text/plain           | "decoder":"beam","nBest":5 | /nBest
            text/x-ctm           | "decoder":"beam","nBest":5,"secondsPerFrame":1 | /nBest
            image/png            | "decoder":"beam","nBest":5 | /nBest
            application/x-npz    | "secondsPerFrame":0.02  | /secondsPerFrame
            application/x-npz    | "secondsPerFrame":0.02,"include":["words"] | /secondsPerFrame
            text/plain           | "secondsPerFrame":0.02  | /secondsPerFrame
            image/svg+xml        | "secondsPerFrame":0.02  | /secondsPerFrame
            """)
    void ofADecoding(String form, String fields, String pointer) {
        assertWarned("/decode", "\"id\":\"0\"", form, fields, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json  | "decoder":"beam","nBest":5,"secondsPerFrame":1,"include":["tokens","words","framePath","search"]
            application/x-npz | "decoder":"beam","nBest":5,"include":["tokens","words","framePath"]
            image/png         | "decoder":"beam","nBest":1,"include":["tokens","framePath"]
            text/plain        | "nBest":1,"include":[]
            text/x-ctm        | "secondsPerFrame":1,"include":["words"]
            text/x-textgrid   | "secondsPerFrame":1,"include":["words","tokens"]
            """)
    void notOfWhatTheFormOfADecodingHas(String form, String fields) {
        assertThat(warnings("/decode", "\"id\":\"0\"", form, fields)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/x-npz    | "secondsPerFrame":0.02  | /secondsPerFrame
            image/png            | "secondsPerFrame":0.02  | /secondsPerFrame
            text/vtt             | "secondsPerFrame":1,"include":["framePath"] | /include
            text/x-ctm           | "secondsPerFrame":1,"include":["framePath"] | /include
            """)
    void ofAnAlignment(String form, String fields, String pointer) {
        assertWarned("/align", "\"target\":\"ab\"", form, fields, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json  | "secondsPerFrame":1,"include":["framePath"]
            application/x-npz | "include":["framePath"]
            image/png         | "include":["framePath"]
            text/vtt          | "secondsPerFrame":1
            """)
    void notOfWhatTheFormOfAnAlignmentHas(String form, String fields) {
        assertThat(warnings("/align", "\"target\":\"ab\"", form, fields)).isEmpty();
    }

    @Test
    void ofASearch() {
        String fields = "\"secondsPerFrame\":0.02,\"keywords\":[{\"phrase\":\"a\"}]";

        assertWarned("/spot", "\"id\":\"0\"", NPZ, fields, "/secondsPerFrame");
        assertThat(warnings("/spot", "\"id\":\"0\"", JSON, fields)).isEmpty();
    }

    /** What /emissions answers can be posted on in any form, with the duration that the network has anyway. */
    @Test
    void notOfTheDurationThatTheNetworkHas() {
        var emissions = ServiceClient.json(send(
                        "/emissions?network=demo-english",
                        "audio/wav",
                        JSON,
                        BodyPublishers.ofInputStream(
                                () -> FormWarningsTests.class.getResourceAsStream("/static/samples/hello.wav")))
                .body());
        assertThat(emissions.get("secondsPerFrame").asDouble()).isPositive();

        var answer = send("/decode", JSON, NPZ, BodyPublishers.ofString(emissions.toString()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Ctc-Warnings")).isEmpty();
        var json = send("/decode", JSON, JSON, BodyPublishers.ofString(emissions.toString()));
        assertThat(ServiceClient.json(json.body()).has("warnings")).isFalse();
    }

    @Test
    void areThoseOfAQueryToo() {
        var answer = send(
                "/loss?blank=2&labels=0&zeroInfinity=true&include=gradient",
                "application/x-npy",
                "image/png",
                BodyPublishers.ofInputStream(
                        () -> FormWarningsTests.class.getResourceAsStream("/static/samples/hello.npy")));
        assertThat(ServiceClient.json(
                                answer.headers().firstValue("X-Ctc-Warnings").orElse("[]"))
                        .findValuesAsString("pointer"))
                .contains("/include", "/zeroInfinity");
    }

    private void assertWarned(String path, String utterance, String form, String fields, String pointer) {
        assertThat(warnings(path, utterance, form, fields)).singleElement().satisfies(warning -> {
            assertThat(warning.get("pointer").asString()).isEqualTo(pointer);
            assertThat(warning.get("detail").asString()).contains("of no effect on " + form);
        });
    }

    /** Returns the warnings of the body, or else of the header. */
    private List<JsonNode> warnings(String path, String utterance, String form, String fields) {
        String body = "{\"utterances\":[{" + EMISSIONS + "," + utterance + "}]," + VOCABULARY + "," + fields + "}";
        var answer = send(path, JSON, form, BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var warnings = form.equals(JSON)
                ? ServiceClient.json(answer.body()).path("warnings")
                : ServiceClient.json(
                        answer.headers().firstValue("X-Ctc-Warnings").orElse("[]"));
        return warnings.valueStream().toList();
    }

    private HttpResponse<String> send(String path, String type, String form, BodyPublisher body) {
        return service.send(service.request(path)
                .header("Content-Type", type)
                .header("Accept", form)
                .POST(body));
    }
}
