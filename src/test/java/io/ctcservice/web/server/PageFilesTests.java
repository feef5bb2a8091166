package io.ctcservice.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of how the pages' files are sent. */
@ServiceTest
class PageFilesTests {

    private final HttpClient client = HttpClient.newHttpClient();

    private int port;

    @BeforeEach
    void server(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/js/app.js", "/css/base.css", "/favicon.svg"})
    void areKeptByBrowsersAndAskedAfter(String path) throws Exception {
        var first = get(path, "Accept", "*/*");

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        var again = get(path, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get(path, "If-None-Match", "W/\"another\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/js/app.js", "/swagger-ui/swagger-ui-bundle.js", "/swagger-ui/swagger-ui.css"})
    void areCompressed(String path) throws Exception {
        var packed = get(path, "Accept-Encoding", "gzip");
        var plain = get(path, "Accept-Encoding", "identity");

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    }

    @Test
    void swaggersScriptIsKeptToo() throws Exception {
        var first = get("/swagger-ui/swagger-ui-bundle.js", "Accept", "*/*");

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        String modified = first.headers().firstValue("Last-Modified").orElseThrow();
        assertThat(get("/swagger-ui/swagger-ui-bundle.js", "If-Modified-Since", modified)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void answersAreStillKeptByNobody() throws Exception {
        assertThat(get("/vocabularies", "Accept", "*/*").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    private HttpResponse<byte[]> get(String path, String header, String value)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(header, value)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }
}
