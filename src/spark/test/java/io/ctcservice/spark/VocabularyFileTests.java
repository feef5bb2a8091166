package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of vocabularies' files: each is read, or refused, as the service does it. */
final class VocabularyFileTests {

    /**
     * A file with what it holds.
     *
     * @param text of the file
     * @param symbols by class index
     */
    record Sample(String text, List<String> symbols) {}

    static Stream<Sample> files() {
        return Stream.of(
                new Sample("[\"a\", \"b\"]", List.of("a", "b")),
                new Sample(" \n[ ]\n", List.of()),
                new Sample("[]", List.of()),
                new Sample("[\"\", \"a\"]", List.of("", "a")),
                new Sample("{\"b\": 1, \"a\": 0}", List.of("a", "b")),
                new Sample("{\"eng\": {\"b\": 1, \"a\": 0}}", List.of("a", "b")),
                new Sample("{\"labels\": [\"\", \" \", \"a\"], \"is_bpe\": false}", List.of("", " ", "a")),
                new Sample("a 1\nb 0\n", List.of("b", "a")),
                new Sample("<blk> 0\n 1\na 2\n\n", List.of("<blk>", " ", "a")),
                new Sample("a\t1\nb\t0\n", List.of("b", "a")),
                new Sample("a 0\n#1 1\nb 2\n#0 3\n#1 4\n", List.of("a", "#1", "b")),
                new Sample("a 0\n#1 1\n", List.of("a", "#1")),
                new Sample("#0 0\n#1 1\n", List.of("#0", "#1")),
                new Sample("<unk>\t0\n<s>\t0\n▁the\t-3.2\n", List.of("<unk>", "<s>", "▁the")),
                new Sample("<unk>\t0\n▁the\t-0\n▁a\t-1\n", List.of("<unk>", "▁the", "▁a")),
                new Sample("<unk>\t0\r\n▁the\t-1e-05\r\n", List.of("<unk>", "▁the")),
                new Sample("▁the\t-3.2", List.of("▁the")),
                new Sample("<unk>\t0\n▁the\t1\n", List.of("<unk>", "▁the")),
                new Sample("[\n]\na\n", List.of("[", "]", "a")),
                new Sample("[\r\n]\r\n\"\r\na", List.of("[", "]", "\"", "a")),
                new Sample("{\n}\na\n", List.of("{", "}", "a")),
                new Sample("[\na\n]\n", List.of("[", "a", "]")),
                new Sample("a\nb\n \nc", List.of("a", "b", " ", "c")),
                new Sample("\na\n", List.of("", "a")),
                new Sample("a\n\rb\n", List.of("a", "\rb")),
                new Sample("\u3000\n\u00a0\n", List.of("\u3000", "\u00a0")),
                new Sample("\u2003[\"a\"]\n", List.of("\u2003[\"a\"]")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadAsTheServiceReadsIt(Sample file) throws IOException {
        assertThat(theirs(file.text())).isEqualTo(file.symbols());
        assertThat(VocabularyFile.symbols(file.text())).isEqualTo(file.symbols());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "[\"a\", 1]",
                "{\"a\": 0.5, \"b\": 1}",
                "{\"el\": {\"a\": 0}, \"en\": {\"b\": 0}}",
                "{\"el\": {\"a\": 0}, \"en\": 1}",
                "{\"a\": -1, \"b\": 0}",
                "{\"a\": 4294967296}",
                "{\"a\": \"0\"}",
                "{\"a\": 0, \"b\": 0}",
                "{\"a\": 0, \"b\": 2}",
                "{\"a\": 1, \"b\": 2}",
                "a 0\nb 0\n",
                "a 0\nb 2\n",
                "a 0\nb\n",
                "a b 0\nc 1\n",
                "<unk>\t0\n▁the\t-3.2\n\n"
            })
    void whatTheServiceRefusesIsRefusedInItsWords(String text) {
        var theirs = catchThrowableOfType(IOException.class, () -> theirs(text));

        assertThatThrownBy(() -> VocabularyFile.symbols(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--vocabulary: " + theirs.getMessage());
    }

    /** What the two parsers of JSON say of it differs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 0, \"a\": 1, \"b\": 0}",
                "{\"a\": 0,\n \"a\": 0}",
                "[\"a\", \"b\"",
                "[\"a\", \"b\"] c",
                "[\"a\"]\n[\"b\"]",
                "{\"a\": 0} {\"b\": 1}",
                "[\"a\",]"
            })
    void whatIsWrongJsonToTheServiceIsRefusedWithItsLine(String text) {
        var theirs = catchThrowableOfType(IOException.class, () -> theirs(text));
        String place = String.valueOf(theirs.getMessage()).split(":", 2)[0];

        assertThat(place).startsWith("the JSON is wrong in line ");
        assertThatThrownBy(() -> VocabularyFile.symbols(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--vocabulary: " + place + ": ");
    }

    private static List<String> theirs(String text) throws IOException {
        return new io.ctcservice.recognition.VocabularyFile(text.getBytes(StandardCharsets.UTF_8)).symbols();
    }
}
