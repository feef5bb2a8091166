package io.ctcservice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Labels;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListedWordsTests {

    private static LanguageModel of(String... words) throws IOException {
        String lines = String.join("\n-1 ", words);
        String arpa = "\\data\\\nngram 1=" + words.length + "\n\n\\1-grams:\n-1 " + lines + "\n\n\\end\\\n";
        return NgramLanguageModel.read(new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void moreThanAQuarterOfTheWordsIsEnough() throws IOException {
        var model = of("the", "cat");

        assertThat(ListedWords.warning(List.of("the", "mat", "the"), model, "")).isEmpty();
        assertThat(ListedWords.warning(List.of(), model, "")).isEmpty();
        assertThat(ListedWords.warning(List.of("the", "mat", "lay", "low"), model, "; look"))
                .hasValue(
                        "3 of the 4 words that were read are not listed by the language model, such as \"mat\"; look");
    }

    @Test
    void theWordThatAnotherCaseWouldListIsTheExample() throws IOException {
        assertThat(ListedWords.warning(List.of("MAT", "CAT"), of("cat"), "; look"))
                .hasValue("2 of the 2 words that were read are not listed by the language model, such as \"CAT\";"
                        + " it lists \"cat\": upper and lower case count");
        assertThat(ListedWords.warning(List.of("cat"), of("CAT"), ""))
                .hasValue("the one word that was read is not listed by the language model, \"cat\"; it lists \"CAT\":"
                        + " upper and lower case count");
    }

    @Test
    void longWordsAreShortened() throws IOException {
        assertThat(ListedWords.warning(List.of("a".repeat(41)), of("cat"), "").orElse(""))
                .endsWith(", \"" + "a".repeat(20) + "…\"");
    }

    @Test
    void aModelOfCharactersListsTheSymbols() throws IOException {
        var vocabulary = Vocabulary.of(List.of("<b>", "天", "地", "a"), 0);

        assertThat(ListedWords.listsSymbols(List.of(Labels.of(1, 2, 3)), vocabulary, of("天", "地")))
                .isTrue();
        assertThat(ListedWords.listsSymbols(List.of(Labels.of(1, 2)), vocabulary, of("天")))
                .isFalse();
        assertThat(ListedWords.listsSymbols(List.of(Labels.of(3)), vocabulary, of("a")))
                .isFalse();
    }
}
