package io.ctcservice.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.RawConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Tests of requests that arrive in the moment in which the server ends. */
@Timeout(300)
final class EndingTests {

    /** Of requests with long lines, since the moment is between line and headers, about one in a dozen is met in it. */
    private static final int TRIES = 500;

    private static final String REQUESTS =
            ("GET /favicon.ico?" + "a".repeat(7000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(100);

    /** Tomcat takes such a request for one without a host, with 400. */
    @Test
    void whatComesInTheMomentOfTheEndIsNoFaultOfTheClient() throws InterruptedException {
        try (var service =
                new SpringApplicationBuilder(CtcServiceApplication.class).run("--server.port=0", "--ctc.warm-up=0s")) {
            var server = (TomcatWebServer)
                    Objects.requireNonNull(((ServletWebServerApplicationContext) service).getWebServer());
            String last = "";
            for (int i = 0; i < TRIES && !last.contains("\"status\":503"); i++) {
                last = saidUntilPaused(server, i % 10);
                assertThat(last).doesNotContain("HTTP/1.1 400");
            }
            assertThat(last).contains("HTTP/1.1 503", "Retry-After: 1", "X-Request-Id: ", "the server is shut down");
        }
    }

    private static String saidUntilPaused(TomcatWebServer server, int millis) throws InterruptedException {
        var connector = server.getTomcat().getConnector();
        try (var client = new RawConnection(server.getPort())) {
            client.send("GET /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.answer(Duration.ofSeconds(20)); // so that the connection is accepted
            Thread.ofVirtual().start(() -> client.send(REQUESTS));
            Thread.sleep(millis);
            connector.pause();
            var said = new ByteArrayOutputStream();
            for (byte[] some = client.readSome(1 << 16); some.length > 0; some = client.readSome(1 << 16)) {
                said.writeBytes(some);
            }
            return said.toString(StandardCharsets.ISO_8859_1);
        } finally {
            connector.resume();
        }
    }
}
