package io.ctcservice.codec.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.testing.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormStartTests {

    private static final String BOUNDARY = "a-Boundary";
    private static final int MOST = 1 << 20;

    @ParameterizedTest(name = "a request of {0} bytes")
    @ValueSource(ints = {0, 10, 65_400, 65_450, 65_475, 65_500, 65_536, 131_000, 500_000})
    void theSecondPartIsFoundBehindAFirstOfAnyLength(int length) throws IOException {
        byte[] form = new Form()
                .request("x".repeat(length))
                .part("Content-Disposition: form-data; filename=\"name=y\"; name=recording", new byte[300_000])
                .complete();
        var start = start(form);
        assertThat(start.nameAfter("request", MOST)).isEqualTo("recording");
        assertThat(start.form().readAllBytes()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --a-Boundary~Content-Disposition: form-data; name=other~~x~--a-Boundary-- | other
            ~--a-Boundary  ~Content-Disposition: form-data; name=other~~x~--a-Boundary-- | other
            before~--a-Boundary~Content-Disposition: form-data; name=other~~x~--a-Boundary-- | other
            --a-Boundary~Content-Disposition: form-data; name=request~~x~--a-Boundary-- |
            --a-Boundary~Content-Disposition: form-data; name=request~~x~--a-Boundary~Content-Disp |
            --a-Boundary~Content-Disposition: form-data~~x~--a-Boundary-- |
            --a-Boundary-- |
            nothing |
            """)
    void otherFormsAreReadOnlyAsFarAsTheyGo(String form, String name) throws IOException {
        byte[] bytes = form.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
        var start = start(bytes);
        assertThat(start.nameAfter("request", MOST)).isEqualTo(name);
        assertThat(start.form().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aFirstPartOfMoreThanTheMostIsRefusedBeforeItIsAllThere() {
        var in = new ByteArrayInputStream(
                new Form().request("x".repeat(50_000_000)).complete());
        assertThatThrownBy(() -> new FormStart(in, BOUNDARY).nameAfter("request", 200_000))
                .isInstanceOf(PartTooLargeException.class)
                .hasMessage("a part \"request\" of more than 200000 bytes");
        assertThat(in.available()).isGreaterThan(49_000_000);
    }

    private static FormStart start(byte[] form) {
        return new FormStart(new ByteArrayInputStream(form), BOUNDARY);
    }
}
