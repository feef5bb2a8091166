package io.ctcservice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the advice on texts that a vocabulary cannot spell. Its symbols are between plus signs, {@code ~} is no delimiter. */
final class SpellingAdviceTests {

    private static final String BLANK = "<blank>";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "h+i; ~; hi; ``",
                "h+i; ~; HI; `; in lower case it can be spelled`",
                "H+I; ~; hi; `; in upper case it can be spelled`",
                "h+i; ~; xy; ``",
                "\u00e9; ~; e\u0301; `; in Unicode form NFC it can be spelled`",
                "\u00c9; ~; e\u0301; `; in upper case and in Unicode form NFC it can be spelled`",
                "e\u0301; ~; \u00e9; `; in Unicode form NFD it can be spelled`",
                "h; ~; \uff48; `; in Unicode form NFKC it can be spelled`",
                "h+'; ~; h’; `; with ' for ’ it can be spelled`",
                "h+’; ~; h'; `; with ’ for ' it can be spelled`",
                "h+|; |; h h; `; with '|' between words it can be spelled`",
                "h+|; |; H H; `; in lower case and with '|' between words it can be spelled`",
                "H+|; |; h h; `; in upper case and with '|' between words it can be spelled`",
                "h+▁; ▁; h h; `; with '▁' between words it can be spelled`",
                "▁h+o; ▁; h ho; `; with '▁' before each word it can be spelled`",
                "▁h+h+o; ▁; h ho; `; with '▁' before each word it can be spelled`",
                "▁h+▁o+r; ▁; h or; `; with '▁' before each word it can be spelled`",
                "h▁; ▁; h h; `; with '▁' after each word it can be spelled`",
                "o</w>+l; </w>; lo lo; `; with '</w>' after each word it can be spelled: 'lo</w>lo</w>'`",
                "un+##able+the; ##; unable the; `; with '##' before what continues a word and nothing between words it can be spelled: 'un##ablethe'`",
                "able+the+##x; ##; ableable the; ``", // it would be read as three words
                "un@@+able+the; @@; unable the; `; with '@@' after what goes on and nothing between words it can be spelled: 'un@@ablethe'`",
            })
    void saysHowTheTextCanBeSpelled(String symbols, String delimiter, String text, String advice) {
        assertThat(SpellingAdvice.of(text, vocabulary(symbols), delimiter(delimiter)))
                .isEqualTo(advice);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "h+i; HI7; `; in lower case all but '7' can be spelled`",
                "h+i; HI 7 7?; `; in lower case all but '7', '?' can be spelled`",
                "H+I; hi12345; `; in upper case all but '1', '2', '3', '4', '5' can be spelled`",
                "h+i; HI123456; ``",
                "h+i; hi7; ``",
                "h+i; 7; ``",
                "h+i; HIK7; `; in lower case all but 'k', '7' can be spelled`", // a letter of "<blank>"
                "h+i; hHI7; `; in lower case all but '7' can be spelled`",
                "ab; BA7; `; in lower case all but '7' can be spelled`",
                "ab; BA; ``", // both characters are in symbols, but no symbols spell it
            })
    void namesWhatIsLeftOverInAnotherCase(String symbols, String text, String advice) {
        assertThat(SpellingAdvice.of(text, vocabulary(symbols), Optional.empty()))
                .isEqualTo(advice);
    }

    @Test
    void longTextsGetNoneAndSomewhatLongOnesAreNotShown() {
        var vocabulary = vocabulary("o</w>+l");
        var end = Optional.of("</w>");
        String shown = "with '</w>' after each word it can be spelled";
        assertThat(SpellingAdvice.of("l".repeat(55) + "o", vocabulary, end)).contains(shown + ": '");
        assertThat(SpellingAdvice.of("l".repeat(56) + "o", vocabulary, end)).endsWith(shown);
        assertThat(SpellingAdvice.of("l".repeat(1999) + "o", vocabulary, end)).endsWith(shown);
        assertThat(SpellingAdvice.of("l".repeat(2000) + "o", vocabulary, end)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "▁h+o; ▁; ho; `begins within a word, as no hypothesis does; with '▁' before each word, the first too, it is spelled as words are read`",
                "▁h+o; ▁; ▁ho; ``",
                "▁h+o; ▁; ``; ``",
                "h+▁+o; ▁; ho; ``",
                "h▁+o; ▁; ho; ``",
                "` h+o`; ` `; ho; `begins within a word, as no hypothesis does; with ' ' before each word, the first too, it is spelled as words are read`",
                "` 7+o`; ` `; ho; ``",
                "h+` `+o; ` `; ho; ``",
                "o</w>+h; </w>; ho</w>; ``",
                "o</w>+h; </w>; oh; `ends within a word, as no hypothesis does; with '</w>' after each word, the last too, it is spelled as words are read`",
                "o</w>+h; </w>; ` `; ``",
                "h@@+o; @@; ho; ``",
                "h@@+o; @@; h@@; `ends within a word; without '@@' after its last piece it is spelled as words are read`",
                "h+|; |; hh; ``",
                "h; ~; hh; ``",
            })
    void warnsOfATextThatBeginsOrEndsWithinAWord(String symbols, String delimiter, String text, String warning) {
        assertThat(SpellingAdvice.withinAWord(text, vocabulary(symbols), delimiter(delimiter))
                        .orElse(""))
                .isEqualTo(warning);
    }

    @Test
    void theOtherFormsAreAllButTheTextAsItIs() {
        assertThat(SpellingAdvice.OTHER_FORMS).hasSize(17);
        assertThat(SpellingAdvice.OTHER_FORMS.stream()
                        .map(form -> form.apply("Ae\u0301’'"))
                        .collect(Collectors.toSet()))
                .contains("A\u00e9’'", "Ae\u0301''", "Ae\u0301’’", "ae\u0301’'", "a\u00e9’'", "AE\u0301''");
    }

    private static Vocabulary vocabulary(String symbols) {
        var all =
                Stream.concat(Stream.of(BLANK), Stream.of(symbols.split("\\+"))).toList();
        return Vocabulary.of(List.copyOf(all), 0);
    }

    private static Optional<String> delimiter(String delimiter) {
        return delimiter.equals("~") ? Optional.empty() : Optional.of(delimiter);
    }
}
