package io.ctcservice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.Documentation;
import io.ctcservice.testing.StreamingToneNetwork;
import io.ctcservice.testing.ToneNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of the example that streams sound, with a network that hears tones. The others of its page are run by {@link DocumentedExamplesTests}. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class StreamingExampleTests {

    @TempDir
    private static Path folder;

    private final int port;

    StreamingExampleTests(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        StreamingToneNetwork.register("tones", folder.resolve("tones"), registry);
    }

    @Test
    void soundFromNodePrintsWhatWasSaid() throws IOException {
        Command.assumeRuns(
                "node", "--experimental-websocket", "-e", "new WebSocket('ws://127.0.0.1:9').onerror = () => {}");
        Files.writeString(
                folder.resolve("example.js"), Documentation.example(Documentation.STREAMING, "javascript", port));
        Files.write(folder.resolve("sound.raw"), StreamingToneNetwork.pcm16(ToneNetwork.sound("abc")));

        // two chunks, of which the first ends within a sample
        var command = "(head -c 4001; sleep 0.5; cat) < sound.raw"
                + " | node --no-warnings --experimental-websocket example.js tones";
        assertThat(Command.output(folder, List.of("bash", "-c", command))).isEqualTo("abc");
    }
}
