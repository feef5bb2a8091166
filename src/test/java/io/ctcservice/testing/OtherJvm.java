package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A separate JVM with the classes of this one and a small heap, in which work that needs too much memory fails. */
public final class OtherJvm {

    private OtherJvm() {}

    /** Returns what a program printed, in a heap of so many megabytes; fails unless it ended well. */
    public static String output(int heapMegabytes, Class<?> program, String... arguments) throws IOException {
        return output(List.of("-Xmx" + heapMegabytes + "m"), program, arguments);
    }

    /** Returns what a program printed, in a JVM with these options; fails unless it ended well. */
    public static String output(List<String> options, Class<?> program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(Arrays.asList(arguments));
        var ended = Command.run(Path.of("."), command);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }
}
