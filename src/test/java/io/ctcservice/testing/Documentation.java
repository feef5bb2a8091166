package io.ctcservice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of the user documentation, and their examples. */
public final class Documentation {

    /** The page that everybody reads. */
    public static final Path README = Path.of("README.md");

    /** The page that says how to use the core without the service. */
    public static final Path LIBRARY = Path.of("src/docs/guide/library.md");

    /** The page that says how to call the service from other languages. */
    public static final Path CLIENTS = Path.of("src/docs/guide/clients.md");

    /** The page about WebSockets. */
    public static final Path STREAMING = Path.of("src/docs/guide/streaming.md");

    private static final Pattern EXAMPLE = Pattern.compile(
            "^(?:<!-- not run by tests: (?<why>[^\n]+) -->\n)?```(?<language>\\w*)\n(?<code>.*?)^```$",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ADDRESS = Pattern.compile("(127\\.0\\.0\\.1|localhost):8080");

    private Documentation() {}

    /**
     * A block of code on a page.
     *
     * @param language as it stands behind the fence
     * @param notRun why no test runs it; null where one does
     */
    public record Example(
            String language, String code, @Nullable String notRun) {

        /** Returns the code for a service at this port. */
        public String at(int port) {
            return ADDRESS.matcher(code).replaceAll("127.0.0.1:" + port);
        }
    }

    /** Returns the README, the pages of the guide, and that on operation. */
    public static List<Path> pages() {
        try (var guide = Files.list(Path.of("src/docs/guide"))) {
            return Stream.concat(
                            Stream.of(README, Path.of("src/docs/operations/README.md")),
                            guide.filter(page -> page.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the examples of a page, in order. */
    public static List<Example> examples(Path page) throws IOException {
        return EXAMPLE.matcher(Files.readString(page))
                .results()
                .map(Documentation::example)
                .toList();
    }

    /** Returns the only example of a page in a language, for a service at this port. */
    public static String example(Path page, String language, int port) throws IOException {
        var found = examples(page).stream()
                .filter(example -> example.language().equals(language))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " examples in " + language + " on " + page);
        }
        return found.getFirst().at(port);
    }

    private static Example example(MatchResult match) {
        return new Example(match.group("language"), match.group("code"), match.group("why"));
    }
}
