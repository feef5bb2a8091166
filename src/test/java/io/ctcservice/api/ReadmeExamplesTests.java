package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Command;
import io.ctcservice.testing.Form;
import io.ctcservice.testing.Python;
import io.ctcservice.testing.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The examples of the README that need no generated client, run as they stand there. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.language-models.news.location=classpath:io/ctcservice/toy.arpa"})
final class ReadmeExamplesTests {

    @TempDir
    private Path folder;

    private final int port;

    ReadmeExamplesTests(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void putThereWhatTheExamplesRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("src"), Path.of("src").toAbsolutePath());
        Files.copy(Path.of("src/test/resources/io/ctcservice/audio/mono16k.wav"), folder.resolve("speech.wav"));
        var certain = new float[28]; // one frame that is surely an a
        certain[0] = 100;
        Files.write(folder.resolve("a.npy"), Form.npy(FloatMatrix.ofRows(certain)));
    }

    @Test
    void pythonAsksInJson() throws IOException {
        Readme.requireHelloYou(python("json=request"), port);
    }

    @Test
    void pythonSendsAndReceivesArrays() throws IOException {
        assertThat(python("np.load")).matches("\\d+\\.\\d+ \\(100, 28\\)");
    }

    private String python(String containing) throws IOException {
        var python = Python.with("numpy", "requests");
        var programs = Readme.examples("python", port).stream()
                .filter(program -> program.contains(containing))
                .toList();
        assertThat(programs).hasSize(1);
        return python.run(folder, programs.getFirst());
    }

    @Test
    void everyRequestOfTheShellIsAnswered() throws IOException {
        Command.assumeRuns("jq", "--version");
        Command.assumeRuns("curl", "--version");
        var examples = Readme.examples("sh", port).stream()
                .filter(example -> example.contains("curl ") && example.contains(":" + port))
                .filter(example -> !example.contains("./mvnw")) // starts a service with keys
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);

        for (String example : examples) {
            String strict = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n";
            assertThat(Command.output(folder, List.of("bash", "-c", strict + example)))
                    .as(example)
                    .doesNotContain("null");
        }
        assertThat(folder.resolve("features.png")).isNotEmptyFile();
    }
}
