package io.ctcservice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Python;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A test of {@code src/docs/examples/train_linear_model.py}, run as its readers would. */
@ServiceTest
final class LinearModelExampleTests {

    private static final Pattern LOSS = Pattern.compile("loss ([0-9.]+)");

    private final int port;

    LinearModelExampleTests(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void aClientInPythonTrainsByTheGradientsOfLossAlone(@TempDir Path folder) throws IOException {
        var python = Python.with("numpy");
        String program = Files.readString(Path.of("src/docs/examples/train_linear_model.py"));

        String printed = python.run(
                folder, program, "--url", "http://127.0.0.1:" + port, "--steps", "60", "--curve", "loss.svg");

        var losses = LOSS.matcher(printed)
                .results()
                .map(match -> Double.parseDouble(match.group(1)))
                .toList();
        assertThat(losses).hasSizeGreaterThan(5);
        assertThat(losses.getFirst()).isGreaterThan(5);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 5);
        assertThat(folder.resolve("loss.svg")).content().startsWith("<svg").contains("<polyline");
    }
}
