package io.ctcservice.train.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which files words are taken from. */
class WordStockTests {

    @TempDir
    private Path folder;

    private Path texts = Path.of("");
    private Path lists = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        texts = Files.createDirectory(folder.resolve("texts"));
        lists = Files.createDirectory(folder.resolve("lists"));
        Files.writeString(lists.resolve("words"), "list\n".repeat(40));
    }

    private WordStock read() throws IOException {
        return WordStock.read(texts, lists, new PrintAlphabet(), /* forTests= */ false);
    }

    @Test
    void filesWithADotInTheirNameAreRead() throws IOException {
        Files.writeString(texts.resolve("mr.mirror.txt"), "text ".repeat(40));
        Files.writeString(texts.resolve("fortunes.dat"), "index ".repeat(40));

        assertThat(read().running()).containsOnly("text");
    }

    @Test
    void linksAreFollowedToEachFileOnce() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("one"), "text ".repeat(40));
        Files.createSymbolicLink(texts.resolve("one"), elsewhere.resolve("one"));
        Files.createSymbolicLink(texts.resolve("one.u8"), texts.resolve("one"));
        Files.createSymbolicLink(texts.resolve("two"), elsewhere);
        Files.createSymbolicLink(lists.resolve("american"), lists.resolve("words"));

        assertThat(read().running()).hasSize(38);
        assertThat(read().listed()).hasSize(38);
    }

    @Test
    void foldersWithoutWordsAreNamed() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessage("texts=" + texts + " holds 0 words; expected at least 20");
        Files.writeString(texts.resolve("one"), "text ".repeat(40));
        Files.delete(lists.resolve("words"));
        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessage("lists=" + lists + " holds 0 words; expected at least 20");
    }
}
