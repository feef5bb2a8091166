package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();

    private final Lexicon lexicon = english("art", "arts", "a");

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "art, true",
                "arts a, true",
                "\" art  a \", true",
                "\"\", true",
                "ar, false",
                "artsy, false",
                "a ar, false",
                "arta, false",
                "b, false"
            })
    void listedWordsOnlyMayBeRead(String text, boolean allowed) {
        assertThat(mayBeRead(lexicon, ENGLISH.labels(text))).isEqualTo(allowed);
    }

    @Test
    void aWordIsReadWhicheverSymbolsSpellIt() {
        var vocabulary = Vocabulary.of(List.of("▁a", "rt", "▁", "a", "r", "t", "ε"), 6);
        var words = Lexicon.of(List.of("art"), vocabulary, WordGrouping.of(vocabulary));
        assertThat(mayBeRead(words, Labels.of(0, 1, 0, 4, 5))).isTrue();
        assertThat(mayBeRead(words, Labels.of(2, 3, 1))).isTrue();
        assertThat(mayBeRead(words, Labels.of(0, 0, 1))).isFalse();
    }

    @Test
    void wordsThatTheVocabularyCannotSpellAreReported() {
        assertThat(english("art", "naïve", "two words").unspellable()).containsExactly(1, 2);
    }

    @Test
    void aLexiconWithoutAnyWordIsRefused() {
        assertThatThrownBy(LexiconTests::english)
                .isInstanceOf(CtcInputException.class)
                .hasMessageContaining("no words");
        assertThatThrownBy(() -> english("naïve"))
                .isInstanceOf(CtcInputException.class)
                .hasMessageContaining("no word that the vocabulary can spell");
        assertThatThrownBy(() -> english("art", ""))
                .isInstanceOfSatisfying(
                        CtcInputException.class,
                        refused -> assertThat(refused.field()).isEqualTo("lexicon/1"));
    }

    private static Lexicon english(String... words) {
        return Lexicon.of(List.of(words), ENGLISH, WordGrouping.of(ENGLISH));
    }

    private static boolean mayBeRead(Lexicon lexicon, Labels labels) {
        int state = Lexicon.BETWEEN_WORDS;
        for (int u = 0; u < labels.length() && state != Lexicon.NO_STATE; u++) {
            state = lexicon.next(state, labels.get(u));
        }
        return state != Lexicon.NO_STATE && lexicon.mayEnd(state);
    }
}
