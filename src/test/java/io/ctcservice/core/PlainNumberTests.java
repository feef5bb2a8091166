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
        assertThat(PlainNumber.of(1e30)).isEqualTo("1.0E30");
        assertThat(PlainNumber.of(Double.NaN)).isEqualTo("NaN");
        assertThat(PlainNumber.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void whatIsNoNumberSaysWhatItIs() {
        assertThat(PlainNumber.of((Object) 7)).isEqualTo("7");
        assertThat(PlainNumber.of((Object) 7.0)).isEqualTo("7");
        assertThat(PlainNumber.of((Object) 7.5f)).isEqualTo("7.5");
        assertThat(PlainNumber.of("7.0")).isEqualTo("7.0");
    }
}
