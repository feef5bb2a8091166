package io.ctcservice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Documentation;
import io.ctcservice.testing.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of rules for all pages of the documentation. */
final class DocumentationTests {

    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\"|srcset=\")([^)\"\\s]+)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern FENCE = Pattern.compile("^```\\w+$", Pattern.MULTILINE);
    private static final Pattern JAR = Pattern.compile("java (?!-Djarmode)([^\n]*)-jar (target/\\S+)");

    static Stream<Path> pages() throws IOException {
        try (var docs = Files.walk(Path.of("src/docs"))) {
            var pages = docs.filter(page -> page.toString().endsWith(".md")).toList();
            return Stream.concat(
                    Stream.of(
                            Documentation.README,
                            Path.of("CHANGELOG.md"),
                            Path.of(".github/CONTRIBUTING.md"),
                            Path.of(".github/SECURITY.md")),
                    pages.stream());
        }
    }

    static Stream<Path> pagesWithExamples() {
        return Documentation.pages().stream();
    }

    @Test
    void theReadmeIsReadToTheEnd() throws IOException {
        assertThat(Files.readAllLines(Documentation.README)).hasSizeBetween(100, 210);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyLinkOfAPageLeadsToSomething(Path page) throws IOException {
        var links = LINK.matcher(Files.readString(page)).results().map(link -> link.group(1));

        assertThat(links.filter(link -> !link.contains("://") && !leadsSomewhere(page, link)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesWithExamples")
    void everyExampleIsRunOrSaysWhyNot(Path page) throws IOException {
        var examples = Documentation.examples(page);

        assertThat(examples).as("blocks of code").hasSize((int)
                FENCE.matcher(Files.readString(page)).results().count());
        assertThat(examples.stream().filter(example -> example.notRun() == null).map(Documentation.Example::language))
                .as("languages of what is run")
                .allMatch(language -> switch (language) {
                    case "sh", "python" -> true; // DocumentedExamplesTests
                    case "javascript" -> page.equals(Documentation.STREAMING); // StreamingExampleTests
                    case "typescript" -> page.equals(Documentation.CLIENTS); // with the profile clients
                    case "java" -> // with the profile clients, or by CoreJarTests
                        List.of(Documentation.CLIENTS, Documentation.README, Documentation.LIBRARY)
                                .contains(page);
                    default -> false;
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesWithExamples")
    void theJarIsTheOneThatTheBuildMakesAndGetsItsVectors(Path page) throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var version = Pattern.compile("<artifactId>ctc-service</artifactId>\\s*<version>(.+?)</version>")
                .matcher(pom);
        assertThat(version.find()).isTrue();

        assertThat(JAR.matcher(Files.readString(page)).results()).allSatisfy(command -> {
            assertThat(command.group(1).strip())
                    .isEqualTo("--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED");
            assertThat(command.group(2)).isEqualTo("target/ctc-service-" + version.group(1) + ".jar");
        });
    }

    @Test
    void theRecordingIsWhatItsProgramMakes(@TempDir Path folder) throws IOException {
        var program = Files.readString(Path.of("src/docs/examples/vowels.py"));
        Python.with("wave").run(folder, program, "vowels.wav");

        var made = samples(folder.resolve("vowels.wav"));
        var kept = samples(Path.of("src/docs/examples/vowels.wav"));
        assertThat(made).hasSameSizeAs(kept);
        for (int n = 0; n < kept.length; n++) {
            assertThat(made[n])
                    .isBetween((short) (kept[n] - 1), (short) (kept[n] + 1)); // another sine, another rounding
        }
    }

    private static short[] samples(Path wav) throws IOException {
        var bytes = Files.readAllBytes(wav);
        var samples = new short[(bytes.length - 44) / 2];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(44)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static boolean leadsSomewhere(Path page, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).anyMatch(parts[1]::equals));
    }

    /** As GitHub names its headings. */
    private static Stream<String> anchors(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(heading -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-'));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
