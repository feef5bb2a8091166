package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class CtcInputExceptionTests {

    private final CtcInputException refused = new CtcInputException("blank", 9, "a class index in [0, 6)");

    /** The message alone does not say what is 9. */
    @Test
    void aStackTraceBeginsWithTheField() {
        var trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace, true));

        assertThat(trace.toString())
                .startsWith("io.ctcservice.core.CtcInputException: blank: 9; expected a class index in [0, 6)");
    }

    @Test
    void theMessageStandsBesideTheField() {
        assertThat(refused.getMessage()).isEqualTo("9; expected a class index in [0, 6)");
        assertThat(refused.field()).isEqualTo("blank");
    }
}
