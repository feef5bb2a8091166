package io.ctcservice.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tests of what is said where a start runs out of memory. */
final class TooLittleMemoryAnalyzerTests {

    @Test
    void whatIsLackingAndHowToGiveMoreAreNamed() {
        var failure = new BeanCreationException("a bean", new OutOfMemoryError("Java heap space"));

        assertThat(new TooLittleMemoryAnalyzer().analyze(failure))
                .extracting(FailureAnalysis::getDescription)
                .asString()
                .startsWith("Java has too little memory (Java heap space): its heap has at most ")
                .contains(" MB; give it more by -Xmx or -XX:MaxRAMPercentage");
    }
}
