package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of hostile HTTP below and beside the endpoints: never a 5xx but 501, 503 and 505, and never a hang. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.limits.json-body=1MB",
            "ctc.limits.binary-body=1MB",
            "ctc.overload.body.grace=2s",
            "ctc.overload.header-time=1s"
        })
@ExtendWith(OutputCaptureExtension.class)
final class ProtocolAbuseTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEAD = "POST /loss HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String GOOD = "{\"utterances\":[{\"emissions\":[[1,2]],\"labels\":[0]}],\"blank\":1}";
    private static final String SMUGGLED = "GET /vocabularies HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @LocalServerPort
    private int port;

    private ServiceClient server;

    @BeforeEach
    void connect() {
        server = new ServiceClient(port);
    }

    @AfterEach
    void isWellAfterwards() {
        assertThat(server.post("/loss", GOOD).statusCode()).isEqualTo(200);
    }

    @Test
    void headersThatTrickleAreGivenUpAlthoughEachByteIsInTime() {
        try (var client = new RawConnection(port)) {
            client.send("GET /vocabularies HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            await().atMost(PATIENCE) // where 1 s is allowed
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !client.send("x"));
        }
    }

    @Test
    void aConnectionThatIsSlowBetweenRequestsIsKept() throws InterruptedException {
        try (var client = new RawConnection(port)) {
            for (int i = 0; i < 2; i++) {
                client.send(HEAD + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD);
                assertThat(client.answer(PATIENCE).status()).isEqualTo(200);
                Thread.sleep(1500); // more than headers may take
            }
        }
    }

    /** Lengths that two servers in a row might read differently: then what is behind the body must not be a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nContent-Length: 2\r\n",
                "Content-Length: 2\r\nContent-Length: 40\r\n",
                "Content-Length: 2, 2\r\n",
                "Content-Length: +2\r\n",
                "Content-Length: 0x2\r\n",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding:\r\n chunked\r\n",
                "Content-Length: 2\r\n Content-Length: 40\r\n",
                "X: y\rTransfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                "Content\u0000-Length: 2\r\n"
            })
    void nothingIsSmuggledBehindAmbiguousLengths(String lengths) {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + lengths + "\r\n{}" + SMUGGLED);

            var answer = client.answer(PATIENCE);
            assertThat(answer.status()).as(answer.text()).isIn(0, 400, 415, 501);
            assertThat(answer.text()).doesNotContain("english");
            assertThat(client.answer(Duration.ofMillis(500)).text()).doesNotContain("english");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FFFFFFFFFFFFFFFFF\r\n",
                "-1\r\n",
                "80000000\r\n",
                "7fffffffffffffff\r\n",
                "2;ext=\"unclosed\r\n{}\r\n0\r\n\r\n",
                "2 \r\n{}\r\n0\r\n\r\n",
                "2\n{}\n0\n\n",
                "2\r\n{}XX0\r\n\r\n",
                "0\r\nX-Trailer: 1\r\n\r\n"
            })
    void oddChunksAreRefused(String chunks) {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            client.endSending();

            assertThat(client.answer(PATIENCE).status()).isIn(0, 400, 408, 413, 422);
        }
    }

    @Test
    void chunksWithEndlessExtensionsOrTrailersAreRefused() {
        for (var endless : new String[] {"2;x=" + "y".repeat(100_000), "0\r\n" + "X: y\r\n".repeat(20_000)}) {
            try (var client = new RawConnection(port)) {
                client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + endless);

                assertThat(client.answer(PATIENCE).status()).isIn(0, 400, 413);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /vocabularies HTTP/1.1\r\n\r\n",
                "GET /vocabularies HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /vocabularies HTTP/1.1\r\nHost: a/../b\r\n\r\n",
                "GET http://[::1/vocabularies HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "TRACE /loss HTTP/1.1\r\nHost: localhost\r\nX-Secret: secret\r\nConnection: close\r\n\r\n",
                "HEAD /vocabularies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /vocabularies HTTP/1.1\r\nHost: localhost\r\nExpect: the unexpected\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nHTTP2-Settings: !\r\nConnection: Upgrade, close\r\n\r\n",
                "POST /actuator/../loss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST /actuator/%2e%2e/loss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /actuator/..;/vocabularies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            })
    void oddRequestsAreAnsweredWithoutAFault(String request) {
        try (var client = new RawConnection(port)) {
            client.send(request);

            var answer = client.answer(PATIENCE);
            assertThat(answer.status()).as(answer.text()).isNotIn(500, 502, 504);
            assertThat(answer.text()).doesNotContain("secret", "Exception", "Tomcat");
        }
    }

    @Test
    void manyHeadersAreRefused() {
        try (var client = new RawConnection(port)) {
            client.send(HEAD + "X: y\r\n".repeat(1000) + "Content-Length: 2\r\n\r\n{}");

            assertThat(client.answer(PATIENCE).status()).isIn(0, 400, 431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: marker%0d%0aSet-Cookie:x",
                "X-Request-Id: marker\tforged",
                "X-Request-Id: marker\u00e9",
                "X-Request-Id: marker\r\n forged",
                "X-Request-Id: ${jndi:ldap://marker}",
                "X-Request-Id: marker marker"
            })
    void requestIdsThatAreNotPlainAreReplacedAndNeverLogged(String header, CapturedOutput output) {
        try (var client = new RawConnection(port)) {
            client.send("GET /vocabularies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");

            var answer = client.answer(PATIENCE);
            assertThat(answer.text()).doesNotContain("marker", "Set-Cookie");
            assertThat(output.getAll()).doesNotContain("marker");
        }
    }

    @Test
    void nothingOfARequestIsLogged(CapturedOutput output) {
        server.post("/loss", "{\"marker\": 1}");
        server.post("/loss", "marker");
        server.post("/loss", GOOD.replace("[0]", "[0],\"target\":\"marker\""));
        server.get("/marker?marker=%0amarker");
        server.post("/loss", "marker/marker", BodyPublishers.ofString(GOOD));
        server.send(server.request("/loss").header("Accept", "marker/*").POST(BodyPublishers.ofString(GOOD)));

        for (var line : new String[] {
            "marker: [marker] : marker\u0001",
            "X-API-Key : marker",
            "Cookie: marker=\"marker; $=marker",
            "Transfer-Encoding : marker",
            "Host: [marker",
        }) {
            malformed("GET /vocabularies?a=%zzmarker HTTP/1.1\r\nHost: localhost\r\n" + line);
        }
        malformed("GET /marker[]| HTTP/1.1\r\nHost: localhost");
        malformed("marker\u0016 / HTTP/1.1\r\nHost: localhost");
        malformed("marker /vocabularies HTTP/1.1\r\nHost: localhost");
        malformed("marker /actuator/prometheus HTTP/1.1\r\nHost: localhost");
        malformed("GET / HTTP/marker\r\nHost: localhost");

        assertThat(output.getAll()).doesNotContain("marker");
    }

    private void malformed(String request) {
        try (var client = new RawConnection(port)) {
            client.send(request + "\r\nConnection: close\r\n\r\n");
            assertThat(client.answer(PATIENCE).status()).isNotEqualTo(500);
        }
    }

    @Test
    void negotiationWithAThousandTypesOrRangesIsNoFault() {
        var types = "application/x-a;q=0.1,".repeat(300) + "*/*;q=0.01";
        var accepted = server.send(server.request("/vocabularies").header("Accept", types));
        var ranges = server.send(server.request("/index.html").header("Range", "bytes=" + "0-0,".repeat(1500) + "0-"));

