package io.ctcservice.train.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedLinesTests {

    private static final Path FONTS = Path.of("/usr/share/fonts");

    @Test
    void theAlphabetHasTheBlankFirstAndReadsTypographicQuotesAsTranscriptionsDo() {
        var alphabet = new PrintAlphabet();
        assertThat(alphabet.symbols().get(PrintAlphabet.BLANK)).isEmpty();
        assertThat(alphabet.symbols()).doesNotHaveDuplicates().hasSize(176);
        assertThat(alphabet.text(alphabet.labels("“It’s 5–6 Öre,” ‘é’"))).isEqualTo("``It's 5-6 Öre,'' `é'");
        assertThat(alphabet.covers("Ω")).isFalse();
    }

    @Test
    void aLineIsTheSameWheneverItIsMade(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(FONTS), "no fonts here");
        PrintedLine once = maker(folder, 1).make(17, 80);
        PrintedLine again = maker(folder, 1).make(17, 80);
        assertThat(again.drawn()).isEqualTo(once.drawn());
        assertThat(again.picture().values()).containsExactly(once.picture().values());
        assertThat(maker(folder, 2).make(17, 80).picture().values())
                .isNotEqualTo(once.picture().values());
    }

    @Test
    void noFamilyIsBothTrainedAndTestedWith() throws IOException {
        assumeTrue(Files.isDirectory(FONTS), "no fonts here");
        assertThat(FontShelf.load(List.of(FONTS), true).names())
                .doesNotContainAnyElementsOf(
                        FontShelf.load(List.of(FONTS), false).names());
    }

    @Test
    void theInkOfALineIsWhereItsCharactersAre(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(FONTS), "no fonts here");
        LineMaker maker = maker(folder, 3);
        double inside = 0;
        double all = 0;
        for (int i = 0; i < 20; i++) {
            PrintedLine line = maker.makeClean(i);
            assertThat(line.places()).hasSize(line.drawn().length());
            for (int c = 0; c < line.drawn().length(); c++) {
                assertThat(line.places().get(c).hasInk()).isEqualTo(line.drawn().charAt(c) != ' ');
            }
            Grey picture = line.picture();
            for (int x = 0; x < picture.width(); x++) {
                double share = (x + 0.5) / picture.width();
                double reach = 2.0 / picture.width(); // blur
                double ink = 0;
                for (int y = 0; y < picture.height(); y++) {
                    ink += picture.values()[y * picture.width() + x] < 0.5 ? 1 : 0;
                }
                all += ink;
                inside += line.places().stream().anyMatch(p -> share > p.left() - reach && share < p.right() + reach)
                        ? ink
                        : 0;
            }
        }
        // the rest is of lines above and below, underlines and noise
        assertThat(inside / all).isGreaterThan(0.97);
    }

    @Test
    void scalingKeepsTheRatioAndThePaper() {
        var picture = new Grey(100, 50);
        java.util.Arrays.fill(picture.values(), 0.7f);
        Grey scaled = Scaling.toHeight(picture, 32, 16, true);
        assertThat(scaled.width()).isEqualTo(64);
        var paper = new float[64 * 32];
        java.util.Arrays.fill(paper, 0.7f);
        assertThat(scaled.values())
                .containsExactly(paper, within(1e-6f)); // weights of a pixel sum to 1 but for rounding
        assertThat(Scaling.toHeight(new Grey(5, 100), 32, 16, true).width()).isEqualTo(16);
    }

    @Test
    void shrinkingWithAWiderFilterLosesNoInk() {
        var lines = new Grey(30, 30);
        for (int i = 0; i < lines.values().length; i++) {
            lines.values()[i] = i / 30 % 3 == 0 ? 0 : 1; // every third row black
        }
        for (float value : Scaling.scale(lines, 10, 10, true).values()) {
            assertThat(value).isCloseTo(2 / 3f, within(0.12f)); // grey, not bars
        }
    }

    private static LineMaker maker(Path folder, long seed) throws IOException {
        Path texts = Files.createDirectories(folder.resolve("texts"));
        Files.writeString(
                texts.resolve("one"), "It was a bright cold day in April, and the clocks were striking. ".repeat(9));
        Path lists = Files.createDirectories(folder.resolve("lists"));
        Files.writeString(lists.resolve("words"), "Straße\nété\nseñor\n".repeat(30));
        return LineMaker.of(List.of(FONTS), texts, lists, seed, false);
    }
}
