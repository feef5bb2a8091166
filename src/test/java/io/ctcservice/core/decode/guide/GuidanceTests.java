package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of what may guide a search together. */
class GuidanceTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final WordGrouping OTHER = WordGrouping.of(Vocabulary.of(List.of("a", "b", " ", "ε"), 3));

    @Test
    void phrasesAndWordsOfAnotherVocabularyAreRefused() {
        var hotwords = Hotwords.of(List.of(new Hotword("a", 1)), ENGLISH, WordGrouping.of(ENGLISH));
        var lexicon = Lexicon.of(List.of("a"), ENGLISH, WordGrouping.of(ENGLISH));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new Guidance(OTHER, Optional.empty(), Optional.of(hotwords), Optional.empty()))
                .withMessage("of a vocabulary of 28 symbols; expected one of 4, as the grouping")
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("hotwords"));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new Guidance(OTHER, Optional.empty(), Optional.empty(), Optional.of(lexicon)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("lexicon"));
    }
}
