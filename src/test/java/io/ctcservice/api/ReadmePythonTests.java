package io.ctcservice.api;

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

/** The Python of the README, run as it stands there; skipped where requests or NumPy is not installed. */
@ServiceTest
final class ReadmePythonTests {

    @TempDir
    private Path folder;

    private final int port;

    ReadmePythonTests(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void itSendsAndReceivesArrays() throws IOException {
        Python.assumeModules("numpy", "requests");
        var snippet = Pattern.compile("```python\n(.*?np\\.load.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(snippet.find()).isTrue();
        String program = snippet.group(1).replace("127.0.0.1:8080", "127.0.0.1:" + port);
        assertThat(program).contains(":" + port);

        assertThat(Python.run(folder, program)).matches("\\d+\\.\\d+ \\(100, 28\\)");
    }
}
