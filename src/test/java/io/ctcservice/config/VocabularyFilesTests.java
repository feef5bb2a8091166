package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.codec.Location;
import io.ctcservice.config.CtcProperties.RegisteredVocabulary;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.recognition.VocabularyFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Tests of vocabulary files in the forms that users have them. {@code /} stands for a line's end. */
final class VocabularyFilesTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"<blk>\", \"a\", \" \", \"b\"]",
                "/ [/  \"<blk>\",/\"a\",\" \",\"b\"/]/",
                "{\"a\": 1, \"b\": 3, \"<blk>\": 0, \" \": 2}",
                "{\"labels\": [\"<blk>\", \"a\", \" \", \"b\"], \"is_bpe\": false}",
                "{\"1\": \"a\", \"3\": \"b\", \"0\": \"<blk>\", \"2\": \" \"}",
                "0 <blk>/1 a/2  /3 b/",
                "<blk> 0/a 1/2/b 3/",
                "<blk>\t0/a\t1/ 2/b\t3",
                "<blk> 0/a 1/2/b 3/#0 4/#1 5/", // as icefall writes them
                "b 3/2/a 1/<blk> 0//",
                "<blk>/a/ /b/",
                "<blk>/a/ /b",
                "\uFEFF<blk>/a/ /b"
            })
    void theSameSymbolsInAnyForm(String text) throws IOException {
        for (String end : new String[] {"\n", "\r\n"}) {
            assertThat(read(text.replace("/", end), 0, VocabularyFormat.AUTO).symbols())
                    .as(text)
                    .containsExactly("<blk>", "a", " ", "b");
        }
    }

    @Test
    void whatLooksLikeASymbolOfIcefallsGraphsIsOneAtTheEndAlone() throws IOException {
        assertThat(read("<blk> 0\n#0 1\na 2\n#1 3\n", 0, VocabularyFormat.AUTO).symbols())
                .containsExactly("<blk>", "#0", "a", "#1");
    }

    /** The scores of a unigram model, and those of byte pairs, are no indices. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<unk>\t0/<s>\t0/▁the\t-3.20117/s\t-3.4e-05/",
                "<unk>\t0/<s>\t0/▁the\t-0/s\t-1",
            })
    void aSentencePieceVocabularyIsInTheOrderOfItsLines(String text) throws IOException {
        assertThat(read(text.replace("/", "\n"), 0, VocabularyFormat.AUTO).symbols())
                .containsExactly("<unk>", "<s>", "▁the", "s");
    }

    /** spm_train made both, of 120 pieces. */
    @Test
    void aSentencePieceModelHasTheSymbolsOfTheVocabularyBesideIt() throws IOException {
        var list = registered("x", "classpath:io/ctcservice/recognition/sentencepiece.vocab", 0, VocabularyFormat.AUTO);
        var model =
                registered("x", "classpath:io/ctcservice/recognition/sentencepiece.model", 0, VocabularyFormat.AUTO);

        assertThat(model.symbols()).isEqualTo(list.symbols()).hasSize(120).contains("<unk>", "▁a", "th");
    }

    @Test
    void aSentencePieceModelThatIsCutOffIsRefused() throws IOException {
        byte[] model = Files.readAllBytes(Path.of("src/test/resources/io/ctcservice/recognition/sentencepiece.model"));
        var cut = Files.write(folder.resolve("cut.model"), Arrays.copyOf(model, model.length - 5));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> registered("x", cut.toString(), 0, VocabularyFormat.AUTO))
                .satisfies(refused -> assertThat(refused.getReason()).contains("neither UTF-8 nor"));
    }

    @Test
    void symbolsInOtherLettersAreTheTextThatTheyStandFor() throws IOException {
        assertThat(read("<blk> 0\nƌŋţ 1\n", 0, VocabularyFormat.BYTE_BPE).symbols())
                .containsExactly("<blk>", "好");
        assertThat(read("<blk> 0\n5aW9 1\n", 0, VocabularyFormat.BASE64).symbols())
                .containsExactly("<blk>", "好");
    }

    @Test
    void theFilesNameSaysNothing() throws IOException {
        var file = Files.writeString(folder.resolve("vocab.json"), "a 0\nb 1\n");

        assertThat(registered("x", file.toString(), 1, VocabularyFormat.AUTO).symbols())
                .containsExactly("a", "b");
    }

    @Test
    void symbolsThatLookLikeOtherFormsAreSymbolsWhereTheyStandAlone() throws IOException {
        assertThat(read("[PAD]/[UNK]/a".replace("/", "\n"), 0, VocabularyFormat.AUTO)
                        .symbols())
                .containsExactly("[PAD]", "[UNK]", "a");
        assertThat(read("0/1/2/-".replace("/", "\n"), 3, VocabularyFormat.AUTO).symbols())
                .containsExactly("0", "1", "2", "-");
        assertThat(read("{/}/\u3000".replace("/", "\n"), 0, VocabularyFormat.AUTO)
                        .symbols())
                .containsExactly("{", "}", "\u3000");
    }

    @Test
    void aDictionaryOfPaddleOcrHasTheBlankBeforeItAndTheSpaceAfterIt() throws IOException {
        var vocabulary = read("[\n\"\n7\na\n", null, VocabularyFormat.PADDLEOCR);

        assertThat(vocabulary.symbols()).containsExactly("<blank>", "[", "\"", "7", "a", " ");
        assertThat(vocabulary.blank()).isZero();
        assertThat(refusal("a\nb\n", 3, VocabularyFormat.PADDLEOCR)).startsWith("ctc.vocabularies.x.blank: expected 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<blk> 0/a 1/b 3 | location: line 3: no symbol has the class index 2, and this one has 3",
                "a 1/b 2 | location: line 1: no symbol has the class index 0, and this one has 1",
                "<blk> 0/a 1/b 1 | location: line 3: the class index 1 stands twice, first for line 2",
                "<blk> 0/0/a 1 | location: line 2: the class index 0 stands twice, first for line 1",
                "<blk> 0/a 1/b | location: line 3: expected a symbol and its class index, as in other lines",
                "{\"a\": 0, \"b\": 2} | location: the symbol \"b\": no symbol has the class index 1, and this one has"
                        + " 2",
                "{\"a\": 0, \"b\": 0} | location: the symbol \"b\": the class index 0 stands twice, first for the"
                        + " symbol \"a\"",
                "{\"a\": 0, \"b\": \"1\"} | location: the symbol \"b\" of the JSON object has no class index",
                "{\"el\": {\"a\": 0}, \"en\": {\"b\": 0}} | location: a vocabulary of several languages, el, en;"
                        + " expected that of one",
                "{\"a\": 0, \"a\": 1} | location: the JSON is wrong in line 1",
                "[\"a\", 1] | location: index 1 of the JSON array is no string",
                "[\"a\",/\"b\" | location: the JSON is wrong in line 2",
                "[\"a\"] | location: vocabulary: 1 symbol; expected at least 2",
                "'  ' | location: the file is empty",
            })
    void whatIsWrongIsNamedByItsPlace(String text, String reason) throws IOException {
        assertThat(refusal(text.replace("/", "\n"), 0, VocabularyFormat.AUTO))
                .startsWith("ctc.vocabularies.x." + reason);
    }

    @Test
    void whatIsNotTextIsRefused() throws IOException {
        var file = Files.write(folder.resolve("latin1.txt"), "ä\nö\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusalOf(file.toString(), 0, VocabularyFormat.AUTO))
                .contains("the file is neither UTF-8 nor a whole .model of SentencePiece's", file.toString());
    }

    @Test
    void aBlankIsNeverGuessedButALikelyOneIsNamed() throws IOException {
        assertThat(refusal("a\nb\n<pad>\n", null, VocabularyFormat.AUTO))
                .isEqualTo("ctc.vocabularies.x.blank: is not set: expected the class index of the blank, from 0 to 2; "
                        + "the file has \"<pad>\" at 2");
        assertThat(refusal("{\"labels\": [\"a\", \"\"], \"is_bpe\": true}", null, VocabularyFormat.AUTO))
                .endsWith("the file has \"\" at 1");
        assertThat(refusal("a\nb\n", null, VocabularyFormat.AUTO)).endsWith("from 0 to 1");
        assertThat(refusal("a\nb\n", 2, VocabularyFormat.AUTO)).startsWith("ctc.vocabularies.x.blank: 2; expected");
        assertThat(refusal("a\nb\n", -1, VocabularyFormat.AUTO)).startsWith("ctc.vocabularies.x.blank: -1; expected");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(refusalOf("no-such.txt", 0, VocabularyFormat.AUTO))
                .isEqualTo("ctc.vocabularies.x.location: there is no file "
                        + Path.of("no-such.txt").toAbsolutePath());
    }

    private Vocabulary read(String text, @Nullable Integer blank, VocabularyFormat format) throws IOException {
        return registered("x", Files.writeString(folder.resolve("file"), text).toString(), blank, format);
    }

    private String refusal(String text, @Nullable Integer blank, VocabularyFormat format) throws IOException {
        return refusalOf(Files.writeString(folder.resolve("file"), text).toString(), blank, format);
    }

    private static String refusalOf(String location, @Nullable Integer blank, VocabularyFormat format) {
        var refused = assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> registered("x", location, blank, format))
                .actual();
        return refused.getName() + ": " + refused.getReason();
    }

    private static Vocabulary registered(
            String name, String location, @Nullable Integer blank, VocabularyFormat format) {
        var registered = new RegisteredVocabulary(Location.of(location), blank, format);
        var properties = new CtcProperties(
                Map.of(name, registered), Map.of(), new CtcProperties.Json(false), Duration.ZERO, false, false);
        return Objects.requireNonNull(VocabularyFiles.read(properties).byName().get(name));
    }
}
