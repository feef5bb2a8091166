package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ctcservice.recognition.VocabularyFile;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests that the playground reads the files of vocabularies as the service does, and takes the sound that it takes; they
 * need a browser as {@link PlaygroundTests} do.
 */
@ServiceTest
class PlaygroundVocabularyTests {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final PlaygroundPage page;

    PlaygroundVocabularyTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).visit("");
    }

    static List<Arguments> files() {
        return List.of(
                arguments("tokens.txt", "<blk> 0\n1\na 2\nb 3\n", List.of("<blk>", " ", "a", "b")),
                arguments("tokens.txt", "<blk> 0\n#0 1\na 2\n#0 3\n#1 4\n", List.of("<blk>", "#0", "a")),
                arguments("tokens.txt", "<blk> 0\n \t1 \na 2\n", List.of("<blk>", " ", "a")),
                arguments("tokens.txt", "<blk> 0\na 1\nb 2\n\n\n", List.of("<blk>", "a", "b")),
                arguments("tokens.txt", "<blk> 0 \na 1 \n", List.of("<blk>", "a")),
                arguments("tokens.txt", "b\t 2\r\na  1\r\n<blk>\t0\r\n", List.of("<blk>", "a", "b")),
                arguments("tokens.txt", "<blk> 0\n\u3000 1\n\u00a0 2", List.of("<blk>", "\u3000", "\u00a0")),
                arguments("tokens.txt", "a 0", List.of("a")),
                arguments("vocab.txt", "[PAD]\n[UNK]\na\nb\n", List.of("[PAD]", "[UNK]", "a", "b")),
                arguments("vocab.txt", "[PAD] 0\n[UNK] 1\na 2\nb 3\n", List.of("[PAD]", "[UNK]", "a", "b")),
                arguments("dict.txt", "{\n}\n[\n \n\n", List.of("{", "}", "[", " ", "")),
                arguments("dict.txt", "\ufeffa\nb\n1\n2\n", List.of("a", "b", "1", "2")),
                arguments("en.dict", "a\nb", List.of("a", "b")),
                arguments("bpe.vocab", "<unk>\t0\n▁the\t-3.25\ns\t-1e-05\n", List.of("<unk>", "▁the", "s")),
                arguments("vocab.json", " [\"a\", \"\\u00e9\", \" \"]\n", List.of("a", "é", " ")),
                arguments("alphabet.json", "{\"labels\": [\"\", \" \"], \"is_bpe\": false}", List.of("", " ")),
                arguments("charsets.json", "{\"charset\": [\" \", \"5\"], \"image\": [-1, 64]}", List.of(" ", "5")),
                arguments("vocab.json", "{\"b\": 1, \"1\": 2, \"a\": 0}", List.of("a", "b", "1")),
                arguments("idx_to_char.json", "{\"1\": \"b\", \"0\": \"\", \"2\": \"1\"}", List.of("", "b", "1")),
                arguments("labels.txt", "0 <blk>\n1\tb\n2 2\n3  \n", List.of("<blk>", "b", "2", " ")),
                arguments("labels.txt", "0 2\n1 0\n2 1\n", List.of("1", "2", "0")),
                arguments("vocab.json", "{\"eng\": {\"b\": 1, \"a\": 0}}", List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsAFileAsTheServiceDoes(String name, String text, List<String> symbols) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(new VocabularyFile(bytes).symbols()).isEqualTo(symbols);
        assertThat(read(name, bytes, "JSON.parse(result.changed.vocabulary)")).isEqualTo(symbols);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<blk> 0\na\n",
                "<blk> 0\na 2\n",
                "<blk> 0\na 0\n",
                "<unk>\t0\na\t0\n",
                "{\"a\": \"0\"}",
                "{\"el\": {\"a\": 0}, \"en\": {\"b\": 0}}",
                "{\"a\": -1, \"b\": 0}",
                "[\"a\", 1]",
                "{\"labels\": [\"a\", 1]}",
                " \n"
            })
    void refusesWhatTheServiceRefuses(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var refusal = catchThrowable(() -> new VocabularyFile(bytes).symbols());

        assertThat(read("tokens.txt", bytes, "result.changed.vocabulary"))
                .isEqualTo("tokens.txt is not a vocabulary: " + refusal.getMessage() + ".");
    }

    @Test
    void refusesWhatIsNotUnicode() {
        assertThat(read("tokens.txt", "é 0\na 1\n".getBytes(StandardCharsets.ISO_8859_1), "result.changed.vocabulary"))
                .isEqualTo("tokens.txt is not a vocabulary: it is not UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF", "RIFX", "RF64", "BW64", "fLaC", "OggS", "ID3\u0004"})
    void takesTheSoundThatTheServiceTakes(String start) {
        byte[] bytes = (start + "\0\0\0\0WAVE").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read("sound", bytes, "result.file.kind")).isEqualTo("sound");
    }

    @ParameterizedTest
    @ValueSource(strings = {".npy", ".json", ".txt", ".vocab", ".wav"})
    void offersFilesThatItReads(String suffix) {
        assertThat(Objects.toString(page.find("file").getDomAttribute("accept")).split(","))
                .contains(suffix);
    }

    /** Returns what the page makes of a file, or the message of the refusal. */
    private Object read(String name, byte[] content, String result) {
        return Objects.requireNonNull(page.run(
                """
                const {name, content} = arguments[0];
                const file = new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name);
                return import('/js/input/files.js')
                    .then(files => files.readFiles([file]))
                    .then(result => RESULT, failure => failure.message);
                """.replace("RESULT", result),
                Map.of("name", name, "content", Base64.getEncoder().encodeToString(content))));
    }
}
