package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of numbers in messages. */
final class PlainNumberTests {

    @Test
    void wholeNumbersHaveNoPoint() {
        assertThat(PlainNumber.of(1001.0)).isEqualTo("1001");
        assertThat(PlainNumber.of(-0.0)).isEqualTo("0");
        assertThat(PlainNumber.of(2.5)).isEqualTo("2.5");
        assertThat(PlainNumber.of(0.1f)).isEqualTo("0.1");
        assertThat(PlainNumber.of(-3f)).isEqualTo("-3");
        assertThat(PlainNumber.of(1e30)).isEqualTo("1e30");
        assertThat(PlainNumber.of(Double.NaN)).isEqualTo("NaN");
        assertThat(PlainNumber.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void zerosAreWrittenOutWhileTheyAreFew() {
        assertThat(PlainNumber.of(1e-4)).isEqualTo("0.0001");
        assertThat(PlainNumber.of(-2.5e-6)).isEqualTo("-0.0000025");
        assertThat(PlainNumber.of(1e-7)).isEqualTo("1e-7");
        assertThat(PlainNumber.of(-1.25e-9f)).isEqualTo("-1.25e-9");
        assertThat(PlainNumber.of(12_345_678.5)).isEqualTo("12345678.5");
        assertThat(PlainNumber.of(16_777_216f)).isEqualTo("16777216");
        assertThat(PlainNumber.of(1e-4f)).isEqualTo("0.0001");
    }

    @Test
    void whatIsNoNumberSaysWhatItIs() {
        assertThat(PlainNumber.of((Object) 7)).isEqualTo("7");
        assertThat(PlainNumber.of((Object) 7.0)).isEqualTo("7");
        assertThat(PlainNumber.of((Object) 7.5f)).isEqualTo("7.5");
        assertThat(PlainNumber.of("7.0")).isEqualTo("7.0");
    }
}
