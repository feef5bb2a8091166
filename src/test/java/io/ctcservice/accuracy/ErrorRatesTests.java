package io.ctcservice.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorRatesTests {

    @Test
    void countsInsertionsDeletionsAndSubstitutions() {
        var rates = new ErrorRates();
        rates.add("kitten", "sitting"); // two substitutions and an insertion
        rates.add("a bc", "abc"); // one deletion; two words read as one
        assertThat(rates.cer()).isEqualTo(4.0 / 10);
        assertThat(rates.wer()).isEqualTo(3.0 / 3);
    }
}
