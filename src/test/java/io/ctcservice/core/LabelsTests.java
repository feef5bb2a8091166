package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTests {

    @Test
    void thereAreNoMoreFirstLabelsThanLabels() {
        var labels = Labels.of(3, 1, 2);
        assertThat(labels.first(2)).isEqualTo(Labels.of(3, 1));
        assertThat(labels.first(3)).isEqualTo(labels);
        assertThat(labels.first(0)).isEqualTo(Labels.of());
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> labels.first(4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> labels.first(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "'0,2', true",
        "'0,2,2', true",
        "'0,-1,-1', true",
        "'0,-100', true",
        "'2,0', false",
        "'0,-1,1', false",
        "'0,3', false"
    })
    void whatPadsATargetIsToBeLeftOut(String labels, boolean isPadding) {
        var padded = Labels.of(
                Stream.of(labels.split(",")).mapToInt(Integer::parseInt).toArray());

        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> padded.requireClasses(/* vocabSize= */ 3, /* blank= */ 2))
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).contains("leave out what pads a target"))
                        .isEqualTo(isPadding));
    }
}
