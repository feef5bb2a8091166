package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.text.Vocabulary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollapseTests {

    @ParameterizedTest
    @CsvSource({"hεello, helo", "hheεlo, helo", "hεhelo, hhelo", "helεlo, hello", "εhεiε, hi", "εεε, ''", "aaa, a"})
    void mergesRunsFirstAndDropsBlanksThen(String path, String expected) {
        var classes = path.chars().map(c -> c == 'ε' ? 27 : c - 'a').toArray();
        assertThat(Vocabulary.ofEnglish().text(Collapse.labels(classes, 27))).isEqualTo(expected);
    }
}
