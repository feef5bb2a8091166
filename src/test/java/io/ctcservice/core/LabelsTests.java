package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

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
}
