package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    void theEmptyDelimiterMakesEachSymbolAWord() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "学", "而"), 0);
        var words = WordGrouping.of(vocabulary, "").words(Labels.of(1, 1, 2));
        assertThat(words).extracting(WordGrouping.Word::text).containsExactly("学", "学", "而");
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
        assertThat(WordGrouping.of(Vocabulary.ofEnglish()).wordsText(Labels.of(26, 7, 8, 26, 26, 0, 26)))
                .isEqualTo("hi a");
        var vocabulary = Vocabulary.of(List.of("<blank>", "学", "而"), 0);
        assertThat(WordGrouping.of(vocabulary, "").wordsText(Labels.of(1, 2))).isEqualTo("学而");
    }

    @Test
    void theSpaceGoesBeforeTheBarAndTheBarBeforeTheUnderscore() {
        assertThat(WordGrouping.usualDelimiter(Vocabulary.of(List.of("ε", "|", " ", "▁a"), 0)))
                .contains(" ");
        assertThat(WordGrouping.usualDelimiter(Vocabulary.of(List.of("ε", "|", "▁a"), 0)))
                .contains("|");
        assertThat(WordGrouping.usualDelimiter(Vocabulary.of(List.of("ε", "a", "▁a"), 0)))
                .contains("▁");
    }

    @Test
    void aDelimiterThatTheVocabularyLacksIsRefused() {
        var vocabulary = Vocabulary.of(List.of("|", "a", "b"), 0);
        assertThatThrownBy(() -> WordGrouping.of(vocabulary, "|"))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("wordDelimiter"));
    }
}
