package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageModelFusionTests {

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0, -1, languageModel/weight",
        "NaN, 0, -1, languageModel/weight",
        "Infinity, 0, -1, languageModel/weight",
        "1000.5, 0, -1, languageModel/weight",
        "1, 1000.5, -1, languageModel/wordBonus",
        "1, -1000.5, -1, languageModel/wordBonus",
        "1, 0, -1000.5, languageModel/unknownLogProb",
        "1, NaN, -1, languageModel/wordBonus",
        "1, Infinity, -1, languageModel/wordBonus",
        "1, -Infinity, -1, languageModel/wordBonus",
        "1, 0, 0.1, languageModel/unknownLogProb",
        "1, 0, NaN, languageModel/unknownLogProb",
        "1, 0, -Infinity, languageModel/unknownLogProb"
    })
    void weightsOutOfRangeAreRefusedByName(double weight, double wordBonus, double unknown, String field)
            throws IOException {
        var model = model();
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new LanguageModelFusion(model, weight, wordBonus, OptionalDouble.of(unknown)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
        if (!field.endsWith("unknownLogProb")) {
            assertThatExceptionOfType(CtcInputException.class)
                    .isThrownBy(() -> new FusionWeights(weight, wordBonus))
                    .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1000, 1000, -1000", "0, -1000, -1000"})
    void theLimitsThemselvesAreTaken(double weight, double wordBonus, double unknown) throws IOException {
        var model = model();
        assertThatNoException()
                .isThrownBy(() -> new LanguageModelFusion(model, weight, wordBonus, OptionalDouble.of(unknown)));
    }

    private static LanguageModel model() throws IOException {
        String arpa = """
                \\data\\
                ngram 1=3

                \\1-grams:
                -1 <unk>
                -1 <s>
                -1 </s>

                \\end\\
                """;
        return NgramLanguageModel.read(new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
    }
}
