package io.ctcservice.request.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what is said of words that a language model does not list. */
class LanguageModelWarningsTests {

    private static final Vocabulary VOCABULARY =
            Vocabulary.of(Stream.of("abYyes \".-_".split("")).toList(), 10);
    private static final String ARPA = """
            \\data\\
            ngram 1=4

            \\1-grams:
            -99\t<s>
            -1.9\t<unk>
            -0.6\tyes
            -0.8\ta.

            \\end\\
            """;

    private static LanguageModel model() throws IOException {
        return NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> warned(String read) throws IOException {
        var warnings = new Warnings();
        new LanguageModelWarnings(warnings)
                .ofWords(List.of(VOCABULARY.labels(read)), WordGrouping.of(VOCABULARY), model(), "/model");
        return warnings.list().stream().map(Warning::detail).toList();
    }

    /** Signs around a listed word cost the same whatever the word, and are no words where they stand alone. */
    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes.", "\"yes\"", "a.", "\"yes.\" -", "-"})
    void signsAroundAWordAreNoReasonForAWarning(String read) throws IOException {
        assertThat(warned(read)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes", "Yes.", "\"Yes\" -"})
    void aWordInAnotherCaseIsNamedWithoutItsSigns(String read) throws IOException {
        assertThat(warned(read))
                .containsExactly("the one word that was read is not listed by the language model, \"Yes\"; it lists"
                        + " \"yes\": upper and lower case count");
    }
}
