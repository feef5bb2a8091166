package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPiecesTests {

    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("▁the", "▁the,", "▁(a", "▁a.b.", ",", "▁", "▁'s", "<blank>"), 7);

    @ParameterizedTest
    @CsvSource({"0, the, false", "1, 'the|,', true", "2, (a, true", "3, a|.b|., true", "4, ',', true", "5, '', false"})
    void beginWhereSignsFollowWhatIsNone(int label, String parts, boolean haveSign) {
        var pieces = new WordPieces(WordGrouping.of(VOCABULARY), /* readSigns= */ true);
        assertThat(String.join("|", pieces.of(label).parts())).isEqualTo(parts);
        assertThat(pieces.of(label).haveSign()).isEqualTo(haveSign);
        assertThat(pieces.of(label)).isSameAs(pieces.of(label));
    }

    @ParameterizedTest
    @CsvSource({"0, true, false", "5, true, false", "6, true, false", "4, false, false"})
    void endWords(int label, boolean before, boolean after) {
        WordPiece piece = new WordPieces(WordGrouping.of(VOCABULARY), /* readSigns= */ true).of(label);
        assertThat(piece.ends()).isEqualTo(before);
        assertThat(piece.endsAfter()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"1, 'the,'", "3, a.b.", "4, ','", "6, '''s'"})
    void areWholePiecesWhereSignsAreNotRead(int label, String piece) {
        var pieces = new WordPieces(WordGrouping.of(VOCABULARY), /* readSigns= */ false);
        assertThat(pieces.of(label).parts()).containsExactly(piece);
        assertThat(pieces.of(label).haveSign()).isFalse();
    }
}
