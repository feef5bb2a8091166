package io.ctcservice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ctcservice.testing.ServiceClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the command by which the image finds out whether it is healthy, against a server that answers at one path. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command of the image is one for sh")
final class HealthCheckTests {

    @ParameterizedTest
    @CsvSource({
        "/actuator/health/readiness, OTHER, x",
        "/actuator/health/readiness, SERVER_SERVLET_CONTEXTPATH, /",
        "/ctc/actuator/health/readiness, SERVER_SERVLET_CONTEXTPATH, /ctc",
        "/ctc/actuator/health/readiness, SERVER_SERVLET_CONTEXTPATH, /ctc/",
        "/ctc/actuator/health/readiness, SERVER_SERVLET_CONTEXT_PATH, /ctc/",
    })
    void itAsksBelowThePathOfTheService(String path, String variable, String value) throws Exception {
        assertThat(exitOfCheck(path, 200, "SERVER_PORT", Map.of(variable, value)))
                .isZero();
    }

    @Test
    void aPortOfItsOwnHasNoPathBeforeIt() throws Exception {
        var variables = Map.of("SERVER_PORT", "1", "SERVER_SERVLET_CONTEXTPATH", "/ctc");

        assertThat(exitOfCheck("/actuator/health/readiness", 200, "MANAGEMENT_SERVER_PORT", variables))
                .isZero();
    }

    @Test
    void aServiceThatIsNotReadyIsNotHealthy() throws Exception {
        assertThat(exitOfCheck("/actuator/health/readiness", 503, "SERVER_PORT", Map.of()))
                .isNotZero();
    }

    private static int exitOfCheck(String path, int status, String port, Map<String, String> variables)
            throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            boolean isThere = exchange.getRequestURI().toString().equals(path);
            exchange.sendResponseHeaders(isThere ? status : 400, -1);
            exchange.close();
        });
        server.start();
        try {
            var process = new ProcessBuilder(command()).redirectErrorStream(true);
            process.environment().putAll(variables);
            process.environment().put(port, String.valueOf(server.getAddress().getPort()));
            var running = process.start();
            running.getInputStream().transferTo(System.out);
            return running.waitFor();
        } finally {
            server.stop(0);
        }
    }

    private static List<String> command() throws IOException {
        var found = Pattern.compile("HEALTHCHECK .* CMD (\\[.*?\\])\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(found.find()).isTrue();
        var words = new ArrayList<String>();
        ServiceClient.json(found.group(1).replace("\\\n", "\n")).forEach(word -> words.add(word.asString()));
        return words;
    }
}
