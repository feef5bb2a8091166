package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistortionTests {

    private static final int DRAWS = 200;

    /** A seventh part of all sounds, as through a telephone: a tone of 6 kHz is gone, one of 1 kHz is not. */
    @Test
    void nowAndThenNothingIsLeftAbove4Kilohertz() {
        int silent = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            double[] high = tone(6000);
            Distortion.apply(high, 50, 15, new Random(seed));
            double[] low = tone(1000);
            Distortion.apply(low, 50, 15, new Random(seed));
            boolean isSilent = level(high) < 0.01 * level(low);
            silent += isSilent ? 1 : 0;
            assertThat(level(low)).isGreaterThan(1e-4);
            assertThat(high).hasSize(8000);
        }
        assertThat(silent).isBetween(DRAWS / 20, DRAWS / 4);
    }

    private static double[] tone(double hertz) {
        var sound = new double[8000];
        Arrays.setAll(sound, n -> 0.3 * Math.sin(2 * Math.PI * hertz * n / SoundStore.SAMPLE_RATE));
        return sound;
    }

    private static double level(double[] sound) {
        return Math.sqrt(
                Arrays.stream(sound, 2000, 6000).map(x -> x * x).average().orElseThrow());
    }
}
