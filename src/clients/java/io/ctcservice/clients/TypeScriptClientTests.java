package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.Documentation;
import io.ctcservice.testing.HelloExample;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class TypeScriptClientTests {

    private static final Path CLIENT = Path.of("target/clients/typescript").toAbsolutePath();
    private static final List<String> FILES =
            List.of(".npmrc", "package.json", "package-lock.json", "tsconfig.json", "tour.ts");

    @TempDir
    private static Path project;

    private final int port;

    TypeScriptClientTests(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeAll
    static void compileTheClient(@LocalServerPort int port) throws IOException {
        Command.assumeRuns("npm", "--version");
        for (String file : FILES) {
            Files.copy(Tour.PROGRAMS.resolve(file), project.resolve(file));
        }
        Files.writeString(
                project.resolve("guide.ts"), Documentation.example(Documentation.CLIENTS, "typescript", port));
        Command.output(
                project, List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"));
        compile("--strict", "-p", CLIENT.toString());
        Files.createSymbolicLink(project.resolve("node_modules/ctc-client"), CLIENT);
        compile("-p", project.toString());
    }

    @Test
    void itCallsEverything() throws IOException {
        var tour = new Tour(Command.output(project, List.of("node", "tour.js", "http://127.0.0.1:" + port)));

        tour.requireRight();
        assertThat(tour.value("features")).isEqualTo("8x5 mfcc"); // 1 + (800 − 200) / 80 frames
        assertThat(tour.value("emissions")).isEqualTo("demo-english 4"); // 100 ms, 30 ms a frame
    }

    @Test
    void theGuideIsRight() throws IOException {
        HelloExample.require(Command.output(project, List.of("node", "guide.js")), port);
    }

    /** The client's own README, from where the project is. */
    @Test
    void itsInstallStepsWork(@TempDir Path folder) throws IOException {
        Command.output(folder, List.of("mkdir", "-p", "target/clients"));
        Command.output(folder, List.of("cp", "-r", CLIENT.toString(), "target/clients/typescript"));
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
        var steps = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(CLIENT.resolve("README.md")));
        assertThat(steps.find()).isTrue();
        Command.output(folder, List.of("sh", "-ec", steps.group(1)));

        var program = "import { Configuration } from 'ctc-client'; console.log(new Configuration().basePath)";
        assertThat(Command.output(folder, List.of("node", "--input-type=module", "-e", program)))
                .isEqualTo("http://localhost:8080");
    }

    private static void compile(String... options) throws IOException {
        var command = new ArrayList<>(List.of("node", "node_modules/typescript/lib/tsc.js"));
        command.addAll(List.of(options));
        Command.output(project, command);
    }
}
