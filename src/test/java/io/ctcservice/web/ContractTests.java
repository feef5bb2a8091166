package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OpenApiContract;
import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests that the OpenAPI document describes every response of the server. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ctc.security.allowed-origins=http://lab.example")
final class ContractTests {
    @LocalServerPort
    private int port;

    private ServiceClient server;
    private OpenApiContract contract;

    @BeforeEach
    void readTheDocument() {
        server = new ServiceClient(port);
        contract = new OpenApiContract(server.get("/v3/api-docs").body());
    }

    @Test
    void everyExampleWorksAndItsAnswerIsAsDescribed() {
        var examples = contract.examples();

        assertThat(examples).containsKeys("/loss", "/decode", "/synthesize");
        examples.forEach((path, example) -> {
            var answer = server.post(contract.concrete(path), example.toString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            contract.requireForeseen(path, "post", 200, "application/json", answer.body());
        });
    }

    /** They have no emissions, which come as files. */
    @Test
    void theExamplesOfFormsAreAsDescribed() {
        assertThat(contract.requireValidForms()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "/vocabularies, application/problem+json, Origin, http://other.example, 403",
        "/v1/models, application/json, Origin, http://other.example, 403",
        "/v2/models, application/json, Host, other.example, 421",
        "/networks, application/problem+json, Host, other.example, 421"
    })
    void refusalsOfWebPagesAreDescribed(String path, String type, String header, String value, int status) {
        try (var connection = new RawConnection(port)) {
            String host = header.equals("Host") ? "" : "Host: localhost\r\n";
            connection.send("GET " + path + " HTTP/1.1\r\n" + host + header + ": " + value + "\r\n\r\n");
            assertThat(new String(connection.readSome(100), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 " + status);
        }
        assertThat(contract.foresees(path, "get", status, type)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
            /loss 200 `{"utterances":[{"emissions":[[0,2],[2,0]],"labels":[0]}],"blank":1,"include":["gradient","occupancy","lattice","bestPath"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,2]],"labels":[0,0]}],"blank":1,"include":["gradient","occupancy","lattice","bestPath"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,"-Infinity"]],"labels":[0]}],"blank":1,"reduction":"none","include":["lattice"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,2]],"labels":[0,0]}],"blank":1,"zeroInfinity":true,"reduction":"sum"}`
            /decode 200 `{"utterances":[{"emissions":[[9,0,0],[0,0,9],[0,9,0]]}],"vocabulary":["a"," ","<b>"],"blank":2,"include":["tokens","words","framePath"]}`
            /decode 200 `{"utterances":[{"emissions":[[9,0],[0,9]]}],"blank":1,"include":["tokens","framePath"]}`
            /synthesize 200 `{"text":"a","model":"oracle","seed":3}`
            /synthesize 200 `{"text":"hello","model":"untrained","voice":"perCharacter"}`
            /loss 400 `{`
            /loss 400 `{"nothing":1}`
            /loss 422 `{"utterances":[]}`
            /loss 422 `{"utterances":[{"emissions":[[0,1],[1]],"labels":[0]}],"blank":1}`
            /decode 422 `{"utterances":[{"emissions":[[0,2]]}],"vocabulary":["a"],"blank":0}`
            /decode 400 `[]`
            /synthesize 422 `{"text":"€"}`
            """)
    void answersAsDescribed(String path, int status, String body) {
        var answer = server.post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        contract.requireForeseen(
                path, "post", status, status == 200 ? "application/json" : "application/problem+json", answer.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
            ctc-decode 200 `{"inputs":[{"name":"emissions","datatype":"FP32","shape":[1,1,2],"data":[[[0,2]]]}],"parameters":{"vocabulary":["a","_"],"blank":1}}`
            ctc-align 200 `{"id":"x","inputs":[{"name":"emissions","datatype":"FP32","shape":[1,1,2],"data":[[[0,2]]]},{"name":"targets","datatype":"INT32","shape":[1,2],"data":[1,1]}],"parameters":{"blank":0}}`
            ctc-loss 200 `{"inputs":[{"name":"emissions","datatype":"FP32","shape":[1,1,2],"data":[[[0,2]]]},{"name":"targets","datatype":"INT32","shape":[1,2],"data":[1,1]}],"parameters":{"blank":0}}`
            ctc-loss 422 `{"inputs":[]}`
            ctc-loss 400 `{"inputs":7}`
            ctc-lose 404 `{"inputs":[]}`
            """)
    void modelsAnswerAsDescribed(String model, int status, String body) {
        var answer = server.post("/v2/models/" + model + "/infer", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        contract.requireForeseen("/v2/models/{model}/infer", "post", status, "application/json", answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models",
                "/v2/models/{model}",
                "/v2/models/{model}/ready"
            })
    void theInferenceServerIsAsDescribed(String path) {
        var answer = server.get(path.replace("{model}", "ctc-align"));
        contract.requireForeseen(path, "get", 200, "application/json", answer.body());
    }

    @Test
    void vocabulariesAreAsDescribed() {
        contract.requireForeseen(
                "/vocabularies",
                "get",
                200,
                "application/json",
                server.get("/vocabularies").body());
    }

    @ParameterizedTest
    @CsvSource({"GET,/nowhere,404", "GET,/loss,405", "DELETE,/vocabularies,405"})
    void whatHasNoOperationIsAProblemToo(String method, String path, int status) {
        var answer = server.send(server.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        contract.requireValid("Problem", answer.body());
    }
}
