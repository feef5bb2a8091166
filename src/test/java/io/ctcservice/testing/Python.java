package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small Python programs, as our users would; tests that need it are skipped where it is not installed. */
public final class Python {

    private static final String INTERPRETER = "python3";
    private static final int SECONDS = 120; // far more than any of these programs takes, even on a busy machine

    private Python() {}

    /** Skips the test unless these modules can be imported. */
    public static void assumeModules(String... modules) {
        boolean installed;
        try {
            installed = start(List.of("-c", "import " + String.join(", ", modules)), Path.of("."))
                            .exit()
                    == 0;
        } catch (IOException missing) {
            installed = false;
        }
        assumeTrue(installed, INTERPRETER + " with " + String.join(", ", modules) + " is not installed");
    }

    /**
     * Returns what a program printed, without the last line break.
     *
     * @param folder where it runs
     * @param program its source
     * @param arguments {@code sys.argv[1:]}
     */
    public static String run(Path folder, String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("-c", program));
        command.addAll(List.of(arguments));
        var ended = start(command, folder);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output().stripTrailing();
    }

    private static Ended start(List<String> arguments, Path folder) throws IOException {
        var command = new ArrayList<>(List.of(INTERPRETER));
        command.addAll(arguments);
        var output = Files.createTempFile("python", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end after " + SECONDS + " s");
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } finally {
            Files.delete(output);
        }
    }

    private record Ended(int exit, String output) {}
}
