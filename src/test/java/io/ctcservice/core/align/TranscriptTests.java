package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.Transcript.OnUnknown;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final WordGrouping WORDS = WordGrouping.of(ENGLISH);

    @Test
    void aTextIsItsLabelsAndItsWords() {
        var transcript = Transcript.ofText("so be it", ENGLISH, WORDS, OnUnknown.REFUSE);
        assertThat(labels(transcript)).containsExactly(18, 14, 26, 1, 4, 26, 8, 19);
        assertThat(transcript.words())
                .containsExactly(
                        new WordGrouping.Word("so", 0, 2),
                        new WordGrouping.Word("be", 3, 5),
                        new WordGrouping.Word("it", 6, 8));
        assertThat(transcript.text(3)).contains("b");
    }

    @Test
    void aTextHasTheLinesInWhichItIsWritten() {
        var transcript = Transcript.ofText("\nso be\n\n it\r\nis \n", ENGLISH, WORDS, OnUnknown.REFUSE);
        assertThat(labels(transcript)).isEqualTo(labels(star("so be it is")));
        assertThat(lines(transcript)).containsExactly(0, 6, 9);
        assertThat(lines(transcript.withStars())).containsExactly(0, 6, 9);
        assertThat(lines(star("a, €\nb"))).containsExactly(0, 4);
        assertThat(lines(star("so be it"))).isEmpty();
    }

    @Test
    void linesOfPiecesHaveNoDelimiterBetween() {
        var vocabulary = Vocabulary.of(List.of("▁a", "b", "▁c", "<blank>"), 3);
        var transcript = Transcript.ofText("ab\ncb", vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        assertThat(labels(transcript)).containsExactly(0, 1, 2, 1);
        assertThat(lines(transcript)).containsExactly(0, 2);
    }

    /** Stars take delimiters and line breaks with them: the lines are those of the text all the same. */
    @Test
    void linesBesideStarsAreThoseOfTheText() {
        assertThat(textsOfLines(star("so be\n—\nit\n1984\nis"))).containsExactly("so be", "—", "it", "1984", "is");
        assertThat(textsOfLines(star("so –\nbe\u2028it"))).containsExactly("so –", "be", "it");
        var han = Vocabulary.of(List.of("天", "地", "<blank>"), 2);
        var transcript = Transcript.ofText("天!\n«地»\n天", han, WordGrouping.of(han), OnUnknown.STAR);
        assertThat(textsOfLines(transcript)).hasSize(3).last().isEqualTo("天");
        var bytes = Vocabulary.of(List.of("▁", "a", "<0xC3>", "<0xA9>", "▁a", "<blank>"), 5);
        transcript = Transcript.ofText("aé\né\na", bytes, WordGrouping.of(bytes), OnUnknown.STAR);
        assertThat(lines(transcript)).containsExactly(0, 4, 6);
        var bars = Vocabulary.of(List.of("a", "b", "|", "<blank>"), 3);
        transcript = Transcript.ofText("a|b\na", bars, WordGrouping.of(bars), OnUnknown.STAR);
        assertThat(lines(transcript)).containsExactly(0, 4);
    }

    @Test
    void aTextThatIsNotThatOfTheTokensHasNoLines() {
        var tokens = Stream.of("a", " b")
                .map(text -> new Transcript.Token(Optional.of(text), text, 0, Transcript.Kind.LABEL))
                .toList();
        assertThat(TextLines.begins("a\nb", tokens).stream()).containsExactly(0, 1);
        assertThat(TextLines.begins("a\nbc", tokens).stream()).isEmpty();
    }

    @Test
    void aTextOfManyLinesIsSpelledOnce() {
        var symbols = IntStream.range(0, 20_000).mapToObj(i -> "▁a" + i).collect(Collectors.toList());
        symbols.addAll(List.of("▁a", "<blank>"));
        var vocabulary = Vocabulary.of(symbols, symbols.size() - 1);
        var transcript = assertTimeout(
                Duration.ofSeconds(10), // spelled line by line, it takes minutes
                () -> Transcript.ofText("a\n".repeat(50_000), vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR));
        assertThat(lines(transcript)).hasSize(50_000);
    }

    private static List<String> textsOfLines(Transcript transcript) {
        var texts = new ArrayList<String>();
        for (int u = 0; u < transcript.length(); u++) {
            String text = transcript.runningText(u);
            if (transcript.beginsLine(u)) {
                texts.add(text);
            } else {
                texts.set(texts.size() - 1, texts.getLast() + text);
            }
        }
        return texts.stream().map(String::strip).toList();
    }

    private static List<Integer> lines(Transcript transcript) {
        return IntStream.range(0, transcript.length())
                .filter(transcript::beginsLine)
                .boxed()
                .toList();
    }

    @Test
    void aRunOfUnknownCharactersIsOneStarInItsWordAndNoLabel() {
        var transcript = star("a €5x b 😀");
        assertThat(labels(transcript)).containsExactly(0, 26, 23, 26, 1);
        assertThat(transcript.words()).extracting(WordGrouping.Word::text).containsExactly("a", "€5x", "b", "😀");
        assertThat(transcript.text(2)).contains("€5");
        assertThat(transcript.tokenOfLabel(2)).isEqualTo(3);
        assertThat(transcript.tokenOfLabel(5)).isEqualTo(transcript.length());
        assertThat(text(transcript)).isEqualTo("a €5x b 😀");
    }

    /** What is left when the stars are taken out is what the text would be without them. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a — b`, `a b`",
                "`— a b`, `a b`",
                "`a b —`, `a b`",
                "`a — … — b`, `a b`",
                "`a—b`, `ab`",
                "`“a” (b)`, `a b`",
                "`—`, ``",
                "`— …`, ``",
                "`a  — b`, `a b`",
                "`a  —  b`, `a  b`",
                "` a —`, ` a`",
                "`a\\n—\\tb\\r\\n`, `a b`"
            })
    void aWordOfStarsHasADelimiterOnOneSideOnly(String text, String heard) {
        var transcript = star(text.translateEscapes());
        assertThat(labels(transcript)).isEqualTo(ENGLISH.labels(heard).toArray());
    }

    @Test
    void aWordOfStarsLeavesTheNextWordItsMark() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁a", "▁", "▁b"), 0);
        var transcript = Transcript.ofText("▁a▁—▁b", vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        assertThat(labels(transcript)).containsExactly(1, 3);
        assertThat(transcript.words()).extracting(WordGrouping.Word::text).containsExactly("a", "—", "b");
        assertThat(text(transcript).strip()).isEqualTo("a — b");
    }

    @Test
    void tokensHaveTheSymbolsAsTheyAre() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "Ġthe", "Ġcaf", "Ã©"), 0);
        for (String text : List.of(" the café", " the café?")) {
            var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
            assertThat(labels(transcript)).containsExactly(1, 2, 3);
            assertThat(IntStream.range(0, 3).mapToObj(u -> transcript.text(u).orElseThrow()))
                    .containsExactly("Ġthe", "Ġcaf", "Ã©");
        }
    }

    @Test
    void unknownCharactersAreRefusedUnlessStarsAreAskedFor() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Transcript.ofText("a€", ENGLISH, WORDS, OnUnknown.REFUSE))
                .withMessageContaining("'€' at character 1");
        assertThatExceptionOfType(CtcInputException.class)
                .as("the blank is not unknown")
                .isThrownBy(() -> Transcript.ofText("aε", ENGLISH, WORDS, OnUnknown.STAR));
    }

    @Test
    void wordsAreThoseOfTheGrouping() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁the", "▁", "re", "▁cat", "s"), 0);
        var grouping = WordGrouping.of(vocabulary);
        var labels = Labels.of(1, 3, 2, 5, 4, 5);
        var transcript = Transcript.ofLabels(labels, vocabulary, grouping);
        assertThat(transcript.words()).isEqualTo(grouping.words(labels));
    }

    @Test
    void starsAreAllowedAtBothEndsAndOnBothSidesOfEachWord() {
        var target = Transcript.ofText("so be", ENGLISH, WORDS, OnUnknown.REFUSE)
                .withStars()
                .target();
        assertThat(IntStream.rangeClosed(0, 5).filter(target::absorbs)).containsExactly(0, 2, 3, 5);
    }

    @Test
    void labelsWithoutSymbolsHaveStarsAtTheEndsOnly() {
        var transcript = Transcript.ofLabels(Labels.of(1, 2, 3), 0).withStars();
        assertThat(IntStream.rangeClosed(0, 3).filter(transcript.target()::absorbs))
                .containsExactly(0, 3);
        assertThat(transcript.words()).isEmpty();
        assertThat(transcript.text(0)).isEmpty();
    }

    @Test
    void aStarAfterAPieceThatEndsItsWordIsAWordOfItsOwn() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "a", "b</w>"), 0);
        var transcript = Transcript.ofText("ab</w>— …ab</w>", vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        assertThat(labels(transcript)).containsExactly(1, 2, 1, 2);
        assertThat(transcript.words()).extracting(WordGrouping.Word::text).containsExactly("ab", "—", "…ab");
    }

    /** Marks stand where they do without the stars, and are no spaces within a word. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "▁say ▁hi s h i, `say “hi”, hi!`, 0 1 1",
                "▁say ▁hi s h i, “hi”, 1",
                "say hi ##h s ##i, `say “shi”, hi!`, 0 3 2 4 1",
                "say</w> hi</w> s h say, `say “hhi”, hi!`, 0 3 1 1",
                "say hi s@@ h@@ hi@@, `say “shi”, hi!`, 0 2 1 1"
            })
    void starsBesideAMarkedPieceArePartOfItsWord(String symbols, String text, String labels) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        assertThat(Arrays.stream(labels(transcript)).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(labels);
        assertThat(transcript.words()).extracting(WordGrouping.Word::text).containsExactly(text.split(" "));
        assertThat(text(transcript).strip().replaceAll(" +", " ")).isEqualTo(text);
    }

    /** For want of pieces with the right marks a word may have others; it is one word in the text all the same. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "say able un, say unable un, 0 2 1 2",
                "say able un ##s, un7ables say, 2 1 3 0",
                "a</w> t, at a t, 0 1 0 1",
                "a@@ t, ta a tat, 1 0 0 1 0 1"
            })
    void wordsAreThoseOfTheTextWhateverMarksTheirPiecesHave(String symbols, String text, String labels) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        assertThat(Arrays.stream(labels(transcript)).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(labels);
        assertThat(transcript.words()).extracting(WordGrouping.Word::text).containsExactly(text.split(" "));
        assertThat(text(transcript).strip().replaceAll(" +", " ")).isEqualTo(text);
    }

    private static Transcript star(String text) {
        return Transcript.ofText(text, ENGLISH, WORDS, OnUnknown.STAR);
    }

    private static String text(Transcript transcript) {
        return IntStream.range(0, transcript.length())
                .mapToObj(transcript::runningText)
                .collect(Collectors.joining());
    }

    private static int[] labels(Transcript transcript) {
        var target = transcript.target();
        return IntStream.range(0, target.length()).map(target::label).toArray();
    }
}
