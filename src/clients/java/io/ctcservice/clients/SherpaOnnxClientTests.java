package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.testing.Command;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that sherpa-onnx, from its package registry, hears with the file of {@code demo-english} what the service hears. */
final class SherpaOnnxClientTests {

    private static final Path PROGRAM = Path.of("src/clients/sherpa-onnx");
    private static final List<String> FILES = List.of(".npmrc", "package.json", "package-lock.json", "recognise.js");
    private static final Path EXAMPLES = Path.of("src/docs/examples").toAbsolutePath();
    private static final Path NETWORK =
            Path.of("src/main/resources/networks/demo-english.onnx").toAbsolutePath();
    private static final String SAID = "good morning and thank you for calling";
    private static final int SAMPLE_RATE = 16_000;

    @TempDir
    private static Path project;

    @BeforeAll
    static void install() throws IOException {
        Command.assumeRuns("npm", "--version");
        for (String file : FILES) {
            Files.copy(PROGRAM.resolve(file), project.resolve(file));
        }
        Command.output(
                project, List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"));
    }

    @Test
    void itHearsARecording() throws IOException {
        Files.write(project.resolve("talk.wav"), recording());
        String heard = Command.output(
                        project,
                        List.of(
                                "node",
                                "recognise.js",
                                NETWORK.toString(),
                                EXAMPLES.resolve("demo-english-tokens.txt").toString(),
                                "talk.wav"))
                .lines()
                .reduce("", (before, line) -> line); // what it tells of itself comes first
        int wrong = EditDistance.between(
                Labels.of(heard.chars().toArray()), Labels.of(SAID.chars().toArray()));
        assertThat(wrong).as(heard).isLessThanOrEqualTo(SAID.length() / 10);
    }

    private static byte[] recording() throws IOException {
        try (var file = Files.newInputStream(EXAMPLES.resolve("talk.flac"))) {
            var sound = Resampler.of(SoundFiles.open(file, OptionalInt.empty()), SAMPLE_RATE);
            var samples = new double[10 * SAMPLE_RATE];
            int filled = 0;
            for (int read = 1; read > 0; filled += read) {
                read = Math.max(0, sound.read(samples, filled, samples.length - filled));
            }
            var shorts = new short[filled];
            for (int n = 0; n < filled; n++) {
                shorts[n] = (short) Math.round(samples[n] * Short.MAX_VALUE);
            }
            return WavFile.ofShorts(SAMPLE_RATE, shorts);
        }
    }
}
