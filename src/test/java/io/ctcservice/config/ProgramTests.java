package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the program as users start it. */
final class ProgramTests {

    private static final String TOY = "src/test/resources/io/ctcservice/toy.arpa";

    @TempDir
    private Path folder;

    @Test
    void helpIsPrintedAndNothingStarted() throws IOException {
        String help = Command.output(folder, command("--help"));

        assertThat(help)
                .contains("--ctc.limits.json-body=...", "CTC_LIMITS_JSONBODY, default 32MB", "--server.port=...")
                .doesNotContain("Started", " WARN ");
        assertThat(Command.output(folder, command("--server.port=1", "-h"))).isEqualTo(help);
    }

    @Test
    void aKernelThatThereIsNotStopsTheStartInASentence() throws IOException {
        var ended = Command.run(folder, command("--ctc.kernel=fast"));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains("ctc.kernel: expected vector or scalar")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "--ctc.language-models.news.location=no.arpa, ctc.language-models.news.location: there is no file ",
        "--ctc.networks.mine.location=no.onnx, ctc.networks.mine.location: there is no file or folder "
    })
    void aFailedStartSaysWhyAndLittleElse(String setting, String why) throws IOException {
        var ended = Command.run(folder, command("--server.port=0", setting));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains(why)
                .doesNotContain("\tat ", "BeanCreationException", "UnsatisfiedDependency", "condition evaluation");
        assertThat(ended.output().lines().count()).isLessThan(40);
    }

    @Test
    void theLanguageOfTheMachineDoesNotCount() throws IOException {
        var command = command("--server.port=0", "--ctc.limits.max-frames=0");
        command.add(1, "-Duser.language=de");
        var ended = Command.run(folder, command);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("ctc.limits.max-frames: must be greater than or equal to 1, and is 0");
    }

    @Test
    void aPortInUseIsSaidInASentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ended = Command.run(folder, command("--server.port=" + taken.getLocalPort()));

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("Port " + taken.getLocalPort() + " was already in use")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--server.address=192.0.2.1, Cannot assign requested address", // of no machine: kept for documentation
        "--server.ssl.certificate=no.pem, SSL is enabled but no trust material",
        "--server.port=99999, port out of range",
        "--server.servlet.context-path=ctc, The server cannot be started: Context path must start with",
        "--server.port=many, server.port"
    })
    void aServerThatCannotBeStartedSaysWhy(String setting, String why) throws IOException {
        var ended =
                Command.run(folder, setting.contains("port") ? command(setting) : command("--server.port=0", setting));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("APPLICATION FAILED TO START", why).doesNotContain("\tat ");
    }

    @Test
    void aLanguageModelThatDoesNotFitIntoMemoryStopsTheStartInASentence() throws IOException {
        int words = 1_500_000; // at 120 bytes a word far more than the heap; the service starts in less without them
        try (var file = Files.newBufferedWriter(folder.resolve("large.arpa"))) {
            file.write("\\data\\\nngram 1=" + words + "\n\n\\1-grams:\n-1\t<s>\n-1\t</s>\n-1\t<unk>\n");
            for (int i = 3; i < words; i++) {
                file.write("-5\tword" + i + "\n");
            }
            file.write("\n\\end\\\n");
        }
        var command = command("--server.port=0", "--ctc.language-models.news.location=large.arpa");
        command.add(1, "-Xmx64m");

        var ended = Command.run(folder, command);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "APPLICATION FAILED TO START",
                        "ctc.language-models.news.location: large.arpa does not fit into Java's"
                                + " memory: its heap has at most 64 MB; give it more by -Xmx or -XX:MaxRAMPercentage")
                .doesNotContain("\tat ");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theStartEndsWithTheAddressAndWhatThereIsByName() throws IOException {
        Files.writeString(folder.resolve("symbols.txt"), "<blk>\na\nb\n");
        var process = new ProcessBuilder(command(
                        "--server.port=0",
                        "--ctc.warm-up=0s",
                        "--ctc.kernel=scalar",
                        "--ctc.vocabularies.ab.location=symbols.txt",
                        "--ctc.vocabularies.ab.blank=0",
                        "--ctc.language-models.toy.location=" + Path.of(TOY).toAbsolutePath()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var lines = new ArrayList<String>();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains("Ready on")) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(lines.getLast())
                .containsPattern(
                        "Ready on http://127\\.0\\.0\\.1:[1-9]\\d+; vocabularies: ab, english; "
                                + "language models: toy; networks: print, demo-english, demo-english-streaming; kernel: scalar$");
        assertThat(String.join("\n", lines)).doesNotContain("SpringDoc").contains("Kernel: scalar, as ctc.kernel says");
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("--add-modules=jdk.incubator.vector", "-cp", absolute(System.getProperty("java.class.path"))));
        command.add(CtcServiceApplication.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The program runs in another folder. */
    private static String absolute(String classPath) {
        var separator = System.getProperty("path.separator");
        return String.join(
                separator,
                List.of(classPath.split(separator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
