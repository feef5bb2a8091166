package io.ctcservice.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A runner of small Python programs; tests that need it are skipped where it is not installed. */
public final class Python {

    private final String interpreter;

    private Python(String interpreter) {
        this.interpreter = interpreter;
    }

    /** Returns a Python that can import these modules; where there is none, the test is skipped, or fails in CI. */
    public static Python with(String... modules) {
        var imports = "import " + String.join(", ", modules);
        var found = Stream.of("python3", "/usr/bin/python3")
                .filter(interpreter -> Command.runs(interpreter, "-c", imports))
                .findFirst();
        if (found.isEmpty()) {
            Command.skip("no python3 with " + String.join(", ", modules) + " is installed");
        }
        return new Python(found.orElseThrow());
    }

    /**
     * Returns what a program printed, without the last line break.
     *
     * @param folder where it runs
     * @param program its source
     * @param arguments {@code sys.argv[1:]}
     */
    public String run(Path folder, String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(interpreter, "-c", program));
        command.addAll(List.of(arguments));
        return Command.output(folder, command);
    }

    /** Compiles every file below a folder; fails if one cannot be. */
    public void compileAll(Path folder) throws IOException {
        Command.output(folder, List.of(interpreter, "-m", "compileall", "-q", "."));
    }
}
