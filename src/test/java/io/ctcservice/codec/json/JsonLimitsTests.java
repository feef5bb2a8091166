package io.ctcservice.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Tests of the messages about exceeded parser limits. */
final class JsonLimitsTests {

    private static final StreamReadConstraints SMALL = StreamReadConstraints.builder()
            .maxNestingDepth(3)
            .maxNameLength(40)
            .maxNumberLength(20)
            .maxStringLength(30)
            .maxTokenCount(50)
            .maxDocumentLength(20_000)
            .build();

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("[[[[1]]]]", "arrays and objects nested deeper than 3"),
                Arguments.of("{\"a\":{\"a\":{\"a\":{}}}}", "arrays and objects nested deeper than 3"),
                Arguments.of("{\"" + "n".repeat(50_000) + "\":1}", "a field name of more than 40 characters"),
                Arguments.of("[" + "1".repeat(50) + "]", "a number of more than 20 characters"),
                Arguments.of("[0." + "1".repeat(50) + "]", "a number of more than 20 characters"),
                Arguments.of("[\"" + "x".repeat(50_000) + "\"]", "a string of more than 30 characters"),
                Arguments.of("[" + "1,".repeat(60) + "1]", "more than 50 values, names and brackets"),
                Arguments.of("[" + " ".repeat(60_000) + "1]", "a document of more than 20000 characters"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void areSaidInPlainSentences(String document, String sentence) {
        var json = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(SMALL).build())
                .build();

        var refused = catchThrowableOfType(StreamConstraintsException.class, () -> json.readTree(document));

        assertThat(JsonLimits.sentence(refused)).isEqualTo(sentence);
        assertThat(JsonErrors.violation(refused).detail()).isEqualTo(sentence);
    }
}
