package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** OpenAI's own client, from its package registry, against this service and a network that hears tones. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class OpenAiClientTests {

    private static final Path PROGRAM = Path.of("src/clients/openai");
    private static final List<String> FILES = List.of(".npmrc", "package.json", "package-lock.json", "transcribe.js");

    @TempDir
    private static Path project;

    @TempDir
    private static Path network;

    private final int port;

    OpenAiClientTests(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        Files.write(
                network.resolve("model.onnx"),
                ToneNetwork.file(Layout.NTV, Scores.LOGITS).bytes());
        Files.writeString(network.resolve("tokens.txt"), "<pad> 0\na 1\nb 2\n| 3\n");
        registry.add("ctc.networks.tones.location", network::toString);
        registry.add("ctc.networks.tones.preset", () -> "wav2vec2");
        registry.add("ctc.networks.tones.sound.normalization", () -> "none");
    }

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
    void itWorksUnchanged() throws IOException {
        Files.write(project.resolve("speech.wav"), recording());
        Files.writeString(project.resolve("speech.m4a"), "\0\0\0 ftypM4A \0\0\0\0M4A mp42isom");
        var said = Command.output(
                project, List.of("node", "transcribe.js", "http://127.0.0.1:" + port, "speech.wav", "speech.m4a"));
        var values = said.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));

        var expected = Map.ofEntries(
                Map.entry("json", "\"ab ba\""),
                Map.entry("logprobs", "[\"a\",\"b\",\" \",\"b\",\"a\"]"),
                Map.entry("verbose", "[\"ab ba\",1,[\"ab\",\"ba\"],1]"),
                Map.entry("times", "true"),
                Map.entry("text", "\"ab ba\\n\""),
                Map.entry("deltas", "\"ab ba\""),
                Map.entry("done", "[\"ab ba\"]"),
                Map.entry("keywords", "\"ab ba\""),
                Map.entry("unknown", "[\"NotFoundError\",404,\"model\",\"model_not_found\",\"invalid_request_error\"]"),
                Map.entry("bad", "[\"BadRequestError\",400,\"file\",null,\"invalid_request_error\"]"),
                Map.entry("model", "\"model\""),
                Map.entry(
                        "noModel", "[\"NotFoundError\",404,\"model\",\"model_not_found\",\"invalid_request_error\"]"));
        assertThat(values).containsAllEntriesOf(expected);
        assertThat(values.get("srt")).startsWith("\"1\\n00:00:00,0").endsWith("\\nab ba\\n\\n\"");
        assertThat(values.get("vtt")).startsWith("\"WEBVTT\\n\\n00:00:00.0").endsWith("\\nab ba\\n\"");
        assertThat(values.get("models")).startsWith("[\"tones\"");
    }

    private static byte[] recording() {
        double[] sound = ToneNetwork.sound("abcba");
        var samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound[i] * 32767);
        }
        return WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, samples);
    }
}
