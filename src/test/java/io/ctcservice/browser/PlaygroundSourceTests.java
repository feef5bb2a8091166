package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the page's source works with the strictest content security policy, {@code default-src 'self'}. */
class PlaygroundSourceTests {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Pattern TEXT = Pattern.compile("\\.(html|js|css|svg)$");
    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?![^>]*\\bsrc=)|\\son[a-z]+=\"|javascript:");
    private static final Pattern INLINE_STYLE = Pattern.compile("<style|\\sstyle=\"|setAttribute\\('style'");
    private static final Pattern OTHER_HOST =
            Pattern.compile("(?:https?:)?//(?!www\\.w3\\.org/2000/svg)[a-z0-9-]+\\.[a-z]");
    private static final Pattern TEXT_AS_CODE =
            Pattern.compile("\\beval\\(|new Function\\(|innerHTML|insertAdjacentHTML|document\\.write");

    @ParameterizedTest
    @MethodSource("files")
    void hasNothingInlineNothingFromOutsideAndMakesNoMarkupOfText(Path file) throws IOException {
        String source = Files.readString(file);

        assertThat(source)
                .doesNotContainPattern(INLINE_SCRIPT)
                .doesNotContainPattern(INLINE_STYLE)
                .doesNotContainPattern(OTHER_HOST)
                .doesNotContainPattern(TEXT_AS_CODE);
    }

    static Stream<Path> files() {
        try (var files = Files.walk(STATIC)) {
            return files.filter(file -> TEXT.matcher(file.toString()).find()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
