package io.ctcservice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.Documentation;
import io.ctcservice.testing.Documentation.Example;
import io.ctcservice.testing.HelloExample;
import io.ctcservice.testing.Python;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests that run the examples of the README and the guide that need no generated client: in the order of their page, in
 * a folder with the files of a clone, against a service with the settings that the guide names.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.vocabularies.digits.location=file:src/docs/examples/digits.json",
            "ctc.vocabularies.digits.blank=0",
            "ctc.language-models.greeting.location=file:src/docs/examples/greeting.arpa"
        })
final class DocumentedExamplesTests {

    private static final Path BINARY = Path.of("src/docs/guide/binary.md");
    private static final Path TRAINING = Path.of("src/docs/guide/training.md");

    @TempDir
    private Path clone;

    private final int port;

    DocumentedExamplesTests(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void makeAClone() throws IOException {
        Files.createSymbolicLink(clone.resolve("src"), Path.of("src").toAbsolutePath());
        // Maven would compile first; this starts what is compiled already
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var mvnw = Files.writeString(clone.resolve("mvnw"), """
                #!/bin/sh
                exec '%s' --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx256m \
                    -Dctc.warm-up=10ms -cp '%s' io.ctcservice.CtcServiceApplication
                """.formatted(java, classPath()));
        Files.setPosixFilePermissions(mvnw, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Stream<Path> pages() {
        return Documentation.pages().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyExampleOfAPageWorksInTheOrderOfThePage(Path page) throws IOException {
        Command.assumeRuns("jq", "--version");
        Command.assumeRuns("curl", "--version");
        int free = freePort();
        for (Example example : Documentation.examples(page)) {
            if (example.notRun() == null) {
                run(example, free);
            }
        }
    }

    @Test
    void aCallInJsonFromPythonPrintsTheLossTheReadingAndTheRefusal() throws IOException {
        var program = Documentation.example(Documentation.CLIENTS, "python", port);

        HelloExample.require(Python.with("requests").run(clone, program), port);
    }

    @Test
    void aCallWithArraysFromPythonPrintsTheLossAndTheShapeOfTheGradient() throws IOException {
        var program = Documentation.example(BINARY, "python", port);

        assertThat(Python.with("numpy", "requests").run(clone, program)).matches("\\d+\\.\\d+ \\(100, 28\\)");
    }

    @Test
    void theLossFallsInTheTrainingLoopAsThePageSays() throws IOException {
        var loop = Documentation.examples(TRAINING).getFirst().at(port);

        assertThat(Python.with("numpy", "requests").run(clone, loop).lines())
                .containsExactly("loss 1.951", "loss 0.173", "loss 0.082");
    }

    private void run(Example example, int freePort) throws IOException {
        var code = example.at(port).replace("8081", String.valueOf(freePort));
        switch (example.language()) {
            case "sh" ->
                assertThat(Command.output(clone, List.of("bash", "-c", strict(code))))
                        .as(code)
                        .doesNotContain("null");
            case "python" -> python(code).run(clone, code);
            default -> {} // run with the generated clients, see DocumentationTests
        }
    }

    private static Python python(String code) {
        return code.contains("import websockets") ? Python.with("websockets") : Python.with("numpy", "requests");
    }

    /** Where the example is about a refusal, that is what should come. */
    private static String strict(String code) {
        var refusal = code.contains("jq .errors");
        return "set -euo pipefail\n" + (refusal ? "" : "curl() { command curl --fail-with-body \"$@\"; }\n") + code;
    }

    private static String classPath() {
        return Stream.of(String.valueOf(System.getProperty("java.class.path")).split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
