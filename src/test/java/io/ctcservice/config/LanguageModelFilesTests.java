package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.codec.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class LanguageModelFilesTests {

    @TempDir
    private Path folder;

    @Test
    void modelsAreReadByName() {
        var models = LanguageModelFiles.read(properties("classpath:io/ctcservice/toy.arpa"));
        assertThat(models.byName()).containsOnlyKeys("news");
    }

    @Test
    void aPlainPathIsALocation() {
        String path = Path.of("src/test/resources/io/ctcservice/toy.arpa").toString();

        assertThat(LanguageModelFiles.read(properties(path)).byName()).containsOnlyKeys("news");
        assertThat(LanguageModelFiles.read(
                                properties(Path.of(path).toAbsolutePath().toString()))
                        .byName())
                .containsOnlyKeys("news");
    }

    @Test
    void aBadFileStopsTheStartWithTheNameTheLineAndTheFault() throws IOException {
        var bad = Files.writeString(folder.resolve("bad.arpa"), "\\data\\\nngram 1=1\n\n\\1-grams:\nx a\n");

        assertThat(reason(bad.toString())).contains("line 5: not a number", bad.toString());
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThat(reason("classpath:no-such.arpa")).contains("there is no classpath:no-such.arpa");
        assertThat(reason("no-such.arpa"))
                .contains("there is no file " + Path.of("no-such.arpa").toAbsolutePath());
        assertThat(reason(folder.toString())).contains("a folder with no file named .arpa");
    }

    @Test
    void theModelOfAFolderOfPyctcdecodeIsTheOneBesideItsAttributes() throws IOException {
        Files.writeString(folder.resolve("attrs.json"), "{\"alpha\": 0.5}");
        Files.writeString(folder.resolve("unigrams.txt"), "a\n");
        Files.copy(Path.of("src/test/resources/io/ctcservice/toy.arpa"), folder.resolve("3gram.arpa"));
        assertThat(LanguageModelFiles.read(properties(folder.toString())).byName())
                .containsOnlyKeys("news");

        Files.writeString(folder.resolve("5gram.bin"), "");
        assertThat(reason(folder.toString())).contains("more than one file named .arpa", folder.toString());
    }

    private static String reason(String location) {
        return String.valueOf(assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> LanguageModelFiles.read(properties(location)))
                .satisfies(refused -> assertThat(refused.getName()).isEqualTo("ctc.language-models.news.location"))
                .actual()
                .getReason());
    }

    private static CtcProperties properties(String location) {
        var registered = new CtcProperties.RegisteredLanguageModel(Location.of(location));
        return new CtcProperties(
                Map.of(), Map.of("news", registered), new CtcProperties.Json(false), Duration.ZERO, false, false);
    }
}
