package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A fuzz test of vocabularies of any symbols: the first line is a text, the others are symbols, the last of them the
 * blank.
 */
final class VocabularyFuzzTests {

    @FuzzTest
    void refusesTheTextOrSpellsAllOfIt(byte[] data) {
        var lines = List.of(new String(data, StandardCharsets.UTF_8).split("\n", -1));
        String text = lines.getFirst();
        Vocabulary vocabulary;
        try {
            vocabulary = Vocabulary.of(lines.subList(1, lines.size()), lines.size() - 2);
        } catch (CtcInputException refused) {
            assertThat(refused.field()).startsWith("vocabulary");
            return;
        }
        try {
            var pieces = vocabulary.spell(text, WordGrouping.usualDelimiter(vocabulary));
            assertThat(withoutSpaces(String.join(
                            "", pieces.stream().map(Vocabulary.Piece::text).toList())))
                    .isEqualTo(withoutSpaces(text));
            var labels = vocabulary.labels(text);
            assertThat(withoutSpaces(vocabulary.text(labels))).isEqualTo(withoutSpaces(text));
            labels.requireClasses(vocabulary.size(), vocabulary.blank());
        } catch (CtcInputException refused) {
            assertThat(refused.field()).isEqualTo("target");
        }
    }

    /** White space may become a delimiter of another kind, also one with a name, and word pieces have marks. */
    private static String withoutSpaces(String text) {
        return text.replaceAll("[\\s\\u0085\\p{Z}|▁#@</w>\\[\\]spaceSPACE]+", "");
    }
}
