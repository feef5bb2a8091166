package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"a|a", "\" \"|␣", "<unk>|<unk>", "\"\"|∅", "▁the|▁the", "汉|汉", "ab cd|ab␣cd"})
    void showsEachSymbol(String symbol, String shown) {
        assertThat(Symbols.visible(symbol)).isEqualTo(shown);
    }

    @Test
    void showsControlCharactersAsTheirPictures() {
        assertThat(Symbols.visible("\u001b")).isEqualTo("␛");
        assertThat(Symbols.visible("\n")).isEqualTo("␊");
    }

    @Test
    void escapesWhatWouldHideOrTurnTheTextAround() {
        assertThat(Symbols.visible("\u202e")).isEqualTo("\\u{202E}");
        assertThat(Symbols.visible("\u200b")).isEqualTo("\\u{200B}");
        assertThat(Symbols.visible("\u00a0")).isEqualTo("\\u{A0}");
        assertThat(Symbols.visible("\ud800")).isEqualTo("\\u{D800}");
        assertThat(Symbols.visible("\ue000")).isEqualTo("\\u{E000}");
    }

    @Test
    void givesACombiningMarkSomethingToStandOn() {
        assertThat(Symbols.visible("\u0301")).isEqualTo("◌\u0301");
    }

    @Test
    void cutsLongSymbols() {
        assertThat(Symbols.visible("abcdefghijklmnop")).isEqualTo("abcdefghijk…");
        assertThat(Symbols.visible("abcdefghijkl")).isEqualTo("abcdefghijkl");
    }
}
