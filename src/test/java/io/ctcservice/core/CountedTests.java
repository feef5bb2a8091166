package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountedTests {

    @Test
    void oneThingIsSingularAndAnyOtherNumberPlural() {
        assertThat(Counted.of(1, "number")).isEqualTo("1 number");
        assertThat(Counted.of(0, "number")).isEqualTo("0 numbers");
        assertThat(Counted.of(2, "class")).isEqualTo("2 classes");
        assertThat(Counted.of(1, "class")).isEqualTo("1 class");
    }
}
