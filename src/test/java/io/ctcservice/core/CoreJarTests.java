package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.Documentation;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the core's jar as a library: the documented examples, compiled for Java 17 and run without other jars. */
@Tag("slow")
final class CoreJarTests {

    private static final int JAVA_17 = 61; // versions of class files
    private static final int JAVA_25 = 69;
    private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);
    private static final Pattern PRINTED = Pattern.compile("printf\\(.*; // (.+)$", Pattern.MULTILINE);
    private static final Pattern VERSION = Pattern.compile("version \"(\\d+)");

    private static Path jar = Path.of("");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void findsTheJar() {
        String built = System.getProperty("core.jar");
        assumeTrue(built != null && Files.exists(Path.of(built)), "the build has made no jar of the core");
        jar = Path.of(Objects.requireNonNull(built)).toAbsolutePath();
    }

    static Stream<String> examples() throws IOException {
        var examples = new ArrayList<String>();
        for (var page : List.of(Documentation.README, Documentation.LIBRARY)) {
            for (var example : Documentation.examples(page)) {
                if (example.language().equals("java")) {
                    examples.add(example.code());
                }
            }
        }
        return examples.stream();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("examples")
    void theExampleRunsOnTheJavaOfToday(String example) throws IOException {
        String name = compiled(example);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String plain = run(name, java, "-Dctc.kernel=scalar");
        assertThat(plain).contains("Kernel: scalar").contains(whatItPrints(example));
        String vectors = run(name, java, "--add-modules", "jdk.incubator.vector", "-Dctc.kernel=vector");
        assertThat(vectors).contains("Kernel: vector").contains(whatItPrints(example));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("examples")
    void theExampleRunsOnJava17(String example) throws IOException {
        String printed = run(compiled(example), java17(), "--add-modules", "jdk.incubator.vector");
        assertThat(printed).contains("the vector kernel needs Java 25").contains(whatItPrints(example));
    }

    /** What an example says that it prints: behind the lines that print it. */
    private static List<String> whatItPrints(String example) {
        var printed =
                PRINTED.matcher(example).results().map(line -> line.group(1)).toList();
        assertThat(printed).isNotEmpty();
        return printed;
    }

    private static String compiled(String example) throws IOException {
        var names = CLASS.matcher(example);
        assertThat(names.find()).isTrue();
        var source = Files.writeString(folder.resolve(names.group(1) + ".java"), example);
        List<String> options =
                List.of("--release", "17", "-Xlint:all", "-Werror", "-cp", jar.toString(), "-d", folder.toString());
        var arguments = new ArrayList<>(options);
        arguments.add(source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return names.group(1);
    }

    private static String run(String name, String java, String... options) throws IOException {
        var command = new ArrayList<>(List.of(java, "-Duser.language=en"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", jar + System.getProperty("path.separator") + folder, name));
        return Command.output(folder, command);
    }

    /** Returns a Java of a version from 17 to 24: that on the path, or where machines that build on GitHub have it. */
    private static String java17() {
        var places = Stream.of("JAVA_HOME_17_X64", "JAVA_HOME_21_X64")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .map(home -> Path.of(home, "bin", "java").toString());
        for (String java : Stream.concat(places, Stream.of("java")).toList()) {
            if (isBefore25(java)) {
                return java;
            }
        }
        return abort("there is no Java from 17 to 24 on the path");
    }

    private static boolean isBefore25(String java) {
        try {
            var version = VERSION.matcher(Command.output(folder, List.of(java, "-version")));
            return version.find() && Integer.parseInt(version.group(1)) < 25;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void itHoldsTheCoreAndNpyFilesForJava17AndVectorsForLater() throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertThat(file.isMultiRelease()).isTrue();
            for (var entry : file.stream()
                    .filter(one -> one.getName().endsWith(".class"))
                    .toList()) {
                String name = entry.getName();
                boolean vector = name.startsWith("META-INF/versions/25/io/ctcservice/core/");
                assertThat(name).matches(vector ? ".*/vector/[^/]+" : "io/ctcservice/(core|codec/npy)/(?!.*vector/).*");
                try (var in = new DataInputStream(file.getInputStream(entry))) {
                    assertThat(in.readLong() & 0xFFFF).as(name).isEqualTo(vector ? JAVA_25 : JAVA_17);
                }
            }
        }
    }

    @Test
    void itIsAValidJarOfManyReleases() throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        Command.output(folder, List.of(tool, "--validate", "--file", jar.toString()));
    }
}
