package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.Documentation;
import io.ctcservice.testing.HelloExample;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
final class JavaClientTests {

    private static final Path SOURCES = Path.of("target/clients/java/src/main/java");
    private static final String LIBRARIES = String.valueOf(System.getProperty("java.class.path"));

    @TempDir
    private static Path client;

    private final int port;

    JavaClientTests(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeAll
    static void compileTheClient() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(40);
            compile(sources);
        }
    }

    @Test
    void itCallsEverything() throws IOException {
        compile(List.of(Tour.PROGRAMS.resolve("Tour.java")));

        var tour = new Tour(run("Tour", "http://127.0.0.1:" + port));

        tour.requireRight();
        assertThat(tour.value("logZero")).isEqualTo("0.0"); // -Infinity goes as a string
    }

    @Test
    void theGuideIsRight() throws IOException {
        var example = Files.writeString(
                client.resolve("Example.java"), Documentation.example(Documentation.CLIENTS, "java", port));
        compile(List.of(example));

        HelloExample.require(run("Example"), port);
    }

    private static void compile(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var options = List.of("-proc:none", "-nowarn", "-d", client.toString(), "-cp", classPath());
            boolean compiled = compiler.getTask(
                            errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }

    private static String run(String program, String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Dstdout.encoding=UTF-8", "-cp", classPath(), program));
        command.addAll(List.of(arguments));
        return Command.output(Path.of("."), command);
    }

    private static String classPath() {
        return client + ":" + LIBRARIES;
    }
}
