package io.ctcservice.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordGroupingTests {

    @Test
    void delimitersStandBetweenWordsAndMakeNoEmptyOnes() {
        var words = WordGrouping.of(Vocabulary.ofEnglish()).words(Labels.of(26, 7, 8, 26, 26, 19, 14, 26));
        assertThat(words).containsExactly(new WordGrouping.Word("hi", 1, 3), new WordGrouping.Word("to", 5, 7));
    }

    @Test
    void bothSpacesSeparateWhereTheVocabularyHasTwo() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "a", " ", " "), 0);
        var words = WordGrouping.of(vocabulary).words(Labels.of(1, 2, 1, 3, 1));
        assertThat(words).extracting(WordGrouping.Word::text).containsExactly("a", "a", "a");
    }

    @Test
    void aSymbolThatBeginsWithTheDelimiterBeginsAWord() {
        var vocabulary = Vocabulary.of(List.of("▁the", "re", "▁c", "at", "<blank>", "▁"), 4);
        var words = WordGrouping.of(vocabulary).words(Labels.of(0, 1, 2, 3, 5, 3));
        assertThat(words)
                .containsExactly(
                        new WordGrouping.Word("there", 0, 2),
                        new WordGrouping.Word("cat", 2, 4),
                        new WordGrouping.Word("at", 5, 6));
    }

    @Test
    void piecesOfByteLevelBpeBeginWordsWithASpace() {
        var vocabulary = Vocabulary.of(List.of("Ġthe", "re", "Ġcaf", "Ã©", "Ã", "<blank>", "Ġ"), 5);
        for (var grouping : List.of(WordGrouping.of(vocabulary), WordGrouping.of(vocabulary, "Ġ"))) {
            assertThat(grouping.delimiter()).contains(" ");
            assertThat(grouping.text(Labels.of(0, 1, 2, 3, 6, 1))).isEqualTo("there café re");
            assertThat(grouping.text(Labels.of(2, 4))).isEqualTo("caf\ufffd");
        }
        assertThat(WordGrouping.of(vocabulary, "").words(Labels.of(0, 1)))
                .extracting(WordGrouping.Word::text)
                .containsExactly("Ġthe", "re");
    }

    /** What SentencePiece decodes of the same pieces; U+FFFD for each byte that is none of a character. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'1 2 3 4', 你",
        "'1 5 6 7', hé",
        "'2 3 4 5 5 6 7 2 3 4', 你hhé你",
        "'2 3', ��",
        "'3 4 2', ���",
        "'2 5 3', �h�",
        "'1 8 10 9 5', 😀Ahh",
        "'1 5 6 1 7', h� �"
    })
    void bytesAreJoinedToTheCharactersThatTheySpell(String labels, String text) {
        var vocabulary = Vocabulary.of(
                List.of(
                        "<blank>", "▁", "<0xE4>", "<0xBD>", "<0xA0>", "h", "<0xC3>", "<0xA9>", "😀", "<0x68>",
                        "<0x41>"),
                0);
        var spelled = Labels.of(
                Stream.of(labels.split(" ")).mapToInt(Integer::parseInt).toArray());
        assertThat(WordGrouping.of(vocabulary).text(spelled)).isEqualTo(text);
    }

    @Test
    void bytesWithinLongerSymbolsAreJoinedToo() {
        var vocabulary = Vocabulary.of(List.of("<blk>", "▁<0xE4><0xBD>", "<0xA0>a", "▁好<0x24><0xC3>", "<0xA9>"), 0);
        assertThat(WordGrouping.of(vocabulary).text(Labels.of(1, 2, 3, 4))).isEqualTo("你a 好$é");
    }

    @Test
    void aCharacterOfBytesIsOneWordWhereEachSymbolIsOne() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "学", "<0xE4>", "<0xBD>", "<0xA0>"), 0);
        var words = WordGrouping.of(vocabulary, "").words(Labels.of(1, 2, 3, 4, 2, 3, 4));
        assertThat(words).extracting(WordGrouping.Word::text).containsExactly("学", "你", "你");
    }

    @Test
    void theEmptyDelimiterMakesEachSymbolAWord() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "学", "而"), 0);
        var words = WordGrouping.of(vocabulary, "").words(Labels.of(1, 1, 2));
        assertThat(words).extracting(WordGrouping.Word::text).containsExactly("学", "学", "而");
    }

    /** As for a language model over word pieces: its words are the symbols, those of the text are what people read. */
    @ParameterizedTest
    @CsvSource({
        "▁the ▁c at ▁, 0 1 2 3 0, the cat the",
        "the c@@ at, 0 1 2 0, the cat the",
        "the c at _, 3 0 3 3 1 2 3, the cat"
    })
    void theTextHasTheUsualWordsWhereEachSymbolIsOne(String symbols, String path, String text) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.replaceAll(symbol -> symbol.replace('_', ' '));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        var labels =
                Labels.of(Stream.of(path.split(" ")).mapToInt(Integer::parseInt).toArray());
        var grouping = WordGrouping.of(vocabulary, "");
        assertThat(grouping.text(labels)).isEqualTo(text);
        assertThat(grouping.words(labels)).hasSize(labels.length());
        assertThat(grouping.runningText(0))
                .isEqualTo(WordGrouping.of(vocabulary).runningText(0));
        assertThat(grouping.ofRunningText().words(labels))
                .extracting(WordGrouping.Word::text)
                .containsExactly(text.split(" "));
    }

    @Test
    void withoutAnyUsualDelimiterAllLabelsMakeOneWord() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "a", "b"), 0);
        assertThat(WordGrouping.of(vocabulary).words(Labels.of(1, 2, 1)))
                .containsExactly(new WordGrouping.Word("aba", 0, 3));
        assertThat(WordGrouping.of(vocabulary).words(Labels.of())).isEmpty();
    }

    @Test
    void wordsAreJoinedByOneSpaceOrByNothingWhereEachSymbolIsOne() {
        assertThat(WordGrouping.of(Vocabulary.ofEnglish()).text(Labels.of(26, 7, 8, 26, 26, 0, 26)))
                .isEqualTo("hi a");
        var vocabulary = Vocabulary.of(List.of("<blank>", "学", "而"), 0);
        assertThat(WordGrouping.of(vocabulary, "").text(Labels.of(1, 2))).isEqualTo("学而");
    }

    @Test
    void piecesThatDoNotContinueAWordBeginOne() {
        var vocabulary = Vocabulary.of(List.of("[PAD]", "un", "##aff", "##able", "the", "##", "."), 0);
        var grouping = WordGrouping.of(vocabulary);
        assertThat(grouping.words(Labels.of(1, 2, 3, 4)))
                .containsExactly(new WordGrouping.Word("unaffable", 0, 3), new WordGrouping.Word("the", 3, 4));
        assertThat(grouping.text(Labels.of(1, 2, 3, 4))).isEqualTo("unaffable the");
        assertThat(grouping.text(Labels.of(2, 3, 5, 6))).isEqualTo("affable ## .");
    }

    @Test
    void piecesThatEndAWordAreTheLastOfIt() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "un", "able</w>", "the</w>", "</w>", "a"), 0);
        var grouping = WordGrouping.of(vocabulary);
        assertThat(grouping.words(Labels.of(1, 2, 3, 5, 1)))
                .containsExactly(
                        new WordGrouping.Word("unable", 0, 2),
                        new WordGrouping.Word("the", 2, 3),
                        new WordGrouping.Word("aun", 3, 5));
        assertThat(grouping.words(Labels.of(4, 5, 4, 4, 1)))
                .containsExactly(new WordGrouping.Word("a", 1, 2), new WordGrouping.Word("un", 4, 5));
        assertThat(grouping.text(Labels.of(4, 3, 4, 1, 2))).isEqualTo("the unable");
    }

    @Test
    void piecesAfterWhichAWordGoesOnAreMarkedAtTheirEnd() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "un@@", "aff@@", "able", "the", "@@", "."), 0);
        var grouping = WordGrouping.of(vocabulary);
        assertThat(grouping.words(Labels.of(1, 2, 3, 4)))
                .containsExactly(new WordGrouping.Word("unaffable", 0, 3), new WordGrouping.Word("the", 3, 4));
        assertThat(grouping.text(Labels.of(3, 5, 6, 4, 1))).isEqualTo("able @@ . the un");
        assertThat(WordGrouping.of(vocabulary, "@@").text(Labels.of(1, 2))).isEqualTo("unaff");
    }

    /** As SentencePiece has them where it marks words at their ends, or keeps spaces in a row. */
    @Test
    void delimitersAtEitherEndOfASymbolPartWordsHoweverMany() {
        var withoutPrefixes = Vocabulary.of(List.of("<blank>", "the▁", "c", "at▁"), 0);
        assertThat(WordGrouping.of(withoutPrefixes, "▁").text(Labels.of(1, 2, 3)))
                .isEqualTo("the cat");
        var vocabulary = Vocabulary.of(List.of("<blank>", "the▁", "c", "at▁", "▁▁", "▁▁a", "▁"), 0);
        var grouping = WordGrouping.of(vocabulary);
        assertThat(grouping.words(Labels.of(1, 2, 3, 4, 5, 3, 6, 2)))
                .containsExactly(
                        new WordGrouping.Word("the", 0, 1),
                        new WordGrouping.Word("cat", 1, 3),
                        new WordGrouping.Word("aat", 4, 6),
                        new WordGrouping.Word("c", 7, 8));
        assertThat(grouping.separates(4)).isTrue();
        assertThat(grouping.piece(5)).isEqualTo("a");
        assertThat(grouping.runningText(3)).isEqualTo("at ");
    }

    @Test
    void symbolsOfSeveralWordsAreReadWithSpaces() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁of▁the", "▁", "▁▁a", "b▁"), 0);
        assertThat(WordGrouping.of(vocabulary).text(Labels.of(2, 1, 4, 3, 2, 2)))
                .isEqualTo("of theb a");
    }

    @Test
    void symbolsThatBeginWithASpaceBeginAWord() {
        var vocabulary = Vocabulary.of(List.of("<blank>", " the", "re", " a"), 0);
        assertThat(WordGrouping.of(vocabulary).text(Labels.of(1, 2, 3))).isEqualTo("there a");
    }

    @Test
    void aDelimiterThatIsGivenGoesBeforeTheUsualOne() {
        var vocabulary = Vocabulary.of(List.of("<blank>", " ", "a", "|", "##b", "c</w>"), 0);
        var labels = Labels.of(2, 3, 2, 1, 4, 5, 2);
        assertThat(WordGrouping.of(vocabulary).text(labels)).isEqualTo("a|a ##bc</w>a");
        assertThat(WordGrouping.of(vocabulary, "|").text(labels)).isEqualTo("a a ##bc</w>a");
        assertThat(WordGrouping.of(vocabulary, "##").text(labels)).isEqualTo("a | a b c</w> a");
        assertThat(WordGrouping.of(vocabulary, "</w>").text(labels)).isEqualTo("a|a ##bc a");
    }

    @Test
    void theTextIsThatOfTheWordsWhateverPartsThem() {
        var random = new Random(5);
        var symbols = List.of("<blank>", " ", "|", "▁", "a", "▁b", "##c", "d</w>", "</w>");
        for (int i = 0; i < 500; i++) {
            var labels =
                    Labels.of(random.ints(random.nextInt(8), 1, symbols.size()).toArray());
            var grouping = WordGrouping.of(
                    Vocabulary.of(symbols, 0), List.of(" ", "|", "▁", "</w>").get(i % 4));
            var text = grouping.text(labels);
            assertThat(text).isEqualTo(text.strip()).isEqualTo(text.replaceAll("  +", " "));
            assertThat(text)
                    .isEqualTo(String.join(
                            " ",
                            grouping.words(labels).stream()
                                    .map(WordGrouping.Word::text)
                                    .toList()));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`|,_,▁a`, ` `",
                "`|,a,b`, `|`",
                "`a,▁a`, `▁`",
                "`a,b,▁`, `▁`",
                "`|,▁,a`, `|`",
                "`▁the,▁cat,s,|`, `▁`",
                "`un,##able,the,|,##`, `##`",
                "`un,##able,the,▁`, `##`",
                "`un</w>,th,e</w>,|`, `</w>`",
                "`|,##,a`, `|`",
                "`|,</w>,a`, `|`",
                "`a,##`, ``",
                "`un@@,able,the,|`, `@@`",
                "`un@@,_able,the`, ` `",
                "`a,@@`, ``",
                "`the▁,c,at▁`, `▁`",
                "`the▁,c,at▁,▁,|`, `▁`",
                "`the▁,##c`, `##`",
                "`a,</w>`, `</w>`",
                "`_the,_cat,s,|`, ` `",
                "`a,<space>,|`, `<space>`",
                "`a,<SPACE>`, `<SPACE>`",
                "`a,<sp>`, `<sp>`",
                "`a,[SPACE]`, `[SPACE]`",
                "`▁a,b,<space>`, `▁`",
                "`a,\u00a0`, `\u00a0`",
                "`a,\u3000`, `\u3000`",
                "`a,\u3000,|`, `|`",
                "`a,_,<space>`, ` `"
            })
    void theMarkOfWordPiecesGoesBeforeSymbolsThatMayBeCharacters(String symbols, String delimiter) {
        var all = new ArrayList<>(
                List.of(symbols.translateEscapes().replace('_', ' ').split(",")));
        all.add("ε");
        assertThat(WordGrouping.usualDelimiter(Vocabulary.of(all, all.size() - 1))
                        .orElse(""))
                .isEqualTo(delimiter.translateEscapes());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`▁the,▁cat,s,|`, `the cats`, `0 1 2`",
                "`un,##able,the,|`, `unable the`, `0 1 2`",
                "`un</w>,th,e</w>,|`, `un the`, `0 1 2`"
            })
    void piecesAreReadAsWordsThoughTheBarIsASymbol(String symbols, String text, String labels) {
        var vocabulary = Vocabulary.of(List.of((symbols + ",_").split(",")), 4);
        var read = Labels.of(
                Stream.of(labels.split(" ")).mapToInt(Integer::parseInt).toArray());
        assertThat(WordGrouping.of(vocabulary).text(read)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<space>", "<SPACE>", "<sp>", "[SPACE]", "\u00a0", "\u3000"})
    void theSpaceByAnotherNameIsReadAndWrittenAsASpace(String space) {
        var vocabulary = Vocabulary.of(List.of("_", "<unk>", "a", "b", space), 0);
        var grouping = WordGrouping.of(vocabulary);
        assertThat(grouping.text(Labels.of(4, 2, 4, 4, 3, 4))).isEqualTo("a b");
        assertThat(grouping.words(Labels.of(2, 4, 3))).hasSize(2);
        assertThat(grouping.runningText(4)).isEqualTo(" ");
        for (String text : List.of("a b", "a\u00a0b", "a\u3000b", "a \n b", "a" + space + "b", " a b\n")) {
            assertThat(vocabulary.labels(text).toArray()).as(text).containsSubsequence(2, 4, 3);
            assertThat(vocabulary.spell(text, WordGrouping.usualDelimiter(vocabulary)))
                    .as(text)
                    .extracting(Vocabulary.Piece::label)
                    .containsSubsequence(2, 4, 3);
        }
    }

    @Test
    void aDelimiterThatTheVocabularyLacksIsRefused() {
        var vocabulary = Vocabulary.of(List.of("|", "a", "b"), 0);
        assertThatThrownBy(() -> WordGrouping.of(vocabulary, "|"))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("wordDelimiter"))
                .hasMessageContaining("the blank '|'; expected another symbol");
        assertThatThrownBy(() -> WordGrouping.of(vocabulary, "c"))
                .isInstanceOf(CtcInputException.class)
                .hasMessageContaining("'c'; expected a symbol of the vocabulary");
    }
}
