package io.ctcservice.api.inference;

import static io.ctcservice.testing.ServiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.LittleEndian;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of bad requests to /v2: the response is 4xx and {@code {"error": …}}, which says where the fault is. */
@ServiceTest
final class InferenceAbuseTests {

    private static final String LOSS = "/v2/models/ctc-loss/infer";
    private static final String TARGETS = "{'name':'targets','datatype':'INT32','shape':[1,1],'data':[0]}";
    private static final String EMISSIONS = "{'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,2,2,0]}";
    private static final Duration PATIENCE = Duration.ofSeconds(60); // only bounds
    private static final String BLANK = "'parameters':{'blank':1}";

    private final ServiceClient service;
    private final int port;

    InferenceAbuseTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
        this.port = port;
    }

    private static void assertRefused(HttpResponse<?> answer, int status, String... parts) {
        String body = answer.body() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(answer.body());
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        var error = json(body);
        assertThat(error.propertyNames()).containsExactly("error");
        assertThat(error.get("error").asString()).contains(parts);
    }

    private HttpResponse<String> post(String path, String json) {
        return service.post(path, json.replace('\'', '"'));
    }

    /** One input stands for the one that is right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'datatype':'FP32','shape':[1,2,2],'data':[0,1,1,0]}                                | 400 | /inputs/0/name: missing
            {'name':'emissions','shape':[1,2,2],'data':[0,1,1,0]}                               | 400 | /inputs/0/datatype: missing
            {'name':'emissions','datatype':'FP32','data':[0,1,1,0]}                             | 400 | /inputs/0/shape: missing
            {'name':'emissions','datatype':'FP32','shape':[1,2,2]}                              | 400 | /inputs/0/data: missing
            {'name':'emissions','datatype':'FP33','shape':[1,2,2],'data':[0,1,1,0]}             | 400 | "FP33"; expected one of FP32
            {'name':'emissions','datatype':'fp32','shape':[1,2,2],'data':[0,1,1,0]}             | 400 | "fp32"; expected one of FP32
            {'name':'emissions','datatype':'BYTES','shape':[1,2,2],'data':['a','b','c','d']}    | 400 | /inputs/0/data/0: the string "a"
            {'name':'emissions','datatype':'BYTES','shape':[1,2,2],'data':[0,1,1,0]}            | 400 | "BYTES"; expected one of FP32
            {'name':'emissions','datatype':'INT32','shape':[1,2,2],'data':[0,1,1,0]}            | 422 | emissions: datatype INT32; expected one of FP32, FP16, BF16, FP64
            {'name':'emissions','datatype':'FP32','shape':[2,2],'data':[0,1,1,0]}               | 422 | emissions: a shape of 2 lengths, [2, 2]; expected 3: utterances, frames, classes
            {'name':'emissions','datatype':'FP32','shape':[],'data':[0]}                        | 422 | emissions: a shape of 0 lengths
            {'name':'emissions','datatype':'FP32','shape':[1],'data':[0]}                       | 422 | emissions: a shape of 1 length, [1]; expected 3
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1]}               | 422 | /inputs/0/data: arrays of the shape [3]; expected [1, 2, 2]
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,0,0]}           | 422 | /inputs/0/data: arrays of the shape [5]
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[0,1],[1,0]]}         | 422 | /inputs/0/data: arrays of the shape [2, 2]
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[[0,1],[1]]]}         | 422 | /inputs/0/data/0/1: an array of 1 item; expected 2
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[[0,1],1]]}           | 400 | /inputs/0/data/0/1: the number 1; expected an array
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[[0,1],[1,[0]]]]}     | 400 | /inputs/0/data/0/1/1: an array; expected a number
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[[0,1]],[]]}          | 422 | /inputs/0/data/1: numbers and arrays at the same depth
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,null]}          | 400 | /inputs/0/data/3: null; expected a number
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,true]}          | 400 | /inputs/0/data/3: true; expected a number
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,'NaN']}         | 400 | /inputs/0/data/3: the string "NaN"
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,NaN]}           | 400 | NaN
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,1e39]}          | 422 | /inputs/0/data/3: the number 1e39 overflows float32
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':{}}                    | 400 | /inputs/0/data: an object; expected an array of numbers, flat or nested
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[[[[[[[[[[[[[[0]]]]]]]]]]]]]]} | 400 | nested deeper than 16
            {'name':'emissions','datatype':'FP32','shape':[-1,2,-2],'data':[0,1,1,0]}           | 422 | /inputs/0/shape: [-1, 2, -2]; expected no negative lengths
            {'name':'emissions','datatype':'FP32','shape':[4294967296,4294967296,4],'data':[0]} | 422 | /inputs/0/shape: [4294967296, 4294967296, 4]; expected at most
            {'name':'emissions','datatype':'FP32','shape':[65536,65536,4],'data':[0]}           | 422 | /inputs/0/shape: [65536, 65536, 4]; expected at most
            {'name':'emissions','datatype':'FP32','shape':[9223372036854775807,9223372036854775807,0],'data':[]} | 422 | /inputs/0/shape
            {'name':'emissions','datatype':'FP32','shape':[1e0,2,2],'data':[0,1,1,0]}           | 400 | /inputs/0/shape/0: the number 1e0; expected a whole number
            {'name':'emissions','datatype':'FP32','shape':[1,null,2],'data':[0,1,1,0]}          | 400 | /inputs/0/shape/1: null
            {'name':'emissions','datatype':'FP32','shape':[0,2,2],'data':[]}                    | 422 | targets: a shape of [1, 1]; expected 0
            {'name':'emissions','datatype':'FP32','shape':[1,0,2],'data':[]}                    | 422 | emissions[0]: no frames
            {'name':'emissions','datatype':'FP32','shape':[1,4,1],'data':[0,1,1,0]}             | 422 | emissions[0]: 1 class
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,'-Infinity','-Infinity']} | 422 | emissions[0][1]
            {'name':'emissions','datatype':'FP32','shape':[1,1000001,0],'data':[]}               | 422 | emissions: a shape of [1, 1000001, 0]; expected at most 1000000 at 1
            {'name':'emissions','datatype':'FP32','shape':[1,0,65537],'data':[]}                | 422 | expected at most 65536 at 2
            {'name':'emissions','datatype':'FP32','shape':[257,0,2],'data':[]}                  | 422 | expected at most 256 at 0
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'parameters':{'binary_data_size':16}} | 400 | /inputs/0/parameters/binary_data_size: given, but the header Inference-Header-Content-Length is not
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'parameters':{'shared_memory_region':'r'}} | 400 | /inputs/0/parameters/shared_memory_region: the shared memory extension is not offered; expected the tensor in the body
            {'name':'emission','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,0]}              | 400 | unknown input "emission"; expected emission_lengths, emissions, target_lengths, targets
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':[0]}                      | 400 | /inputs/1/name: the same input as before
            {'name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,0],'extra':1}   | 400 | /inputs/0/extra: unknown field
            {'name':'emissions','name':'emissions','datatype':'FP32','shape':[1,2,2],'data':[0,1,1,0]} | 400 | Duplicate
            null                                                                                | 400 | /inputs/0: null
            """)
    void aWrongInputIsNamed(String input, int status, String error) {
        assertRefused(post(LOSS, "{'inputs':[" + input + "," + TARGETS + "]," + BLANK + "}"), status, error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':[0.5]}          | 422 | targets[0][0]: not a whole number
            {'name':'targets','datatype':'INT64','shape':[1,1],'data':[16777217]}     | 422 | targets[0][0]: not a whole number
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':['-Infinity']}  | 422 | targets[0][0]: not a whole number
            {'name':'targets','datatype':'FP32','shape':[1,1],'data':[0]}             | 422 | targets: datatype FP32; expected one of INT32, INT64, INT8
            {'name':'targets','datatype':'INT32','shape':[1],'data':[0]}              | 422 | targets: a shape of 1 length, [1]
            {'name':'targets','datatype':'INT32','shape':[2,1],'data':[0,0]}          | 422 | targets: a shape of [2, 1]; expected 1 at 0, as many as utterances in emissions [N,T,V]
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':[2]}            | 422 | targets[0][0]: label 2
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':[-1]}           | 422 | targets[0][0]: label -1
            {'name':'targets','datatype':'INT32','shape':[1,1],'data':[1]}            | 422 | targets[0][0]: label 1 is the blank
            {'name':'targets','datatype':'INT32','shape':[1,65537],'data':[]}         | 422 | /inputs/1/data
            {'name':'target_lengths','datatype':'INT32','shape':[1],'data':[1]}       | 422 | /inputs: no input "targets"
            """)
    void aWrongTargetIsNamed(String input, int status, String error) {
        assertRefused(post(LOSS, "{'inputs':[" + EMISSIONS + "," + input + "]," + BLANK + "}"), status, error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name':'target_lengths','datatype':'INT32','shape':[1],'data':[2]}      | target_lengths[0]: 2; expected 0 to 1
            {'name':'target_lengths','datatype':'INT32','shape':[1],'data':[-1]}     | target_lengths[0]: -1; expected 0 to 1
            {'name':'target_lengths','datatype':'INT32','shape':[2],'data':[1,1]}    | target_lengths: a shape of [2]; expected 1 at 0
            {'name':'target_lengths','datatype':'INT32','shape':[1,1],'data':[1]}    | target_lengths: a shape of 2 lengths
            {'name':'emission_lengths','datatype':'INT32','shape':[1],'data':[3]}    | emission_lengths[0]: 3; expected 0 to 2
            {'name':'emission_lengths','datatype':'INT32','shape':[1],'data':[0]}    | emissions[0]: no frames
            {'name':'emission_lengths','datatype':'BOOL','shape':[1],'data':[1]}     | emission_lengths: datatype BOOL
            """)
    void aWrongLengthIsNamed(String input, String error) {
        assertRefused(
                post(LOSS, "{'inputs':[" + EMISSIONS + "," + TARGETS + "," + input + "]," + BLANK + "}"), 422, error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'parameters':{'blank':1,'beamWidth':3}                       | 400 | /parameters: unknown parameter "beamWidth"; expected blank, reduction, scores
            'parameters':{'blank':1,'include':['gradient']}              | 400 | unknown parameter "include"
            'parameters':{'blank':1,'utterances':[]}                     | 400 | unknown parameter "utterances"
            'parameters':{'blank':'1'}                                   | 400 | /parameters/blank: the string "1"; expected a whole number
            'parameters':{'blank':1.0}                                   | 400 | /parameters/blank: the number 1.0; expected a whole number
            'parameters':{'blank':2}                                     | 422 | /parameters/blank
            'parameters':{'blank':-1}                                    | 422 | /parameters/blank
            'parameters':{'blank':99999999999}                           | 422 | /parameters/blank: the number 99999999999 does not fit 32 bits
            'parameters':{'blank':1,'scores':'loggits'}                  | 400 | /parameters/scores: "loggits"; expected one of logits, logProbs, probs
            'parameters':{'blank':1,'scores':'logProbs'}                 | 422 | emissions[0]
            'parameters':{'blank':1,'reduction':'mean'}                  | 422 | /parameters/reduction: expected none
            'parameters':{'vocabularyName':'klingon'}                    | 422 | /parameters/vocabularyName: "klingon"
            'parameters':{'vocabulary':['a','b']}                        | 422 | /parameters/blank: missing
            'parameters':{'vocabulary':'[','blank':1}                    | 400 | /parameters
            'parameters':{'vocabulary':'7','blank':1}                    | 400 | /parameters/vocabulary: the number 7; expected an array
            'parameters':{'blank':1,'binary_data_output':'yes'}          | 400 | /parameters/binary_data_output: expected true or false
            'parameters':[]                                              | 400 | /parameters: an array; expected an object
            'parameters':{'blank':1},'outputs':[{'name':'labels'}]       | 400 | /outputs: unknown output "labels"; expected best_path, feasible, frames, gradient,
            'parameters':{'blank':1},'outputs':[{}]                      | 400 | /outputs/0/name: missing
            'parameters':{'blank':1},'outputs':[{'name':'loss'},{'name':'loss'}] | 400 | /outputs/1/name: the same output as before
            'parameters':{'blank':1},'outputs':[{'name':'loss','parameters':{'classification':3}}] | 400 | /outputs/0/parameters/classification: the classification extension is not offered
            'parameters':{'blank':1},'outputs':[{'name':'loss','parameters':{'binary_data':false,'shared_memory_region':'r','shared_memory_byte_size':4}}] | 400 | /outputs/0/parameters/shared_memory_region: the shared memory extension is not offered
            'parameters':{'blank':1},'outputs':[{'name':'loss','parameters':{'binary_data':1}}] | 400 | expected true or false
            'parameters':{'blank':1},'id':7                              | 400 | /id: the number 7; expected a string
            'parameters':{'blank':1},'nonsense':7                        | 400 | /nonsense: unknown field
            """)
    void aWrongRestIsNamed(String rest, int status, String error) {
        assertRefused(post(LOSS, "{'inputs':[" + EMISSIONS + "," + TARGETS + "]," + rest + "}"), status, error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'parameters':{'blank':1,'languageModel':{'weight':1},'decoder':'beam'} | 422 | /parameters/languageModel/name
            'parameters':{'blank':1,'hotwords':[{'bonus':1}],'decoder':'beam'}     | 422 | /parameters/hotwords/0/phrase
            'parameters':{'blank':1,'beamWidth':0,'decoder':'beam'}                | 422 | /parameters/beamWidth
            'parameters':{'blank':1,'beamWidth':100000,'decoder':'beam'}           | 422 | /parameters/beamWidth: 100000; expected at most 1024
            'parameters':{'blank':1,'lexicon':['a']}                               | 422 | /parameters/lexicon: of no effect on greedy decoding
            'parameters':{'blank':1},'outputs':[{'name':'text'}]                   | 422 | "text", which needs a vocabulary
            'parameters':{'blank':1,'nBest':0,'decoder':'beam'}                    | 422 | /parameters/nBest
            'parameters':{'blank':1,'vocabulary':'a,b,_'}                          | 400 | /parameters/vocabulary: the string \"a,b,_\", which is no JSON
            'parameters':{'blank':1,'nBest':2}                                     | 422 | /parameters/nBest: 2; expected 1
            'parameters':{'blank':1,'nBest':99999,'decoder':'beam'}                | 422 | /parameters/nBest: 99999; expected at most
            """)
    void aWrongParameterOfDecodingIsNamed(String rest, int status, String error) {
        assertRefused(
                post("/v2/models/ctc-decode/infer", "{'inputs':[" + EMISSIONS + "]," + rest + "}"), status, error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "7", "{} {}", "{'inputs':7}", "{'inputs':[[]]}"})
    void whatIsNoRequestIsRefused(String body) {
        assertRefused(post(LOSS, body), 400, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'inputs':null}", "{'inputs':[]}"})
    void withoutInputsThereIsNoLoss(String body) {
        assertRefused(post(LOSS, body), 422, "no input \"emissions\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9999                  | is "9999"; expected how many of the
            -1                    | is "-1"
            99999999999999999999  | is "99999999999999999999"
            x                     | is "x"
            0                     | nothing; expected an object
            7                     | Unexpected
            """)
    void aWrongHeaderLengthIsRefused(String length, String error) {
        var request = new TensorRequest().input("emissions", "FP32", "[1,2,2]", LittleEndian.floats(0, 1, 1, 0));
        assertRefused(binary(request.body(), length), 400, error);
    }

    @Test
    void twoHeaderLengthsAreRefused() {
        var request = new TensorRequest().input("emissions", "FP32", "[1,2,2]", LittleEndian.floats(0, 1, 1, 0));
        String length = Integer.toString(request.jsonLength());
        assertRefused(
                service.sendForBytes(service.request(LOSS)
                        .header("Inference-Header-Content-Length", length)
                        .header("Inference-Header-Content-Length", length)
                        .POST(BodyPublishers.ofByteArray(request.body()))),
                400,
                "expected how many of the");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1,2,2] | FP32 | 15 | 15 bytes; expected those of 4 elements of 4 bytes each, by the shape [1, 2, 2]
            [1,2,2] | FP32 | 12 | 12 bytes; expected those of 4 elements
            [1,2,2] | FP16 | 16 | 16 bytes; expected those of 4 elements of 2 bytes each
            [1,2,2] | FP64 | 16 | 16 bytes; expected those of 4 elements of 8 bytes each
            [1,2,2] | FP32 | 17 | 17 bytes; 16 are left of the body
            [1,2,2] | FP32 | -1 | -1 bytes
            [1,2,2] | FP32 | 9223372036854775807 | 9223372036854775807 bytes; 16 are left
            [1,0,2] | FP32 | 0  | 16 bytes after the JSON and the tensors
            [1,2,2] | BOOL | 4  | 12 bytes after the JSON and the tensors
            """)
    void binaryDataOfTheWrongSizeIsRefused(String shape, String datatype, String size, String error) {
        String json =
                "{\"inputs\":[{\"name\":\"emissions\",\"datatype\":\"%s\",\"shape\":%s,\"parameters\":{\"binary_data_size\":%s}}]}"
                        .formatted(datatype, shape, size);
        byte[] body = (json + "0123456789abcdef").getBytes(StandardCharsets.US_ASCII);
        assertRefused(binary(body, Integer.toString(json.length())), 400, error);
    }

    @Test
    void aTensorIsEitherInTheJsonOrAfterIt() {
        String json =
                "{'inputs':[{'name':'emissions','datatype':'FP32','shape':[1,1,1],'data':[0],'parameters':{'binary_data_size':4}}]}"
                        .replace('\'', '"');
        assertRefused(
                binary((json + "abcd").getBytes(StandardCharsets.US_ASCII), Integer.toString(json.length())),
                400,
                "/inputs/0/data: given besides \"binary_data_size\"");
    }

    @Test
    void numbersInBinaryAreCheckedLikeOthers() {
        var nan = new TensorRequest()
                .input("emissions", "FP32", "[1,2,2]", LittleEndian.floats(0, 1, Float.NaN, 0))
                .input("targets", "INT32", "[1,1]", LittleEndian.ints(0))
                .with("\"parameters\":{\"blank\":1}");
        assertRefused(binary(nan.body(), Integer.toString(nan.jsonLength())), 422, "emissions[0][1][0]");
        var overflowing = new TensorRequest()
                .input("emissions", "FP64", "[2,1,2]", LittleEndian.doubles(0, 1, 0, -1e300))
                .input("targets", "INT64", "[2,1]", LittleEndian.longs(0, 1L << 32))
                .with("\"parameters\":{\"blank\":1}");
        assertRefused(
                binary(overflowing.body(), Integer.toString(overflowing.jsonLength())),
                422,
                "emissions[1][0][1]: overflows float32");
        var farLabel = new TensorRequest()
                .input("emissions", "FP64", "[2,1,2]", LittleEndian.doubles(0, 1, 0, 1))
                .input("targets", "INT64", "[2,1]", LittleEndian.longs(0, 1L << 32))
                .with("\"parameters\":{\"blank\":1}");
        assertRefused(binary(farLabel.body(), Integer.toString(farLabel.jsonLength())), 422, "targets[1][0]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /v2/nowhere, 404",
        "GET,  /v2/models/ctc-lose, 404",
        "GET,  /v2/models/ctc-lose/ready, 404",
        "GET,  /v2/models/ctc-loss/versions/2, 404",
        "GET,  /v2/models/ctc-loss/versions/2/ready, 404",
        "GET,  /v2/models/ctc-lose/config, 404",
        "GET,  /v2/models/ctc-loss/stats, 404",
        "GET,  /v2/models/ctc-loss/infer, 405",
        "POST, /v2, 405",
        "PUT,  /v2/health/live, 405",
        "GET,  /v2/repository/index, 405",
        "POST, /v2/repository/models/ctc-loss/load, 404",
        "GET,  /v2/systemsharedmemory/status, 404",
    })
    void whatIsNotThereIsAnErrorOfTheProtocol(String method, String path, int status) {
        assertRefused(service.send(service.request(path).method(method, BodyPublishers.noBody())), status, "");
    }

    @Test
    void aModelOrVersionThatIsNotThereIsNamed() {
        String body = "{'inputs':[]}";
        assertRefused(
                post("/v2/models/ctc-lose/infer", body), 404, "no such model; expected one of ctc-align, ctc-decode");
        assertRefused(post("/v2/models/ctc-loss/versions/2/infer", body), 404, "no such version; expected 1");
    }

    @Test
    void otherContentTypesAreRefused() {
        assertRefused(service.post(LOSS, "text/plain", BodyPublishers.ofString("{}")), 415, "");
        assertRefused(service.post(LOSS, "multipart/form-data", BodyPublishers.ofString("{}")), 415, "");
        assertRefused(
                service.send(
                        service.request(LOSS).header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("{}"))),
                415,
                "Content-Encoding: gzip");
    }

    @Test
    void otherAnswersThanJsonAreRefused() {
        assertRefused(
                service.send(service.request("/v2/models")
                        .header("Accept", "image/png")
                        .GET()),
                406,
                "");
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() {
        try (var connection = new RawConnection(port)) {
            connection.send("POST " + LOSS + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n");
            assertThat(connection.answer(PATIENCE).text())
                    .startsWith("HTTP/1.1 413")
                    .contains("Content-Type: application/json", "{\"error\":\"a body of more than");
        }
    }

    @Test
    void aPathThatTomcatRefusesIsAnErrorOfTheProtocolToo() {
        try (var connection = new RawConnection(port)) {
            connection.send("GET /v2/models/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(connection.answer(PATIENCE).text())
                    .startsWith("HTTP/1.1 400")
                    .contains(
                            "Content-Type: application/json",
                            "{\"error\":\"a request line, path or header that cannot be read, or more than 8192 bytes");
        }
    }

    private HttpResponse<byte[]> binary(byte[] body, String length) {
        return service.sendForBytes(service.request(LOSS)
                .header("Inference-Header-Content-Length", length)
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
