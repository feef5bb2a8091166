package io.ctcservice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever the server answers, its OpenAPI document says so. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class ContractTests {
    @LocalServerPort
    private int port;

    private ServiceClient server;
    private Contract contract;

    @BeforeEach
    void readTheDocument() {
        server = new ServiceClient(port);
        contract = new Contract(server.get("/v3/api-docs").body());
    }

    @Test
    void everyExampleWorksAndItsAnswerIsAsDescribed() {
        var examples = contract.examples();

        assertThat(examples).containsKeys("/loss", "/decode", "/synthesize");
        examples.forEach((path, example) -> {
            var answer = server.post(path, example.toString());
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            contract.requireForeseen(path, "post", 200, "application/json", answer.body());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
            /loss 200 `{"utterances":[{"emissions":[[0,1],[1,0]],"labels":[0]}],"blank":1,"include":["gradient","occupancy","lattice","bestPath"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,1]],"labels":[0,0]}],"blank":1,"include":["gradient","occupancy","lattice","bestPath"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,"-Infinity"]],"labels":[0]}],"blank":1,"reduction":"none","include":["lattice"]}`
            /loss 200 `{"utterances":[{"emissions":[[0,1]],"labels":[0,0]}],"blank":1,"zeroInfinity":true,"reduction":"sum"}`
            /decode 200 `{"utterances":[{"emissions":[[9,0,0],[0,0,9],[0,9,0]]}],"vocabulary":["a"," ","<b>"],"blank":2,"include":["tokens","words","framePath"]}`
            /decode 200 `{"utterances":[{"emissions":[[9,0],[0,9]]}],"blank":1,"include":["tokens","framePath"]}`
            /synthesize 200 `{"text":"a","model":"oracle","seed":3}`
            /synthesize 200 `{"text":"hello","model":"untrained","voice":"perCharacter"}`
            /loss 400 `{`
            /loss 400 `{"nothing":1}`
            /loss 422 `{"utterances":[]}`
            /loss 422 `{"utterances":[{"emissions":[[0,1],[1]],"labels":[0]}],"blank":1}`
            /decode 422 `{"utterances":[{"emissions":[[0,1]]}],"vocabulary":["a"],"blank":0}`
            /decode 400 `[]`
            /synthesize 422 `{"text":"€"}`
            """)
    void answersAsDescribed(String path, int status, String body) {
        var answer = server.post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        contract.requireForeseen(
                path, "post", status, status == 200 ? "application/json" : "application/problem+json", answer.body());
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
