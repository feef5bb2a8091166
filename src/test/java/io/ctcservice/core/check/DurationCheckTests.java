package io.ctcservice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationCheckTests {

    /** Whole seconds at 16 kHz as wav2vec2 makes frames of them, a short sound of one padded frame, and a batch padded by a tenth. */
    @ParameterizedTest(name = "{0} frames of {1} s, {2} s")
    @CsvSource({"49, 0.02, 1", "1, 0.04, 0.01", "550, 0.02, 10", "450, 0.02, 10", "0, 0.02, 0.1", "7, 0.02, Infinity"})
    void whatRoundingAndPaddingExplainIsLeftAlone(int frames, double secondsPerFrame, double seconds) {
        assertThat(DurationCheck.of(frames, secondsPerFrame, seconds)).isEmpty();
    }

    @Test
    void aRecordingThatEndsBeforeItsFramesIsNamedWithBothDurations() {
        assertThat(DurationCheck.of(200, 0.02, 1.5))
                .hasValue(
                        "1.5, but the emissions last 4 s (200 frames of 0.02 s): all times after 1.5 s are cut to it");
        assertThat(DurationCheck.of(200, 0.02, 1e-9).orElse("")).startsWith("0.000000001, but the emissions last 4 s");
    }

    @Test
    void aRecordingThatGoesOnAfterItsFramesIsNamed() {
        assertThat(DurationCheck.of(50, 0.01, 1.5))
                .hasValue("1.5, but the emissions last 0.5 s (50 frames of 0.01 s); is the duration of a frame right?");
        assertThat(DurationCheck.of(1, 0.01, 1e300).orElse("")).contains("1.0000e+300, but", "(1 frame of 0.01 s)");
    }
}
