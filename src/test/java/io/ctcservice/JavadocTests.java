package io.ctcservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the first sentences of Javadoc. */
final class JavadocTests {

    private static final Pattern QUESTION = Pattern.compile(
            "/\\*\\*[\\s*]+(What|Who|How|Where|When|Why|Whether|Which|Whatever|Whoever|Wherever)\\b(?:(?!\\*/)[\\s\\S])*+\\*/\\s+"
                    + "(@[^\\n]*\\s+)*((public|protected|private|abstract|static|sealed|non-sealed|final) )*"
                    + "(class|interface|@interface|record|enum) (\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/jmh/java", "src/spark", "src/train", "src/clients"})
    void theDescriptionOfATypeBeginsWithANounNotWithAQuestion(String root) throws IOException {
        try (var files = Files.walk(Path.of(root))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).flatMap(JavadocTests::questions))
                    .isEmpty();
        }
    }

    private static Stream<String> questions(Path file) {
        try {
            return QUESTION
                    .matcher(Files.readString(file))
                    .results()
                    .map(question -> file + ": " + question.group(1) + " … " + question.group(6))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
