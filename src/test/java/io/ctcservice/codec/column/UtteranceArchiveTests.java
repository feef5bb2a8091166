package io.ctcservice.codec.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ctcservice.codec.RefusedRequestException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UtteranceArchiveTests {

    static Stream<Arguments> idsThatCannotNameArrays() {
        return Stream.of(
                Arguments.of(List.of("a", "b", "a"), 2, "the same id as an utterance before"),
                Arguments.of(List.of("x".repeat(1025)), 0, "an id of 1025 characters"),
                Arguments.of(List.of("a", "b\n"), 1, "a control character"));
    }

    @ParameterizedTest
    @MethodSource("idsThatCannotNameArrays")
    void refusesIdsThatCannotNameArrays(List<String> ids, int at, String why) {
        var refused = catchThrowableOfType(RefusedRequestException.class, () -> UtteranceArchive.of(ids));
        assertThat(refused.violations()).hasSize(1);
        assertThat(refused.violations().getFirst().pointer()).isEqualTo("/utterances/" + at + "/id");
        assertThat(refused.violations().getFirst().detail()).startsWith(why);
    }

    @Test
    void takesAnyOtherIds() {
        assertThat(UtteranceArchive.of(List.of("", "a b", "x".repeat(1024), "ε/../:*")))
                .isNotNull();
    }
}
