package io.ctcservice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTests {

    /** One letter in four may be wrong; of names that are as near the first is meant. */
    @ParameterizedTest
    @CsvSource({
        "n_best, nBest",
        "n-bets, ''",
        "wordDelimeter, wordDelimiter",
        "WORDDELIMITR, wordDelimiter",
        "lang, ''",
        "blan, blank",
        "bland, blank",
        "ban, ''",
        "_, ''",
        "'', ''"
    })
    void aNameThatIsNearlyTheSameIsMeant(String name, String meant) {
        String expected = "expected one of blank, nBest, wordDelimiter";
        assertThat(KnownNames.expected(name, List.of("wordDelimiter", "nBest", "blank")))
                .isEqualTo(meant.isEmpty() ? expected : expected + "; here it is called " + meant);
    }
}
