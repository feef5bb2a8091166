package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which files sentences are taken from. */
class SpokenTextTests {

    @TempDir
    private Path folder;

    private Path texts = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(folder.resolve("words"), "a\ncat\nsat\n");
    }

    private SpokenText read(boolean forTests) throws IOException {
        return new SpokenText(texts, folder.resolve("words"), Optional.empty(), forTests);
    }

    @Test
    void filesWithADotInTheirNameAndLinksAreRead() throws IOException {
        Files.writeString(texts.resolve("one.txt"), "A cat.");
        Files.writeString(texts.resolve("one.dat"), "Sat a cat.");
        Files.writeString(folder.resolve("elsewhere"), "A cat sat. A cat, a cat sat.");
        Files.createSymbolicLink(texts.resolve("two"), folder.resolve("elsewhere"));

        assertThat(read(false).size() + read(true).size()).isEqualTo(3);
    }

    @Test
    void aFolderWithoutSentencesIsNamed() throws IOException {
        Files.writeString(texts.resolve("one"), "Nothing that is listed.");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(false).draw(new Random(1)))
                .withMessage("texts=" + texts + " holds no sentence of listed words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(true).draw(new Random(1)))
                .withMessageStartingWith(
                        "texts=" + texts + " holds no sentence of listed words that is kept for tests");
    }
}
