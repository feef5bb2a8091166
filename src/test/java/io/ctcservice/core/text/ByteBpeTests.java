package io.ctcservice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of icefall's byte-level BPE on values of its {@code byte_encode}, and of GPT-2's on those of its {@code bytes_to_unicode}. */
final class ByteBpeTests {

    @ParameterizedTest
    @CsvSource({
        "▁caf\u0169\u014f, ▁café",
        "\u018b\u0163\u0145, 你",
        "<sos/eos>, <sos/eos>",
        "▁, ▁",
        "ab, ab",
        "a▁b, a▁b",
        "好, 好"
    })
    void whatIsWholeIsText(String symbol, String text) {
        assertThat(ByteBpe.ICEFALL.decoded(symbol)).isEqualTo(text);
    }

    /** The first and last letters, and those beside the letters that are left out: ĳ, ŀ, ŉ and ſ. */
    @ParameterizedTest
    @CsvSource({
        "\u0120\u0121, \u007f<0x80>",
        "\u0131\u0134, <0x90><0x91>",
        "\u013e\u0141, <0x9B><0x9C>",
        "\u0148\u014a, <0xA3><0xA4>",
        "\u017e\u0180, <0xD8><0xD9>",
        "\u01a1\u01a2, <0xFA><0xFB>",
        "\u01a6, <0xFF>"
    })
    void bytesThatAreNoCharacterAreWrittenAsSuch(String symbol, String text) {
        assertThat(ByteBpe.ICEFALL.decoded(symbol)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "\u018b\u0163, <0xE4><0xBD>",
        "▁\u0145a, ▁<0xA0>a",
        "\u018b\u0163\u0145\u018b, 你<0xE4>",
        "\u018ba, <0xE4>a"
    })
    void aPartOfACharacterMayStandBesideOthers(String symbol, String text) {
        assertThat(ByteBpe.ICEFALL.decoded(symbol)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "Ġthe, ' the'",
        "ĠcafÃ©, ' café'",
        "ä½ł, 你",
        "ä½, <0xE4><0xBD>",
        "ĠÐŁÑĢÐ¸Ð²ÐµÑĤ, ' Привет'",
        "<|endoftext|>, <|endoftext|>",
        "Ń, <0xAD>",
        "ÿ, <0xFF>"
    })
    void lettersOfGpt2AreBytes(String symbol, String text) {
        assertThat(ByteBpe.GPT_2.decoded(symbol)).isEqualTo(text);
    }

    /** Ġ is a letter of Maltese: its pieces have marks, or letters that are no bytes. */
    @Test
    void maltesePiecesAreNoBytes() {
        assertThat(ByteBpe.isGpt2(List.of("Ġthe", "re", "ε"), 2)).isTrue();
        assertThat(ByteBpe.isGpt2(List.of("Ġ", "a", "ε"), 2)).isFalse();
        assertThat(ByteBpe.isGpt2(List.of("Ġan", "ż", "ε"), 2)).isFalse();
        assertThat(ByteBpe.isGpt2(List.of("Ġan", "ε", " "), 1)).isFalse();
        assertThat(ByteBpe.isGpt2(List.of("▁Ġan", "Ġan", "ε"), 2)).isFalse();
        assertThat(ByteBpe.isGpt2(List.of("a", "é", "Ġblank"), 2)).isFalse();
    }
}
