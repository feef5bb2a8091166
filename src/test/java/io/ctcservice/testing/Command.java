package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A runner of programs of this machine. */
public final class Command {

    private static final int SECONDS = 900; // only bounds: on a busy machine a service takes minutes to start

    private Command() {}

    /**
     * The exit code and output of a program.
     *
     * @param exit its exit code
     * @param output what it printed, errors too
     */
    public record Ended(int exit, String output) {}

    /** Returns the exit code and output of a program that is run in a folder. */
    public static Ended run(Path folder, List<String> command) throws IOException {
        var output = Files.createTempFile("command", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException("no end after " + SECONDS + " s: " + command);
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } finally {
            Files.delete(output);
        }
    }

    /** Returns the output of a program, without the last line break; fails unless its exit code is 0. */
    public static String output(Path folder, List<String> command) throws IOException {
        var ended = run(folder, command);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output().stripTrailing();
    }

    /** Skips the test where a program cannot be run like this; fails where the environment says CI=true. */
    public static void assumeRuns(String... command) {
        if (!runs(command)) {
            skip(command[0] + " is not installed");
        }
    }

    /** Skips the test; fails where the environment says CI=true, so that no skip goes unnoticed there. */
    static void skip(String reason) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            fail(reason);
        }
        abort(reason);
    }

    static boolean runs(String... command) {
        try {
            return run(Path.of("."), List.of(command)).exit() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