        assertThat(accepted.statusCode()).isIn(200, 406);
        assertThat(ranges.statusCode()).isIn(200, 400, 416);
    }

    @Test
    void whoAsksBeforeSendingIsRefusedWithoutHavingToSend() {
        var asking = HEAD + "Expect: 100-continue\r\nContent-Length: ";
        try (var client = new RawConnection(port)) {
            client.send(asking + "99999999\r\n\r\n");

            assertThat(client.answer(PATIENCE).text()).startsWith("HTTP/1.1 413");
        }
        try (var client = new RawConnection(port)) {
            client.send(asking + GOOD.length() + "\r\n\r\n");
            assertThat(client.answer(Duration.ofSeconds(1)).status()).isEqualTo(100);
            client.send(GOOD);

            assertThat(client.answer(PATIENCE).status()).isEqualTo(200);
        }
    }

    /** Nothing is read of them, or the answer would have to wait for it. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "POST"})
    void formsOfBrowsersAreRefusedBeforeTheyAreRead(String method) {
        try (var client = new RawConnection(port)) {
            client.send(method + " /loss HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");

            assertThat(client.answer(PATIENCE).status()).isEqualTo(method.equals("POST") ? 415 : 405);
        }
    }

    /** A boundary of one byte repeated makes the search for it as slow as it can be. */
    @Test
    void aFormThatIsAllBoundaryIsRefusedAtOnce() {
        var boundary = "-".repeat(70);
        var answer = server.post(
                "/loss", "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString("-".repeat(1_000_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/svg+xml"})
    void picturesOfHugeRequestsAreOfAPagesSize(String type) {
        var rows = "[0,2],".repeat(90_000);
        var body = "{\"utterances\":[{\"emissions\":[" + rows + "[2,0]]}],\"blank\":1}";
        var classes = "[" + "0,".repeat(60_000) + "2]";
        var wide = "{\"utterances\":[{\"emissions\":[" + classes + "," + classes + "]}],\"blank\":1}";
        for (var request : new String[] {body, wide}) {
            var answer = server.send(server.request("/decode")
                    .header("Content-Type", "application/json")
                    .header("Accept", type)
                    .POST(BodyPublishers.ofString(request)));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().length()).isLessThan(4_000_000);
            if (type.endsWith("xml")) {
                var width = Pattern.compile("width=\"(\\d+)").matcher(answer.body());
                assertThat(width.find()).isTrue();
                assertThat(Integer.parseInt(width.group(1))).isLessThan(2000);
            }
        }
    }
}
