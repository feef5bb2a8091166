package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTests {

    private static final Vocabulary TOKENS = Vocabulary.of(List.of("<blank>", "a", "b", "ab", " ", " ", "😀"), 0);

    @Test
    void englishIsTheLettersTheSpaceAndTheBlankAt27() {
        var english = Vocabulary.ofEnglish();
        assertThat(english.size()).isEqualTo(28);
        assertThat(english.blank()).isEqualTo(27);
        assertThat(english.labels("az ")).isEqualTo(Labels.of(0, 25, 26));
        assertThat(english.text(Labels.of(7, 8))).isEqualTo("hi");
    }

    @Test
    void takesTheLongestSymbolThatFits() {
        assertThat(TOKENS.labels("aabb😀")).isEqualTo(Labels.of(1, 3, 2, 6));
    }

    @Test
    void spellsWhatItCanAndNamesTheRest() {
        assertThat(TOKENS.spell("é€ab\ud83da€"))
                .containsExactly(
                        new Vocabulary.Piece("é€", 0, -1),
                        new Vocabulary.Piece("ab", 2, 3),
                        new Vocabulary.Piece("\ud83d", 4, -1),
                        new Vocabulary.Piece("a", 5, 1),
                        new Vocabulary.Piece("€", 6, -1));
    }

    @Test
    void anEmptyTextHasNoLabels() {
        assertThat(TOKENS.labels("")).isEqualTo(Labels.of());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, 'c' at character 2",
                "a😀é, 'é' at character 3",
                "a<blank>, the blank '<blank>' at character 1",
                "a b, which stands twice"
            })
    void namesWhatItRefuses(String text, String reason) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> TOKENS.labels(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.field()).isEqualTo("target"));
    }

    @Test
    void aSymbolThatStandsTwiceStillGivesText() {
        assertThat(TOKENS.text(Labels.of(1, 4, 2, 5))).isEqualTo("a b ");
    }

    @ParameterizedTest
    @CsvSource({"-1", "3"})
    void refusesABlankOutsideTheSymbols(int blank) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("a", "b", "c"), blank))
                .satisfies(e -> assertThat(e.field()).isEqualTo("blank"));
    }

    @Test
    void refusesASymbolThatWouldBeLongToTryAtEachPlaceOfAText() {
        assertThat(Vocabulary.of(List.of("a".repeat(Vocabulary.LONGEST_SYMBOL), "ε"), 1)
                        .size())
                .isEqualTo(2);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("ε", "a".repeat(Vocabulary.LONGEST_SYMBOL + 1)), 0))
                .satisfies(e -> assertThat(e.field()).isEqualTo("vocabulary/1"));
    }

    @Test
    void refusesAnEmptySymbol() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("a", ""), 0))
                .satisfies(e -> assertThat(e.field()).isEqualTo("vocabulary/1"));
    }
}
